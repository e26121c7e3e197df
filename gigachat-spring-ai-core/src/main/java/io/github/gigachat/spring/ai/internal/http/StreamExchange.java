package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpRequest;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.internal.concurrent.DaemonThreads;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/**
 * Runs one streamed exchange, from the subscription to the end of the response.
 * <p>
 * Several threads call it: those of the subscriber, the JDK client, the timer, and of
 * exchanges that leave the origin's limit. Invariant: the first thread that raises
 * {@link #ended} determines the outcome, and only this thread ends the trace, the
 * connection and the delivery; later outcomes are ignored. Two activities may continue
 * after that: the delivery of buffered elements, and the reading of the last bytes after
 * a reader was closed, until {@link #wireEnded()} or the watchdog ends it.
 *
 * @param <T> the type of the elements
 */
final class StreamExchange<T> {

	/**
	 * The maximum time in nanoseconds for events after the terminal event, such as the
	 * usage, if the body neither ends nor is closed by an event.
	 */
	private static final long GRACE = TimeUnit.SECONDS.toNanos(2);

	/**
	 * The maximum time in nanoseconds to read the rest of a closed stream before its
	 * connection is abandoned.
	 */
	private static final long DRAIN = TimeUnit.SECONDS.toNanos(1);

	private final TransportContext transport;

	private final TransportRequest request;

	private final CallScope scope;

	private final StreamHandler<T> handler;

	private final CoreSubscriber<? super T> subscriber;

	private final BoundedEmitter<T> delivery;

	private final Watchdog watchdog;

	private final OriginPermit permit;

	private final HttpRequest httpRequest;

	private final ExchangeTrace trace;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile boolean terminalEventSeen;

	private volatile @Nullable StreamAttempt<T> attempt;

	private volatile @Nullable ResponseHead head;

	/**
	 * Prepares the exchange and starts its observation.
	 * @throws IllegalArgumentException if a header cannot be sent
	 */
	StreamExchange(TransportContext transport, TransportRequest request, CallScope scope, StreamHandler<T> handler,
			CoreSubscriber<? super T> subscriber) {
		this.transport = transport;
		this.request = request;
		this.scope = scope;
		this.handler = handler;
		this.subscriber = subscriber;
		this.delivery = new BoundedEmitter<>(subscriber, scope,
				handler.isRaw() ? transport.bounds().responseSize() : transport.bounds().bufferedBytes(),
				handler::isDelivery, this::cancel);
		this.watchdog = new Watchdog(transport.timer(), scope, transport.bounds().silence(), this::abort);
		this.permit = new OriginPermit(transport, transport.limitOf(request.uri()), this.watchdog);
		HttpRequest.Builder builder = Requests.builder(request, this.watchdog);
		Observation parent = subscriber.currentContext().getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		this.trace = ExchangeTrace.start(request, builder, transport, parent);
		this.httpRequest = builder.build();
	}

	void start() {
		this.subscriber.onSubscribe(this.delivery);
		this.watchdog.start();
		if (this.scope.isExpired()) {
			failed(TransportException.Kind.DEADLINE);
		}
		if (this.ended.get()) {
			// the exchange may have ended before the watch began
			this.watchdog.stop();
			return;
		}
		this.permit.enter(this::send);
	}

	/**
	 * Handles the status and headers of the response.
	 */
	BodyReader headArrived(ResponseHead head) {
		this.head = head;
		this.trace.head(head);
		this.watchdog.touch();
		return reader(head);
	}

	/**
	 * Handles the status and headers of a response for which the JDK client requests no
	 * body.
	 */
	void refusedWithoutBody(ResponseHead head) {
		this.head = head;
		this.trace.head(head);
		refused(new TransportResponse(head, ResponseBody.EMPTY));
	}

	/**
	 * Records that the reader has seen the terminal event. Later events are still
	 * delivered, but the exchange waits for them for a shorter time.
	 */
	void terminalEventSeen() {
		if (!this.terminalEventSeen) {
			this.terminalEventSeen = true;
			this.watchdog.waitFor(Math.min(GRACE, this.transport.bounds().silence()));
		}
	}

	/**
	 * Completes the stream.
	 * @param bodyEnded {@code true} if the body has ended too; otherwise its last bytes
	 * are read, so that the connection can be reused
	 */
	void completed(boolean bodyEnded) {
		if (end("completed", null)) {
			if (bodyEnded) {
				release();
			}
			else {
				this.watchdog.waitFor(DRAIN);
			}
			this.delivery.complete();
		}
	}

	/**
	 * Fails the stream with an exception of the reader.
	 */
	void readerFailed(Throwable failure) {
		if (this.terminalEventSeen) {
			completedEarly(Runnable::run);
		}
		else if (end("failed", failure)) {
			release();
			this.delivery.fail(failure);
		}
	}

	/**
	 * Fails the stream because a limit of the transport was reached.
	 */
	void failed(TransportException.Kind reason) {
		failed(JdkFailures.of(reason, this.request, this.head, null), Runnable::run);
	}

	/**
	 * Handles a failure of an attempt reported by the JDK client.
	 * @param withinSend {@code true} on the thread that sends, which may belong to
	 * another exchange that has just left; this thread must not run code of the
	 * subscriber
	 */
	void lost(Throwable failure, long sentAt, boolean withinSend) {
		if (this.ended.get()) {
			release();
			return;
		}
		switch (UncountedRetry.after(failure, this.head != null || !this.request.isSendable(), sentAt, this.scope)) {
			case AT_ONCE -> send();
			case WHEN_ROOM -> {
				this.permit.refused(failure);
				this.permit.enter(this::send);
			}
			case NONE -> failed(JdkFailures.of(this.request, this.head, failure),
					withinSend ? DaemonThreads::runOnReactor : Runnable::run);
		}
	}

	/**
	 * Handles the end of the body.
	 */
	void wireEnded() {
		release();
	}

	private void send() {
		StreamAttempt<T> attempt = new StreamAttempt<>(this, this.watchdog, this.trace);
		this.attempt = attempt;
		if (!this.ended.get()) {
			this.watchdog.exchanging();
			attempt.send(this.transport.client(), this.httpRequest);
		}
	}

	private BodyReader reader(ResponseHead head) {
		int maxSize = this.transport.bounds().responseSize();
		boolean raw = this.handler.isRaw();
		Supplier<BodyReader> refusal = () -> new BodyReader.Refused(head, maxSize, this::refused);
		if (head.isSuccessful() && (raw || "text/event-stream".equals(head.mediaType()))) {
			try {
				StreamReader<T> reader = this.handler.open(head);
				return raw ? EventBody.raw(this, reader, this.delivery, maxSize, head.contentLength())
						: EventBody.events(this, reader, this.delivery, maxSize, refusal);
			}
			catch (RuntimeException ex) {
				readerFailed(ex);
			}
		}
		return refusal.get();
	}

	private void refused(TransportResponse response) {
		if (end("refused", null)) {
			release();
			this.delivery.fail(seen(() -> this.handler.refused(response)));
		}
	}

	private void failed(TransportException failure, Executor notifier) {
		if (this.terminalEventSeen && failure.kind() != TransportException.Kind.OVERFLOW) {
			completedEarly(notifier);
		}
		else if (end("failed", failure)) {
			release();
			notifier.execute(() -> this.delivery.fail(seen(() -> this.handler.failed(failure, failure.head()))));
		}
	}

	private void completedEarly(Executor notifier) {
		if (end("completed", null)) {
			release();
			notifier.execute(this.delivery::complete);
		}
	}

	private void cancel() {
		if (end("cancelled", null)) {
			release();
		}
	}

	/**
	 * Ends the exchange on behalf of the watchdog. Abandons the connection at once.
	 * Notifies the subscriber on another thread, because the subscriber could block the
	 * timer of all other exchanges.
	 */
	private void abort(TransportException.Kind reason) {
		if (this.ended.get()) {
			release();
		}
		else {
			failed(JdkFailures.of(reason, this.request, this.head, null), DaemonThreads::runOnReactor);
		}
	}

	private boolean end(String outcome, @Nullable Throwable failure) {
		boolean first = this.ended.compareAndSet(false, true);
		if (first) {
			this.trace.end(outcome, failure);
		}
		return first;
	}

	/**
	 * Releases the resources of the exchange. Idempotent.
	 */
	private void release() {
		this.watchdog.stop();
		StreamAttempt<T> attempt = this.attempt;
		if (attempt != null) {
			attempt.abandon();
		}
		this.permit.leave();
		this.handler.released();
	}

	private static Throwable seen(Supplier<Throwable> mapping) {
		try {
			return mapping.get();
		}
		catch (RuntimeException ex) {
			return ex;
		}
	}

}
