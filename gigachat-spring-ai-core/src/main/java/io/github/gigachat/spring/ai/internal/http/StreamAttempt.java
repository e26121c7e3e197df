package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * One sending of a streamed exchange's request.
 * <p>
 * A failure can come through the future or through the body, or through both. Invariant:
 * the first to raise {@link #over}, be it the body's end, a failure or
 * {@link #abandon()}, is the last to be heard. What is published (the future, the body)
 * is published before {@link #over} is read again, so that an abandon is never missed.
 *
 * @param <T> the type of the elements
 */
final class StreamAttempt<T> implements HttpResponse.BodyHandler<Void> {

	private final StreamExchange<T> exchange;

	private final long sentAt = System.nanoTime();

	private final AtomicBoolean over = new AtomicBoolean();

	/** The thread within {@link #send}, as long as it is. */
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
			// An error too must end this exchange, and no other's.
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
	 * Gives the connection up, unless the attempt is over.
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
	 * The body has ended.
	 * @return whether that matters to anybody
	 */
	boolean finish() {
		return this.over.compareAndSet(false, true);
	}

	/**
	 * The body was read to its end.
	 */
	void released() {
		this.exchange.wireEnded();
	}

	/**
	 * The client reports a failure.
	 */
	void failed(Throwable failure) {
		if (this.over.compareAndSet(false, true)) {
			this.exchange.lost(JdkFailures.unwrap(failure), this.sentAt, Thread.currentThread() == this.sender);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // failed(..) tells whom it concerns
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
				// a proxy that refuses a tunnel is told of without asking for its body
				this.exchange.refusedWithoutBody(new ResponseHead(response.statusCode(), response.headers()));
			}
		});
	}

}
