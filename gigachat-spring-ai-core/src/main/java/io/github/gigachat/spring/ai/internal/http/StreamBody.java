package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Receives the bytes of a streamed response from the JDK client.
 * <p>
 * The demand is unlimited from the start, because over HTTP/2 a stream without demand
 * would block every other stream of its connection. The client calls in order and never
 * concurrently; any thread may call {@link #cancel()}.
 */
final class StreamBody implements HttpResponse.BodySubscriber<Void> {

	private final StreamAttempt<?> attempt;

	private final BodyReader reader;

	private final Watchdog watchdog;

	private final ExchangeTrace trace;

	/**
	 * Completes at the end of the body; the client counts the exchange as running until
	 * then.
	 */
	private final CompletableFuture<Void> result = new CompletableFuture<>();

	private volatile Flow.@Nullable Subscription subscription;

	private long received;

	StreamBody(StreamAttempt<?> attempt, BodyReader reader, Watchdog watchdog, ExchangeTrace trace) {
		this.attempt = attempt;
		this.reader = reader;
		this.watchdog = watchdog;
		this.trace = trace;
	}

	@Override
	public CompletionStage<Void> getBody() {
		return this.result;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		if (this.attempt.isOver()) {
			cancel();
		}
		else {
			subscription.request(Long.MAX_VALUE);
		}
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		if (this.attempt.isOver()) {
			return;
		}
		this.watchdog.consuming();
		try {
			for (ByteBuffer buffer : buffers) {
				this.received += buffer.remaining();
			}
			this.trace.received(this.received);
			this.reader.data(buffers);
		}
		finally {
			this.watchdog.consumed();
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.attempt.failed(failure);
		this.result.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		if (this.attempt.finish()) {
			this.reader.end();
			this.attempt.released();
		}
		this.result.complete(null);
	}

	/**
	 * Closes the connection or resets the HTTP/2 stream if the body has begun. Otherwise
	 * {@link #onSubscribe} cancels, because the attempt is over by then.
	 */
	void cancel() {
		Flow.Subscription subscription = this.subscription;
		if (subscription != null) {
			subscription.cancel();
			this.result.complete(null);
		}
	}

}
