package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of a streamed response from the client, all of them as they come.
 * <p>
 * Demand is unlimited from the start: a stream held back would hold back, over HTTP/2,
 * every other stream of its connection. The client calls in order, never at the same
 * time; {@link #cancel()} comes from any thread.
 */
final class StreamBody implements HttpResponse.BodySubscriber<Void> {

	private final StreamAttempt<?> attempt;

	private final BodyReader reader;

	private final Watchdog watchdog;

	private final ExchangeTrace trace;

	/** Completes with the body: until then the client counts the exchange as running. */
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
	 * Closes the connection, or resets the stream, if the body has begun; if it has not,
	 * it will find the attempt over.
	 */
	void cancel() {
		Flow.Subscription subscription = this.subscription;
		if (subscription != null) {
			subscription.cancel();
			this.result.complete(null);
		}
	}

}
