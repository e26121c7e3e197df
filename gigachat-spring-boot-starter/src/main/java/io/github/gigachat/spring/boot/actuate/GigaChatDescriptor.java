package io.github.gigachat.spring.boot.actuate;

import java.time.Duration;

import io.github.gigachat.spring.ai.api.ApiSettings;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.RequestLimitState;
import io.github.gigachat.spring.ai.auth.TokenState;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint shows of a connection.
 *
 * @param provider the provider's name
 * @param baseUrl the root of the v1 API
 * @param authType the kind of credentials
 * @param token the state of the access token, without its value
 * @param limits how much is allowed, and how much of it is in use
 */
public record GigaChatDescriptor(String provider, String baseUrl, String authType, TokenState token,
		Limits limits) implements OperationResponseBody {

	static GigaChatDescriptor of(GigaChatApi api) {
		ApiSettings settings = api.settings();
		return new GigaChatDescriptor(GigaChatApi.PROVIDER_NAME, settings.baseUrl(), settings.authType(),
				api.tokenState(), Limits.of(settings, api.requestLimit()));
	}

	/**
	 * The limits of a connection.
	 *
	 * @param maxConcurrentRequests the most requests at once; {@code null} for no limit
	 * @param activeRequests how many are under way
	 * @param queuedRequests how many are in line for one to end
	 * @param maxAttempts the most requests of a call; {@code null} where a
	 * {@code RetryTemplate} of the application decides
	 * @param readTimeout the longest silence
	 * @param callTimeout the longest time of a whole call
	 * @param maxResponseSize the largest answer in bytes
	 */
	public record Limits(@Nullable Integer maxConcurrentRequests, int activeRequests, int queuedRequests,
			@Nullable Integer maxAttempts, Duration readTimeout, Duration callTimeout, long maxResponseSize) {

		static Limits of(ApiSettings settings, RequestLimitState state) {
			return new Limits(state.limit(), state.inUse(), state.waiting(), settings.maxAttempts(),
					settings.readTimeout(), settings.callTimeout(), settings.maxResponseSize());
		}

	}

}
