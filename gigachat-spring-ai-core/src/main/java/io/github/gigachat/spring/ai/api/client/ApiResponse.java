package io.github.gigachat.spring.ai.api.client;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.RateLimit;

/**
 * The body of a response, or one chunk of a streamed response, with the values of the
 * response headers.
 *
 * @param <T> the type of the body
 * @param body the body
 * @param requestId the {@code x-request-id} header: the id of the response, since the
 * body has none
 * @param sessionId the {@code x-session-id} header: the session id that was sent, or one
 * that the service generated
 * @param rateLimit the rate limit or the remaining quota that the headers report;
 * {@code null} if they report none
 */
public record ApiResponse<T>(T body, @Nullable String requestId, @Nullable String sessionId,
		@Nullable RateLimit rateLimit) {
}
