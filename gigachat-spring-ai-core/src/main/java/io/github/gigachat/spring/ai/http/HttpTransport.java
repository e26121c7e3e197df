package io.github.gigachat.spring.ai.http;

import java.net.http.HttpClient;
import java.time.Duration;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.util.Assert;

/**
 * Sends requests over the JDK's HTTP client: blocking, or with a streamed answer.
 * <p>
 * Thread-safe.
 */
public final class HttpTransport implements AutoCloseable {

	private HttpTransport(Builder builder) {
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
		throw new UnsupportedOperationException();
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
		throw new UnsupportedOperationException();
	}

	/**
	 * Ends all exchanges with {@link TransportException.Kind#CLOSED} and accepts no new
	 * one. Closes the client if it is the transport's own.
	 */
	@Override
	public void close() {
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

		private Builder() {
		}

		/**
		 * The client that sends. It must not follow redirects, nor have an authenticator
		 * for origin servers. Unless set, {@link HttpClients} makes one with a connect
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
		 * The longest body of a response, and the longest event of a stream, in bytes. 64
		 * MB unless set.
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
		 * Makes the transport.
		 * @return a new transport
		 */
		public HttpTransport build() {
			return new HttpTransport(this);
		}

		private static Duration positive(Duration duration, String name) {
			Assert.isTrue(!duration.isNegative() && !duration.isZero(), () -> "The " + name + " must be positive");
			return duration;
		}

	}

}
