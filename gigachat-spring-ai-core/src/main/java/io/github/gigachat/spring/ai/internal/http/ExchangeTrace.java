package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpRequest;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Reports one exchange as an observation and as one log line.
 * <p>
 * The owner calls {@link #end} once; {@link #received} is called by one thread at a time.
 * An exception of an application's observation handler is logged and does not affect the
 * exchange.
 */
final class ExchangeTrace {

	private final TransportContext engine;

	private final TransportRequest request;

	private final Observation observation;

	private final @Nullable ExchangeObservationContext context;

	private final long startedAt = System.nanoTime();

	private volatile @Nullable ResponseHead head;

	private volatile long received;

	private ExchangeTrace(TransportContext engine, TransportRequest request, Observation observation,
			@Nullable ExchangeObservationContext context) {
		this.engine = engine;
		this.request = request;
		this.observation = observation;
		this.context = context;
	}

	/**
	 * Starts the observation, which may add trace headers to the request.
	 * @param parent the parent observation; {@code null} for that of the current thread
	 */
	static ExchangeTrace start(TransportRequest request, HttpRequest.Builder carrier, TransportContext engine,
			@Nullable Observation parent) {
		ObservationRegistry registry = engine.registry();
		if (registry.isNoop()) {
			return unobserved(request, engine);
		}
		ExchangeObservationContext context = new ExchangeObservationContext(request, carrier);
		try {
			Observation observation = Observation.createNotStarted(ExchangeObservationConvention.INSTANCE,
					() -> context, registry);
			if (parent != null) {
				observation.parentObservation(parent);
			}
			return new ExchangeTrace(engine, request, observation.start(), context);
		}
		catch (Exception | LinkageError ex) {
			report(engine, ex);
			return unobserved(request, engine);
		}
	}

	private static ExchangeTrace unobserved(TransportRequest request, TransportContext engine) {
		return new ExchangeTrace(engine, request, Observation.NOOP, null);
	}

	private static void report(TransportContext engine, Throwable failure) {
		// log once: it would probably fail for every exchange
		if (engine.observing().compareAndSet(true, false)) {
			engine.log().warn("The observation of an exchange failed", failure);
		}
	}

	void head(ResponseHead head) {
		this.head = head;
		if (this.context != null) {
			this.context.setResponse(head);
		}
	}

	void received(long bytes) {
		this.received = bytes;
	}

	/**
	 * Ends the observation.
	 * @param outcome the outcome of the exchange, for the log
	 */
	void end(String outcome, @Nullable Throwable failure) {
		try {
			if (failure != null) {
				this.observation.error(failure);
			}
			this.observation.stop();
		}
		catch (Exception | LinkageError ex) {
			report(this.engine, ex);
		}
		if (this.engine.log().isDebugEnabled()) {
			this.engine.log().debug(line(outcome));
		}
	}

	private String line(String outcome) {
		ResponseHead head = this.head;
		return this.request.method() + " " + this.request.path() + " " + outcome + ", status "
				+ ((head != null) ? head.status() : "none") + ", " + sent() + " bytes sent, " + this.received
				+ " received, " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - this.startedAt) + " ms";
	}

	/** Returns the length of the request body; a body sent in chunks has none. */
	private String sent() {
		HttpRequest.BodyPublisher body = this.request.body();
		long length = (body != null) ? body.contentLength() : 0;
		return (length >= 0) ? Long.toString(length) : "unknown";
	}

}
