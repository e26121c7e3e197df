package io.github.gigachat.spring.ai.internal.client;

import java.util.function.BiFunction;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/**
 * A response with the id of its request.
 *
 * @param response the response
 * @param sentId the {@code X-Request-ID} of the request
 * @param secrets the secrets of the request's headers
 */
public record ClientResponse(TransportResponse response, String sentId, SentSecrets secrets) {

	/**
	 * Reads the JSON body.
	 * @throws RuntimeException this provider's exception if the body is compressed,
	 * empty, or not what the reader expects
	 */
	public <T> ApiResponse<T> read(ObjectReader reader) {
		ExceptionFactory.refuseEncoded(this.response.head(), this.sentId);
		if (this.response.content().length() == 0) {
			throw ExceptionFactory.protocol("The answer is empty", this.response.head(), this.sentId);
		}
		@Nullable T body;
		try {
			body = reader.readValue(this.response.content().stream());
		}
		catch (JacksonException ex) {
			throw ExceptionFactory.unreadable(ex, this.response, this.sentId, Hints.BASE_URL);
		}
		if (body == null) {
			throw missing("the whole body is null");
		}
		return with(body);
	}

	/**
	 * Returns the body as it arrived.
	 * @param content creates the content from its media type and its bytes
	 * @throws RuntimeException this provider's exception if the body is compressed
	 */
	public <T> ApiResponse<T> content(BiFunction<@Nullable String, byte[], T> content) {
		ExceptionFactory.refuseEncoded(this.response.head(), this.sentId);
		return with(content.apply(this.response.head().contentType(), this.response.body()));
	}

	private <T> ApiResponse<T> with(T body) {
		ResponseHead head = this.response.head();
		return new ApiResponse<>(body, RequestIds.of(head, this.sentId), head.header("x-session-id"),
				RateLimitHeaders.read(head));
	}

	public RuntimeException missing(String what) {
		return ExceptionFactory.protocol("The answer is incomplete: " + what, this.response.head(), this.sentId);
	}

}
