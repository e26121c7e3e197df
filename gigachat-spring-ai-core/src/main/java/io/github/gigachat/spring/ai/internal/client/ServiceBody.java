package io.github.gigachat.spring.ai.internal.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

import io.github.gigachat.spring.ai.internal.http.TransportRequest;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, with its {@code Content-Type}.
 */
public abstract class ServiceBody implements TransportRequest.Body {

	/**
	 * Creates a body of bytes, which is not logged.
	 */
	public static ServiceBody of(String contentType, byte[] bytes) {
		return new Bytes(contentType, bytes, null);
	}

	/**
	 * Creates a body of a JSON document, which is logged if body logging is on, and so is
	 * the response to it.
	 */
	public static ServiceBody json(byte[] json) {
		return new Bytes(ServiceRequest.JSON, json, json);
	}

	/** Returns the {@code Content-Type}. */
	public abstract String contentType();

	/** Returns the text for the log, or {@code null} if the body is not logged. */
	@Nullable String loggedText() {
		return null;
	}

	private static final class Bytes extends ServiceBody {

		private final String contentType;

		private final BodyPublisher publisher;

		private final byte @Nullable [] logged;

		private Bytes(String contentType, byte[] bytes, byte @Nullable [] logged) {
			this.contentType = contentType;
			this.publisher = BodyPublishers.ofByteArray(bytes);
			this.logged = logged;
		}

		@Override
		public String contentType() {
			return this.contentType;
		}

		@Override
		@Nullable String loggedText() {
			return (this.logged != null) ? new String(this.logged, StandardCharsets.UTF_8) : null;
		}

		@Override
		public long contentLength() {
			return this.publisher.contentLength();
		}

		@Override
		public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
			this.publisher.subscribe(subscriber);
		}

	}

}
