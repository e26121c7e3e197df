package io.github.gigachat.spring.ai.internal.client;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.http.ResponseBody;
import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

import org.springframework.ai.chat.metadata.RateLimit;

/**
 * The response of a stream. The ids and the rate limit in its headers are added to each
 * event and to each failure.
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

	/**
	 * Parses the data of an event.
	 * @throws RuntimeException this provider's exception if the data is not the expected
	 * JSON
	 */
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

	/**
	 * Creates the exception for an event that reports a failure or is unknown.
	 * @param otherwise the message if the event reports no failure
	 */
	public RuntimeException failure(byte[] data, int offset, int length, String otherwise) {
		ServiceError event = ServiceError.of(ResponseBody.of(data, offset, length), this.secrets);
		if (!event.isAny()) {
			return protocol(otherwise + ": " + length + " bytes");
		}
		int status = (event.status() != null) ? event.status() : INTERNAL_ERROR;
		return Refusal.byEvent(new ResponseHead(status, this.head.headers()), event, this.sentId);
	}

	public RuntimeException protocol(String what) {
		return ExceptionFactory.protocol(what, this.head, this.sentId);
	}

	/** Creates the exception for a stream that ended before its terminal event. */
	public RuntimeException cut(boolean anyEvent) {
		return ExceptionFactory.cut(
				anyEvent ? "The stream ended without its terminal event" : "The stream ended without a single event",
				this.head, this.sentId);
	}

}
