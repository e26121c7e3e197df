package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to send the request of a streamed exchange.
 * <p>
 * A failure may arrive through the future, through the body or through both. Invariant:
 * the first event that raises {@link #over}, which is the end of the body, a failure or
 * {@link #abandon()}, is the only one that takes effect. The fields for the future and
 * the body are written before {@link #over} is read again, so an abandon is never missed.
 *
 * @param <T> the type of the elements
 */
final class StreamAttempt<T> implements HttpResponse.BodyHandler<Void> {

	private final StreamExchange<T> exchange;

	private final Watchdog watchdog;

	private final ExchangeTrace trace;

	private final long sentAt = System.nanoTime();

	private final AtomicBoolean over = new AtomicBoolean();

	/** The thread that runs {@link #send}, {@code null} outside of it. */
	private volatile @Nullable Thread sender;

	private volatile @Nullable CompletableFuture<?> future;

	private volatile @Nullable Body body;

	StreamAttempt(StreamExchange<T> exchange, Watchdog watchdog, ExchangeTrace trace) {
		this.exchange = exchange;
		this.watchdog = watchdog;
		this.trace = trace;
	}

	void send(HttpClient client, HttpRequest request) {
		this.sender = Thread.currentThread();
		try {
			sendAndListen(client, request);
		}
		catch (Throwable ex) {
			// an error too must end this exchange, and only this one
			failed(ex);
		}
		finally {
			this.sender = null;
		}
	}

	@Override
	public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
		Body body = new Body(this.exchange.headArrived(new ResponseHead(info.statusCode(), info.headers())));
		this.body = body;
		return body;
	}

	/**
	 * Abandons the connection or stream unless the attempt is over.
	 */
	void abandon() {
		if (!this.over.compareAndSet(false, true)) {
			return;
		}
		Body body = this.body;
		CompletableFuture<?> future = this.future;
		if (body != null) {
			body.cancel();
		}
		else if (future != null) {
			future.cancel(true);
		}
	}

	/**
	 * Handles a failure reported by the JDK client.
	 */
	private void failed(Throwable failure) {
		if (this.over.compareAndSet(false, true)) {
			this.exchange.lost(JdkFailures.unwrap(failure), this.sentAt, Thread.currentThread() == this.sender);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // failed(..) reports failures
	private void sendAndListen(HttpClient client, HttpRequest request) {
		CompletableFuture<HttpResponse<Void>> future = client.sendAsync(request, this);
		this.future = future;
		if (this.over.get() && this.body == null) {
			future.cancel(true);
		}
		future.whenComplete((response, failure) -> {
			if (failure != null) {
				failed(failure);
			}
			else if (this.body == null && this.over.compareAndSet(false, true)) {
				// a proxy refused a tunnel: the client reports its status without a body
				this.exchange.refusedWithoutBody(new ResponseHead(response.statusCode(), response.headers()));
			}
		});
	}

	/**
	 * Receives the bytes of the response from the JDK client.
	 * <p>
	 * The demand is unlimited from the start, because over HTTP/2 a stream without demand
	 * would block every other stream of its connection. The client calls in order and
	 * never concurrently; any thread may call {@link #cancel()}.
	 */
	private final class Body implements HttpResponse.BodySubscriber<Void> {

		private final BodyReader reader;

		/**
		 * Completes at the end of the body; the client counts the exchange as running
		 * until then.
		 */
		private final CompletableFuture<Void> result = new CompletableFuture<>();

		private volatile Flow.@Nullable Subscription subscription;

		private long received;

		private Body(BodyReader reader) {
			this.reader = reader;
		}

		@Override
		public CompletionStage<Void> getBody() {
			return this.result;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			if (StreamAttempt.this.over.get()) {
				cancel();
			}
			else {
				subscription.request(Long.MAX_VALUE);
			}
		}

		@Override
		public void onNext(List<ByteBuffer> buffers) {
			if (StreamAttempt.this.over.get()) {
				return;
			}
			StreamAttempt.this.watchdog.consuming();
			try {
				for (ByteBuffer buffer : buffers) {
					this.received += buffer.remaining();
				}
				StreamAttempt.this.trace.received(this.received);
				this.reader.data(buffers);
			}
			finally {
				StreamAttempt.this.watchdog.consumed();
			}
		}

		@Override
		public void onError(Throwable failure) {
			StreamAttempt.this.failed(failure);
			this.result.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			if (StreamAttempt.this.over.compareAndSet(false, true)) {
				this.reader.end();
				StreamAttempt.this.exchange.wireEnded();
			}
			this.result.complete(null);
		}

		/**
		 * Closes the connection or resets the HTTP/2 stream if the body has begun.
		 * Otherwise {@link #onSubscribe} cancels, because the attempt is over by then.
		 */
		private void cancel() {
			Flow.Subscription subscription = this.subscription;
			if (subscription != null) {
				subscription.cancel();
				this.result.complete(null);
			}
		}

	}

}
