package io.github.gigachat.spring.ai.internal.client;

import java.util.function.BiFunction;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/**
 * A good answer, with the id that its request was sent with.
 *
 * @param response the answer
 * @param sentId the request's {@code X-Request-ID}
 * @param secrets what the request carried
 */
public record ClientResponse(TransportResponse response, String sentId, SentSecrets secrets) {

	/**
	 * Reads the body.
	 * @throws RuntimeException this provider's exception when it is not what the reader
	 * expects
	 */
	public <T> ApiResponse<T> read(ObjectReader reader) {
		checkEncoding();
		if (this.response.body().length == 0) {
			throw ExceptionFactory.protocol("The answer is empty", this.response.head(), this.sentId);
		}
		@Nullable T body;
		try {
			body = reader.readValue(this.response.body());
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
	 * @param <T> the type of the content
	 * @param content creates the content from its media type and its bytes
	 * @throws RuntimeException this provider's exception when the body is compressed
	 */
	public <T> ApiResponse<T> content(BiFunction<@Nullable String, byte[], T> content) {
		checkEncoding();
		return with(content.apply(this.response.head().contentType(), this.response.body()));
	}

	private void checkEncoding() {
		ResponseHead head = this.response.head();
		String encoding = head.contentEncoding();
		if (encoding != null) {
			throw ExceptionFactory.encoded(encoding, head, this.sentId);
		}
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
