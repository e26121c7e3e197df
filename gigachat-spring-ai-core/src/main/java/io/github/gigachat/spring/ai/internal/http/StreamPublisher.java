package io.github.gigachat.spring.ai.internal.http;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;

/**
 * Publisher that starts one exchange for each subscription.
 *
 * @param <T> the type of the elements
 */
final class StreamPublisher<T> implements Publisher<T> {

	private final TransportContext engine;

	private final TransportRequest request;

	private final CallScope scope;

	private final StreamHandler<T> handler;

	StreamPublisher(TransportContext engine, TransportRequest request, CallScope scope, StreamHandler<T> handler) {
		this.engine = engine;
		this.request = request;
		this.scope = scope;
		this.handler = handler;
	}

	@Override
	public void subscribe(Subscriber<? super T> subscriber) {
		CoreSubscriber<? super T> downstream = Operators.toCoreSubscriber(subscriber);
		StreamExchange<T> exchange;
		try {
			exchange = new StreamExchange<>(this.engine, this.request, this.scope, this.handler, downstream);
		}
		catch (Throwable ex) {
			this.handler.released();
			Exceptions.throwIfJvmFatal(ex);
			Operators.error(downstream, ex);
			return;
		}
		exchange.start();
	}

}
