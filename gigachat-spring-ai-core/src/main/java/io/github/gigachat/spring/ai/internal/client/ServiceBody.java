package io.github.gigachat.spring.ai.internal.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

import io.github.gigachat.spring.ai.internal.http.RequestBuffers;
import io.github.gigachat.spring.ai.internal.http.TransportRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;

/**
 * The body of a request, with its {@code Content-Type}.
 */
public abstract class ServiceBody implements TransportRequest.Body {

	/**
	 * Creates a body of bytes, which is not logged.
	 */
	public static ServiceBody of(String contentType, RequestBuffers bytes) {
		return new Written(contentType, bytes, false);
	}

	/**
	 * Creates a body of a JSON document, which is logged if body logging is on, and so is
	 * the response to it.
	 * @param writer the writer of the value's type
	 * @param value the content of the document
	 */
	public static ServiceBody json(ObjectWriter writer, Object value) {
		RequestBuffers json = new RequestBuffers();
		writer.writeValue(json, value);
		return new Written(ServiceRequest.JSON, json, true);
	}

	/** Returns the {@code Content-Type}. */
	public abstract String contentType();

	/** Returns the text for the log, or {@code null} if the body is not logged. */
	@Nullable String loggedText() {
		return null;
	}

	private static final class Written extends ServiceBody {

		private final String contentType;

		private final RequestBuffers bytes;

		private final boolean logged;

		private Written(String contentType, RequestBuffers bytes, boolean logged) {
			this.contentType = contentType;
			this.bytes = bytes;
			this.logged = logged;
		}

		@Override
		public String contentType() {
			return this.contentType;
		}

		@Override
		@Nullable String loggedText() {
			return this.logged ? new String(this.bytes.bytes(), StandardCharsets.UTF_8) : null;
		}

		@Override
		public long contentLength() {
			return this.bytes.contentLength();
		}

		@Override
		public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
			this.bytes.subscribe(subscriber);
		}

	}

}
