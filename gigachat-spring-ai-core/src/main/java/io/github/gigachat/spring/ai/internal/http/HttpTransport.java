package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

import org.springframework.util.Assert;

/**
 * Sends requests over the JDK's HTTP client, either blocking or with a streamed response.
 * <p>
 * A complete response is a result whatever its status; the caller interprets it.
 * Redirects are never followed. Two kinds of failure are repaired without counting as an
 * attempt:
 * <ul>
 * <li>A request that the server did not process, because it has too many concurrent
 * streams or closes the connection, waits and is sent again.
 * <li>A request whose connection ends within a second of sending without a byte of
 * response is sent again once in a whole call. Pooled connections that the server closed
 * while idle fail in this way. The server may process such a request twice.
 * </ul>
 * <p>
 * Thread-safe. Uses one daemon thread for all timeouts.
 */
public final class HttpTransport implements AutoCloseable {

	/** The documented name of the logger of the transport. */
	static final String LOGGER_NAME = "io.github.gigachat.spring.ai.http";

	/** Leaves room for a read beyond the bound within the maximum array length. */
	private static final int MAX_RESPONSE_SIZE = Integer.MAX_VALUE - 1024 * 1024;

	private final TransportContext context;

	private final boolean closeClient;

	private HttpTransport(Builder builder) {
		HttpClient client = (builder.httpClient != null) ? builder.httpClient
				: HttpClients.create(Duration.ofSeconds(10), null);
		this.closeClient = builder.closeClient || builder.httpClient == null;
		TransportContext.Bounds bounds = new TransportContext.Bounds(CallScope.nanos(builder.readTimeout),
				CallScope.nanos(builder.acquireTimeout), (int) Math.min(builder.maxResponseSize, MAX_RESPONSE_SIZE),
				builder.maxBufferedBytes);
		this.context = new TransportContext(client, new Watchdog.Timer(builder.clientName + "-timer"),
				new ConcurrentHashMap<>(), builder.observationRegistry, builder.observationTags,
				LogFactory.getLog(builder.loggerName), bounds, new AtomicBoolean(true));
	}

	/**
	 * Creates a builder with the default limits.
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Sends a request and waits on the calling thread for the whole response.
	 * @throws TransportException if no complete response arrived
	 * @throws IllegalArgumentException if a header cannot be sent; the message names it
	 * without its value
	 */
	public TransportResponse exchange(TransportRequest request, CallScope scope) {
		return new BlockingExchange(this.context, request, scope).run();
	}

	/**
	 * Sends a request for each subscription and delivers the elements that the handler's
	 * reader decodes.
	 * @param <T> the type of the elements
	 * @return a cold publisher; the handler creates its errors
	 */
	public <T> Flux<T> stream(TransportRequest request, CallScope scope, StreamHandler<T> handler) {
		Flux<T> elements = Flux
			.from((subscriber) -> subscribe(request, scope, handler, Operators.toCoreSubscriber(subscriber)));
		// the JDK client's connection keeps its first exchange as long as it is open
		return elements.onTerminateDetach();
	}

	private <T> void subscribe(TransportRequest request, CallScope scope, StreamHandler<T> handler,
			CoreSubscriber<? super T> subscriber) {
		StreamExchange<T> exchange;
		try {
			exchange = new StreamExchange<>(this.context, request, scope, handler, subscriber);
		}
		catch (Throwable ex) {
			handler.released();
			Exceptions.throwIfJvmFatal(ex);
			Operators.error(subscriber, ex);
			return;
		}
		exchange.start();
	}

	/**
	 * Ends all exchanges with {@link TransportException.Kind#CLOSED} and accepts no new
	 * one. Closes the client if it is the transport's own.
	 */
	@Override
	public void close() {
		this.context.timer().close();
		if (this.closeClient) {
			HttpClients.close(this.context.client());
		}
	}

	/**
	 * Builder for {@link HttpTransport}.
	 */
	public static final class Builder {

		private @Nullable HttpClient httpClient;

		private boolean closeClient;

		private Duration readTimeout = Duration.ofSeconds(60);

		private Duration acquireTimeout = Duration.ofSeconds(30);

		private long maxResponseSize = 64L * 1024 * 1024;

		private long maxBufferedBytes = 4L * 1024 * 1024;

		private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

		private KeyValues observationTags = KeyValues.empty();

		private String clientName = "http";

		private String loggerName = HttpTransport.class.getName();

		private Builder() {
		}

		/**
		 * Sets the JDK client. It must neither follow redirects nor have an
		 * authenticator, not even for a proxy. Default: a client created by
		 * {@link HttpClients} with a connect timeout of 10 seconds.
		 * @param httpClient the client; the transport closes it only if
		 * {@link #closeClient} is set
		 */
		public Builder httpClient(HttpClient httpClient) {
			this.httpClient = httpClient;
			return this;
		}

		/**
		 * Sets whether {@link HttpTransport#close()} closes the given client, on JDK 21
		 * and later. Default: {@code false}. A client created by the builder is always
		 * closed.
		 */
		public Builder closeClient(boolean closeClient) {
			this.closeClient = closeClient;
			return this;
		}

		/**
		 * Sets the maximum time without a byte from the server, both before the first
		 * byte and between bytes. Default: 60 seconds.
		 * @param readTimeout a positive duration
		 */
		public Builder readTimeout(Duration readTimeout) {
			this.readTimeout = positive(readTimeout, "read timeout");
			return this;
		}

		/**
		 * Sets the maximum wait for a free stream under the server's limit of concurrent
		 * streams. Default: 30 seconds.
		 * @param acquireTimeout a positive duration
		 */
		public Builder acquireTimeout(Duration acquireTimeout) {
			this.acquireTimeout = positive(acquireTimeout, "acquire timeout");
			return this;
		}

		/**
		 * Sets the maximum size of a response body in bytes. For an event stream it
		 * limits the data of all events together. Default: 64 MB.
		 * @param maxResponseSize a positive number, at most 2 GB
		 */
		public Builder maxResponseSize(long maxResponseSize) {
			Assert.isTrue(maxResponseSize > 0, "The maximum response size must be positive");
			this.maxResponseSize = maxResponseSize;
			return this;
		}

		/**
		 * Sets the maximum number of bytes of a stream that are buffered for a slow
		 * subscriber. Default: 4 MB.
		 * @param maxBufferedBytes a positive number
		 */
		public Builder maxBufferedBytes(long maxBufferedBytes) {
			Assert.isTrue(maxBufferedBytes > 0, "The maximum number of buffered bytes must be positive");
			this.maxBufferedBytes = maxBufferedBytes;
			return this;
		}

		/**
		 * Sets the registry for the observation {@code http.client.requests}. Default: no
		 * observation.
		 * @param tags the tags of the observations in addition to those of Spring's HTTP
		 * clients
		 */
		public Builder observationRegistry(ObservationRegistry observationRegistry, KeyValues tags) {
			this.observationRegistry = observationRegistry;
			this.observationTags = tags;
			return this;
		}

		/**
		 * Sets the prefix of the name of the transport's thread, before {@code -timer}.
		 * Default: {@code http}.
		 * @param clientName the prefix, not blank
		 */
		public Builder clientName(String clientName) {
			Assert.hasText(clientName, "The client name must not be blank");
			this.clientName = clientName;
			return this;
		}

		/**
		 * Sets the logger that gets one DEBUG line for each exchange, with method, path,
		 * status, sizes and time, never a header or a body. Default: the logger of this
		 * class.
		 */
		public Builder loggerName(String loggerName) {
			Assert.hasText(loggerName, "The logger name must not be blank");
			this.loggerName = loggerName;
			return this;
		}

		/**
		 * Creates the transport.
		 * @throws IllegalArgumentException if the client follows redirects or has an
		 * authenticator
		 */
		public HttpTransport build() {
			HttpClient client = this.httpClient;
			Assert.isTrue(client == null || client.followRedirects() == HttpClient.Redirect.NEVER,
					"The HTTP client follows redirects, which would carry the key to another host;"
							+ " build it with followRedirects(HttpClient.Redirect.NEVER)");
			Assert.isTrue(client == null || client.authenticator().isEmpty(),
					"The HTTP client has an Authenticator: with one, Java 17 does not send the Authorization header and"
							+ " Java 25 fails on a 401; send the credentials of a proxy in the header Proxy-Authorization");
			return new HttpTransport(this);
		}

		private static Duration positive(Duration duration, String name) {
			Assert.isTrue(!duration.isNegative() && !duration.isZero(), () -> "The " + name + " must be positive");
			return duration;
		}

	}

}
