package io.github.gigachat.spring.ai.api.client;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.RateLimit;

/**
 * An answer, or a piece of a streamed one, with the ids that the service put into its
 * headers.
 *
 * @param <T> what the body was read into
 * @param body the body
 * @param requestId {@code x-request-id}: the id of the answer, since the body has none
 * @param sessionId {@code x-session-id}: the one that was sent, or one that the service
 * made up
 * @param rateLimit what the headers told of a rate limit or a remaining quota;
 * {@code null} when they told nothing
 */
public record ApiResponse<T>(T body, @Nullable String requestId, @Nullable String sessionId,
		@Nullable RateLimit rateLimit) {
}
