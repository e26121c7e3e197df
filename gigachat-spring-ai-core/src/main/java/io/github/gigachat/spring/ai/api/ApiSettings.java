package io.github.gigachat.spring.ai.api;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How an API was built, as far as an operator may know: no secret is among it.
 *
 * @param baseUrl the root of the v1 API
 * @param authType the kind of credentials: {@code oauth}, {@code password},
 * {@code token}, {@code header} or {@code none}
 * @param readTimeout the longest silence
 * @param callTimeout the longest time of a whole call
 * @param maxAttempts the most requests of a call; {@code null} where a
 * {@code RetryTemplate} of the application decides
 * @param maxResponseSize the largest answer in bytes
 */
public record ApiSettings(String baseUrl, String authType, Duration readTimeout, Duration callTimeout,
		@Nullable Integer maxAttempts, long maxResponseSize) {
}
