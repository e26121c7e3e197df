package io.github.gigachat.spring.ai.internal.client;

import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.StreamHandler;
import io.github.gigachat.spring.ai.internal.http.StreamReader;
import io.github.gigachat.spring.ai.internal.http.TransportException;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.jspecify.annotations.Nullable;

/**
 * Hands the request permit to the connection once the stream has started. From then on no
 * repeat needs the permit. It is released when the connection ends, even if the
 * subscriber still reads buffered events.
 *
 * @param <T> the type of the elements
 */
final class AdmittedHandler<T> implements StreamHandler<T> {

	private final StreamHandler<T> handler;

	private final RequestPermit permit;

	private final Runnable connection;

	/**
	 * Creates the handler of one exchange.
	 * @param handler the handler that interprets the response
	 * @param permit the permit of the exchange
	 */
	AdmittedHandler(StreamHandler<T> handler, RequestPermit permit) {
		this.handler = handler;
		this.permit = permit;
		this.connection = permit.hold();
	}

	@Override
	public boolean isRaw() {
		return this.handler.isRaw();
	}

	@Override
	public boolean isDelivery(T element) {
		return this.handler.isDelivery(element);
	}

	@Override
	public StreamReader<T> open(ResponseHead head) {
		this.permit.close();
		return this.handler.open(head);
	}

	@Override
	public Throwable refused(TransportResponse response) {
		return this.handler.refused(response);
	}

	@Override
	public Throwable failed(TransportException failure, @Nullable ResponseHead head) {
		return this.handler.failed(failure, head);
	}

	@Override
	public void released() {
		this.connection.run();
	}

}
