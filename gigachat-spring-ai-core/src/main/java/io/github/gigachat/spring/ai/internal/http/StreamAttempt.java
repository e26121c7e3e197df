package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
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

	private final long sentAt = System.nanoTime();

	private final AtomicBoolean over = new AtomicBoolean();

	/** The thread that runs {@link #send}, {@code null} outside of it. */
	private volatile @Nullable Thread sender;

	private volatile @Nullable CompletableFuture<?> future;

	private volatile @Nullable StreamBody body;

	StreamAttempt(StreamExchange<T> exchange) {
		this.exchange = exchange;
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
		StreamBody body = this.exchange.headArrived(this, new ResponseHead(info.statusCode(), info.headers()));
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
		StreamBody body = this.body;
		CompletableFuture<?> future = this.future;
		if (body != null) {
			body.cancel();
		}
		else if (future != null) {
			future.cancel(true);
		}
	}

	boolean isOver() {
		return this.over.get();
	}

	/**
	 * Records the end of the body.
	 * @return {@code false} if the attempt was over before
	 */
	boolean finish() {
		return this.over.compareAndSet(false, true);
	}

	/**
	 * Notifies the exchange that the body was read to its end.
	 */
	void released() {
		this.exchange.wireEnded();
	}

	/**
	 * Handles a failure reported by the JDK client.
	 */
	void failed(Throwable failure) {
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
			else if (this.body == null && finish()) {
				// a proxy refused a tunnel: the client reports its status without a body
				this.exchange.refusedWithoutBody(new ResponseHead(response.statusCode(), response.headers()));
			}
		});
	}

}
