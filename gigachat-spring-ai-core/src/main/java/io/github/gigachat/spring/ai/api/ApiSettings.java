package io.github.gigachat.spring.ai.api;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link GigaChatApi}, for operators. They contain no secret.
 *
 * @param baseUrl the base URL of the v1 API
 * @param authType the kind of credentials: {@code oauth}, {@code password},
 * {@code token}, {@code header} or {@code none}
 * @param readTimeout the maximum time without any data of the response
 * @param callTimeout the maximum time of a whole call with its retries and the wait for a
 * token; it does not apply to streams
 * @param maxAttempts the maximum number of attempts of a call; {@code null} if a
 * {@code RetryTemplate} of the application decides
 * @param maxResponseSize the maximum size of a response in bytes
 */
public record ApiSettings(String baseUrl, String authType, Duration readTimeout, Duration callTimeout,
		@Nullable Integer maxAttempts, long maxResponseSize) {
}
