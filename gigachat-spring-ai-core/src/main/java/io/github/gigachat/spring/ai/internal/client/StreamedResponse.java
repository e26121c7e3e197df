package io.github.gigachat.spring.ai.internal.client;

import java.util.Arrays;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

import org.springframework.ai.chat.metadata.RateLimit;

/**
 * The response whose events a stream's reader reads: what its headers tell goes with each
 * of them, and into each failure.
 */
public final class StreamedResponse {

	private static final int INTERNAL_ERROR = 500;

	private final ResponseHead head;

	private final String sentId;

	private final SentSecrets secrets;

	private final @Nullable String requestId;

	private final @Nullable String sessionId;

	private final @Nullable RateLimit rateLimit;

	public StreamedResponse(ResponseHead head, String sentId, SentSecrets secrets) {
		this.head = head;
		this.sentId = sentId;
		this.secrets = secrets;
		this.requestId = RequestIds.of(head, sentId);
		this.sessionId = head.header("x-session-id");
		this.rateLimit = RateLimitHeaders.read(head);
	}

	public <T> ApiResponse<T> with(T body) {
		return new ApiResponse<>(body, this.requestId, this.sessionId, this.rateLimit);
	}

	/** Reads the data of an event. */
	public <T> T read(ObjectReader reader, Class<T> type, byte[] data, int offset, int length) {
		try {
			T body = type.cast(reader.readValue(data, offset, length));
			if (body != null) {
				return body;
			}
			throw protocol("An event of the stream is null");
		}
		catch (JacksonException ex) {
			throw protocol("An event of the stream is not the JSON that was expected: " + length + " bytes"
					+ ExceptionFactory.at(ex));
		}
	}

	public static boolean isError(@Nullable String eventName) {
		return eventName != null && eventName.contains("error");
	}

	/**
	 * What an event means that reports a failure, or that is none of a chat.
	 * @param otherwise what is wrong with it where it reports nothing
	 */
	public RuntimeException failure(byte[] data, int offset, int length, String otherwise) {
		ServiceError event = ServiceError.of(Arrays.copyOfRange(data, offset, offset + length), this.secrets);
		if (!event.isAny()) {
			return protocol(otherwise + ": " + length + " bytes");
		}
		int status = (event.status() != null) ? event.status() : INTERNAL_ERROR;
		return Refusal.byEvent(new ResponseHead(status, this.head.headers()), event, this.sentId);
	}

	public RuntimeException protocol(String what) {
		return ExceptionFactory.protocol(what, this.head, this.sentId);
	}

	/** The stream ended before its terminal event. */
	public RuntimeException cut(boolean anyEvent) {
		return ExceptionFactory.cut(
				anyEvent ? "The stream ended without its terminal event" : "The stream ended without a single event",
				this.head, this.sentId);
	}

}
