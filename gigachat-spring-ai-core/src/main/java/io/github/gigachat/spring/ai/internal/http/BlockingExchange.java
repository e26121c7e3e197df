package io.github.gigachat.spring.ai.internal.http;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Runs one blocking exchange on the calling thread.
 * <p>
 * The exchange runs within one {@link InterruptGuard}. The watchdog ends a wait, for a
 * free stream or for the server, by interrupting the thread, and records the reason
 * before it does. The JDK client closes the connection of an interrupted {@code send}.
 */
final class BlockingExchange implements HttpResponse.BodyHandler<ResponseBody> {

	private final TransportContext transport;

	private final TransportRequest request;

	private final CallScope scope;

	private final InterruptGuard section = new InterruptGuard();

	private final AtomicReference<TransportException.@Nullable Kind> abortedFor = new AtomicReference<>();

	private final Watchdog watchdog;

	private final OriginPermit permit;

	private volatile @Nullable ResponseHead head;

	BlockingExchange(TransportContext transport, TransportRequest request, CallScope scope) {
		this.transport = transport;
		this.request = request;
		this.scope = scope;
		this.watchdog = new Watchdog(transport.timer(), scope, transport.bounds().silence(), this::abort);
		this.permit = new OriginPermit(transport, transport.limitOf(request.uri()), this.watchdog);
	}

	/**
	 * Sends the request and waits for the response. Repeats the request if the repeat
	 * does not count as an attempt, see {@link UncountedRetry}.
	 */
	TransportResponse run() {
		HttpRequest.Builder builder = Requests.builder(this.request, this.watchdog);
		ExchangeTrace trace = ExchangeTrace.start(this.request, builder, this.transport, null);
		TransportResponse response = null;
		Throwable failure = null;
		try {
			response = send(builder.build());
		}
		catch (Throwable ex) {
			failure = ex;
		}
		this.watchdog.stop();
		this.permit.leave();
		this.section.leave(failure instanceof InterruptedException);
		return result(trace, response, failure);
	}

	@Override
	public HttpResponse.BodySubscriber<ResponseBody> apply(HttpResponse.ResponseInfo info) {
		ResponseHead head = new ResponseHead(info.statusCode(), info.headers());
		this.head = head;
		this.watchdog.touch();
		return new CollectedBody(head, this.transport.bounds().responseSize(), this.watchdog);
	}

	private TransportResponse send(HttpRequest httpRequest) throws IOException, InterruptedException {
		if (this.scope.isExpired()) {
			abort(TransportException.Kind.DEADLINE);
		}
		this.watchdog.start();
		awaitRoom();
		while (true) {
			long sentAt = System.nanoTime();
			this.watchdog.exchanging();
			try {
				HttpResponse<ResponseBody> response = this.transport.client().send(httpRequest, this);
				ResponseHead head = this.head;
				return (head != null) ? new TransportResponse(head, response.body()) : withoutBody(response);
			}
			catch (IOException ex) {
				sendAgainOrThrow(ex, sentAt);
			}
		}
	}

	/**
	 * Handles a proxy that refuses a tunnel: the JDK client reports its status without
	 * calling the body handler.
	 */
	private TransportResponse withoutBody(HttpResponse<?> response) {
		ResponseHead head = new ResponseHead(response.statusCode(), response.headers());
		this.head = head;
		return new TransportResponse(head, ResponseBody.EMPTY);
	}

	private void sendAgainOrThrow(IOException failure, long sentAt) throws IOException, InterruptedException {
		boolean over = this.head != null || this.abortedFor.get() != null || !this.request.isSendable();
		switch (UncountedRetry.after(failure, over, sentAt, this.scope)) {
			case AT_ONCE -> {
			}
			case WHEN_ROOM -> {
				this.permit.refused(failure);
				awaitRoom();
			}
			case NONE -> throw failure;
		}
	}

	private void awaitRoom() throws InterruptedException {
		if (this.permit.enterAtOnce()) {
			return;
		}
		CountDownLatch room = new CountDownLatch(1);
		this.permit.enter(room::countDown);
		room.await();
	}

	private void abort(TransportException.Kind reason) {
		if (this.abortedFor.compareAndSet(null, reason)) {
			this.section.interrupt();
		}
	}

	private TransportResponse result(ExchangeTrace trace, @Nullable TransportResponse response,
			@Nullable Throwable failure) {
		ResponseHead head = this.head;
		if (head != null) {
			trace.head(head);
		}
		if (response != null) {
			trace.received(response.content().length());
			trace.end("completed", null);
			return response;
		}
		RuntimeException seen = seen(head, failure);
		trace.end("failed", seen);
		throw seen;
	}

	private RuntimeException seen(@Nullable ResponseHead head, @Nullable Throwable failure) {
		TransportException.Kind reason = this.abortedFor.get();
		if (reason != null) {
			return JdkFailures.of(reason, this.request, head, null);
		}
		if (failure instanceof InterruptedException) {
			return JdkFailures.of(TransportException.Kind.INTERRUPTED, this.request, head, null);
		}
		if (failure instanceof RuntimeException unexpected && !(failure instanceof IllegalArgumentException)) {
			return unexpected;
		}
		if (failure instanceof Error error) {
			throw error;
		}
		return JdkFailures.of(this.request, head, (failure != null) ? failure : new IOException("no response"));
	}

}
