package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.RequestReplySenderContext;
import org.jspecify.annotations.Nullable;

/**
 * Reports one exchange as an observation and as one log line.
 * <p>
 * The owner calls {@link #end} once; {@link #received} is called by one thread at a time.
 * An exception of an application's observation handler is logged and does not affect the
 * exchange.
 */
final class ExchangeTrace {

	private final TransportContext transport;

	private final TransportRequest request;

	private final Observation observation;

	private final @Nullable Context context;

	private final long startedAt = System.nanoTime();

	private volatile @Nullable ResponseHead head;

	private volatile long received;

	private ExchangeTrace(TransportContext transport, TransportRequest request, Observation observation,
			@Nullable Context context) {
		this.transport = transport;
		this.request = request;
		this.observation = observation;
		this.context = context;
	}

	/**
	 * Starts the observation, which may add trace headers to the request.
	 * @param parent the parent observation; {@code null} for that of the current thread
	 */
	static ExchangeTrace start(TransportRequest request, HttpRequest.Builder carrier, TransportContext transport,
			@Nullable Observation parent) {
		ObservationRegistry registry = transport.registry();
		if (registry.isNoop()) {
			return unobserved(request, transport);
		}
		Context context = new Context(request, carrier);
		try {
			context.addLowCardinalityKeyValues(transport.tags());
			Observation observation = Observation.createNotStarted(Convention.INSTANCE, () -> context, registry);
			if (parent != null) {
				observation.parentObservation(parent);
			}
			return new ExchangeTrace(transport, request, observation.start(), context);
		}
		catch (Exception | LinkageError ex) {
			report(transport, ex);
			return unobserved(request, transport);
		}
	}

	private static ExchangeTrace unobserved(TransportRequest request, TransportContext transport) {
		return new ExchangeTrace(transport, request, Observation.NOOP, null);
	}

	private static void report(TransportContext transport, Throwable failure) {
		// log once: it would probably fail for every exchange
		if (transport.observing().compareAndSet(true, false)) {
			transport.log().warn("The observation of an exchange failed", failure);
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
			report(this.transport, ex);
		}
		if (this.transport.log().isDebugEnabled()) {
			this.transport.log().debug(line(outcome));
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

	/**
	 * The observation context of an exchange. Its carrier is the request builder, so that
	 * tracing can add its headers to the request.
	 */
	private static final class Context extends RequestReplySenderContext<HttpRequest.Builder, ResponseHead> {

		private final TransportRequest request;

		Context(TransportRequest request, HttpRequest.Builder carrier) {
			super((builder, name, value) -> {
				if (builder != null) {
					builder.setHeader(name, value);
				}
			});
			this.request = request;
			setCarrier(carrier);
		}

		TransportRequest request() {
			return this.request;
		}

	}

	/**
	 * Observation convention with the names and tags of Spring's own HTTP clients, so
	 * that one dashboard shows all of them.
	 */
	private static final class Convention implements ObservationConvention<Context> {

		static final Convention INSTANCE = new Convention();

		private static final String NONE = "none";

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof Context;
		}

		@Override
		public String getName() {
			return "http.client.requests";
		}

		@Override
		public String getContextualName(Context context) {
			return "http " + context.request().method().toLowerCase(Locale.ROOT);
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(Context context) {
			ResponseHead head = context.getResponse();
			return KeyValues.of(KeyValue.of("client.name", context.request().uri().getHost()),
					KeyValue.of("exception", exception(context.getError())),
					KeyValue.of("method", context.request().method()), KeyValue.of("outcome", outcome(head)),
					KeyValue.of("status", (head != null) ? Integer.toString(head.status()) : "CLIENT_ERROR"),
					KeyValue.of("uri", context.request().uriTemplate()));
		}

		@Override
		public KeyValues getHighCardinalityKeyValues(Context context) {
			return KeyValues.of("http.url", context.request().target());
		}

		private static String exception(@Nullable Throwable error) {
			return (error != null) ? error.getClass().getSimpleName() : NONE;
		}

		private static String outcome(@Nullable ResponseHead head) {
			if (head == null) {
				return "UNKNOWN";
			}
			return switch (head.status() / 100) {
				case 1 -> "INFORMATIONAL";
				case 2 -> "SUCCESS";
				case 3 -> "REDIRECTION";
				case 4 -> "CLIENT_ERROR";
				case 5 -> "SERVER_ERROR";
				default -> "UNKNOWN";
			};
		}

	}

}
