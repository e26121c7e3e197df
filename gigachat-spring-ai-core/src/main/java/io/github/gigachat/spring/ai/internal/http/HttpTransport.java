package io.github.gigachat.spring.ai.internal.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.util.Assert;

/**
 * Sends requests over the JDK's HTTP client: blocking, or with a streamed answer.
 * <p>
 * It knows no status: any whole response is a result, and what it means is the caller's
 * to say. It never follows a redirect. Two kinds of failure are repaired on the spot,
 * uncounted: a request that the server did not process for want of room waits and is sent
 * again; and a connection that ends without a byte of response within a second of
 * sending, as one does that the server closed while it was idle, is replaced once in a
 * whole call. That second case may run a request twice.
 * <p>
 * Thread-safe. Holds one daemon thread for all timeouts.
 */
public final class HttpTransport implements AutoCloseable {

	/** Room for a read beyond the bound, within the length of an array. */
	private static final int MAX_RESPONSE_SIZE = Integer.MAX_VALUE - 1024 * 1024;

	private final TransportContext engine;

	private final boolean closeClient;

	private HttpTransport(Builder builder) {
		HttpClient client = (builder.httpClient != null) ? builder.httpClient
				: HttpClients.create(Duration.ofSeconds(10), null);
		this.closeClient = builder.closeClient || builder.httpClient == null;
		TransportContext.Bounds bounds = new TransportContext.Bounds(Nanos.of(builder.readTimeout),
				Nanos.of(builder.acquireTimeout), (int) Math.min(builder.maxResponseSize, MAX_RESPONSE_SIZE),
				builder.maxBufferedBytes);
		this.engine = new TransportContext(client, new Watchdogs(builder.clientName + "-timer"), new OriginLimits(),
				builder.observationRegistry, LogFactory.getLog(builder.loggerName), bounds, new AtomicBoolean(true));
	}

	/**
	 * Starts a transport with the default bounds.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Sends a request and waits for the whole response, on the calling thread.
	 * @param request what to send
	 * @param scope the call that this exchange belongs to
	 * @return the response, whatever its status
	 * @throws TransportException if no whole response came
	 * @throws IllegalArgumentException if a header cannot be sent; the message names it
	 * without its value
	 */
	public TransportResponse exchange(TransportRequest request, CallScope scope) {
		return new BlockingExchange(this.engine, request, scope).run();
	}

	/**
	 * Sends a request per subscription and delivers the elements that its reader decodes.
	 * @param request what to send
	 * @param scope the call that this exchange belongs to
	 * @param handler decides what the response means
	 * @param <T> the type of the elements
	 * @return a cold publisher; its errors are those that the handler makes
	 */
	public <T> Flux<T> stream(TransportRequest request, CallScope scope, StreamHandler<T> handler) {
		return Flux.from(new StreamPublisher<>(this.engine, request, scope, handler));
	}

	/**
	 * Ends all exchanges with {@link TransportException.Kind#CLOSED} and accepts no new
	 * one. Closes the client if it is the transport's own.
	 */
	@Override
	public void close() {
		this.engine.watchdogs().close();
		if (this.closeClient) {
			HttpClients.close(this.engine.client());
		}
	}

	/**
	 * Collects what a transport is made of.
	 */
	public static final class Builder {

		private @Nullable HttpClient httpClient;

		private boolean closeClient;

		private Duration readTimeout = Duration.ofSeconds(60);

		private Duration acquireTimeout = Duration.ofSeconds(30);

		private long maxResponseSize = 64L * 1024 * 1024;

		private long maxBufferedBytes = 4L * 1024 * 1024;

		private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

		private String clientName = "http";

		private String loggerName = HttpTransport.class.getName();

		private Builder() {
		}

		/**
		 * The client that sends. It must not follow redirects, nor have an authenticator,
		 * not even for a proxy. Unless set, {@link HttpClients} makes one with a connect
		 * timeout of 10 seconds.
		 * @param httpClient a client, not closed with the transport unless
		 * {@link #closeClient} says so
		 * @return this
		 */
		public Builder httpClient(HttpClient httpClient) {
			this.httpClient = httpClient;
			return this;
		}

		/**
		 * Whether {@link HttpTransport#close()} closes the given client, on JDK 21 and
		 * later; {@code false} unless set. A client made by the builder is always closed.
		 * @param closeClient {@code true} if the client is the transport's own
		 * @return this
		 */
		public Builder closeClient(boolean closeClient) {
			this.closeClient = closeClient;
			return this;
		}

		/**
		 * The longest silence of the server: to the first byte, and between bytes. 60
		 * seconds unless set.
		 * @param readTimeout a positive duration
		 * @return this
		 */
		public Builder readTimeout(Duration readTimeout) {
			this.readTimeout = positive(readTimeout, "read timeout");
			return this;
		}

		/**
		 * The longest wait for room under the server's limit of concurrent streams. 30
		 * seconds unless set.
		 * @param acquireTimeout a positive duration
		 * @return this
		 */
		public Builder acquireTimeout(Duration acquireTimeout) {
			this.acquireTimeout = positive(acquireTimeout, "acquire timeout");
			return this;
		}

		/**
		 * The longest body of a response, and the longest data of all events of a stream
		 * together, in bytes. 64 MB unless set.
		 * @param maxResponseSize a positive number, at most 2 GB
		 * @return this
		 */
		public Builder maxResponseSize(long maxResponseSize) {
			Assert.isTrue(maxResponseSize > 0, "The maximum response size must be positive");
			this.maxResponseSize = maxResponseSize;
			return this;
		}

		/**
		 * How many bytes of a stream may wait for a subscriber that does not keep up. 4
		 * MB unless set.
		 * @param maxBufferedBytes a positive number
		 * @return this
		 */
		public Builder maxBufferedBytes(long maxBufferedBytes) {
			Assert.isTrue(maxBufferedBytes > 0, "The maximum of buffered bytes must be positive");
			this.maxBufferedBytes = maxBufferedBytes;
			return this;
		}

		/**
		 * Where {@code http.client.requests} is observed. Nowhere unless set.
		 * @param observationRegistry the registry
		 * @return this
		 */
		public Builder observationRegistry(ObservationRegistry observationRegistry) {
			this.observationRegistry = observationRegistry;
			return this;
		}

		/**
		 * What the transport's thread is called, before {@code -timer}. {@code http}
		 * unless set.
		 * @param clientName a name with text
		 * @return this
		 */
		public Builder clientName(String clientName) {
			Assert.hasText(clientName, "The client's name must have text");
			this.clientName = clientName;
			return this;
		}

		/**
		 * Which logger gets, at DEBUG, one line an exchange: method, path, status, sizes
		 * and time, never a header or a body. That of this class unless set.
		 * @param loggerName the logger's name
		 * @return this
		 */
		public Builder loggerName(String loggerName) {
			Assert.hasText(loggerName, "The logger's name must have text");
			this.loggerName = loggerName;
			return this;
		}

		/**
		 * Makes the transport.
		 * @return a new transport
		 * @throws IllegalArgumentException if the client follows redirects or has an
		 * authenticator
		 */
		public HttpTransport build() {
			HttpClient client = this.httpClient;
			Assert.isTrue(client == null || client.followRedirects() == HttpClient.Redirect.NEVER,
					"The HTTP client follows redirects, which would carry the key to another host;"
							+ " build it with followRedirects(HttpClient.Redirect.NEVER)");
			Assert.isTrue(client == null || client.authenticator().isEmpty(),
					"The HTTP client has an Authenticator, with which Java 17 sends no Authorization header of ours, and"
							+ " Java 25 fails on a 401; give a proxy its credentials by the header Proxy-Authorization");
			return new HttpTransport(this);
		}

		private static Duration positive(Duration duration, String name) {
			Assert.isTrue(!duration.isNegative() && !duration.isZero(), () -> "The " + name + " must be positive");
			return duration;
		}

	}

}
