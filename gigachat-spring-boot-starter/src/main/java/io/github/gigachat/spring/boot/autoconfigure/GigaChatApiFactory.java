package io.github.gigachat.spring.boot.autoconfigure;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.GigaChatRetryProperties;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryTemplate;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Creates the {@link GigaChatApi} from the properties. A refused value is reported with
 * the name of its property.
 */
final class GigaChatApiFactory {

	private static final String PREFIX = GigaChatProperties.CONFIG_PREFIX + ".";

	private final GigaChatProperties properties;

	private final GigaChatConnectionDetails connection;

	private final @Nullable RetryTemplate retryTemplate;

	/**
	 * Creates the factory.
	 * @param properties the properties
	 * @param connection the URLs and credentials
	 * @param retryTemplate the application's retry template, or {@code null} for none
	 */
	GigaChatApiFactory(GigaChatProperties properties, GigaChatConnectionDetails connection,
			@Nullable RetryTemplate retryTemplate) {
		this.properties = properties;
		this.connection = connection;
		this.retryTemplate = retryTemplate;
	}

	/**
	 * Creates the API without sending a request.
	 * @param client creates the HTTP client, which is closed with the API
	 * @param readTimeout the maximum silence of the service
	 * @param telemetry the observations and meters of the connection
	 * @param tokenStore the store that shares the token, or {@code null} for none
	 * @return the API
	 */
	GigaChatApi create(Supplier<HttpClient> client, Duration readTimeout, ConnectionTelemetry telemetry,
			@Nullable AccessTokenStore tokenStore) {
		GigaChatCredentials credentials = this.connection.getCredentials();
		GigaChatApi.Builder builder = GigaChatApi.builder()
			.credentials(credentials)
			.baseUrl(this.connection.getBaseUrl())
			.authUrl(this.connection.getAuthUrl())
			.v2Url(this.connection.getV2Url())
			.readTimeout(readTimeout)
			.observationRegistry(telemetry.observations(), telemetry.observationTags())
			.meterRegistry(telemetry.meters(), telemetry.meterTags())
			.tokenStore(tokenStore);
		if (StringUtils.hasText(this.properties.getScope())) {
			builder.scope(this.properties.getScope().strip());
		}
		set("call-timeout", this.properties.getCallTimeout(), builder::callTimeout);
		set("token.wait-timeout", this.properties.getToken().getWaitTimeout(), builder::tokenWaitTimeout);
		set("token.refresh-ahead", this.properties.getToken().getRefreshAhead(), builder::tokenRefreshAhead);
		set("max-concurrent-requests", this.properties.getMaxConcurrentRequests(), builder::maxConcurrentRequests);
		set("acquire-timeout", this.properties.getAcquireTimeout(), builder::acquireTimeout);
		set("max-queued-requests", this.properties.getMaxQueuedRequests(), builder::maxQueuedRequests);
		set("max-response-size", this.properties.getMaxResponseSize(),
				(DataSize size) -> builder.maxResponseSize(size.toBytes()));
		set("log-bodies", this.properties.getLogBodies(), builder::logBodies);
		builder.retry(retry(this.properties.getRetry())).retryTemplate(this.retryTemplate);
		setHeaders(builder, credentials);
		return build(builder.httpClient(client.get()).closeHttpClient(true));
	}

	private static <T> void set(String name, @Nullable T value, Consumer<T> setter) {
		ConfiguredValue.set(PREFIX + name, value, setter);
	}

	private static RetrySettings retry(GigaChatRetryProperties retry) {
		RetrySettings defaults = RetrySettings.defaults();
		try {
			return new RetrySettings(either(retry.getMaxAttempts(), defaults.maxAttempts()),
					either(retry.getInitialInterval(), defaults.initialInterval()),
					either(retry.getMultiplier(), defaults.multiplier()),
					either(retry.getMaxInterval(), defaults.maxInterval()),
					either(retry.getMaxRetryAfter(), defaults.maxRetryAfter()),
					either(retry.getAfterTimeout(), defaults.afterTimeout()));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidGigaChatConfigurationException(PREFIX + ex.getMessage() + ".", "Correct the property.",
					ex);
		}
	}

	private static <T> T either(@Nullable T value, T otherwise) {
		return (value != null) ? value : otherwise;
	}

	private void setHeaders(GigaChatApi.Builder builder, GigaChatCredentials credentials) {
		Map<String, String> headers = new LinkedHashMap<>();
		this.properties.getHeaders().forEach((name, value) -> {
			if (StringUtils.hasText(value)) {
				headers.put(name, value.strip());
			}
		});
		headers.keySet().forEach((name) -> refuseAuthorization(name, credentials));
		try {
			builder.headers(headers);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidGigaChatConfigurationException(
					PREFIX + "headers.* cannot be sent: " + ex.getMessage() + ".", "Correct or remove this header.",
					ex);
		}
	}

	private static void refuseAuthorization(String name, GigaChatCredentials credentials) {
		boolean withoutToken = credentials instanceof GigaChatCredentials.None
				|| credentials instanceof GigaChatCredentials.Header;
		if (name.equalsIgnoreCase("Authorization") && !withoutToken) {
			throw new InvalidGigaChatConfigurationException(
					PREFIX + "headers." + name + " is set, but the credentials determine this header.",
					"Remove the property, or set spring.ai.gigachat.auth-type=none to send the header instead of a token.");
		}
	}

	private static GigaChatApi build(GigaChatApi.Builder builder) {
		try {
			return builder.build();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidGigaChatConfigurationException(ex.getMessage() + ".",
					"Correct this property, or the value in the application's GigaChatConnectionDetails bean.", ex);
		}
	}

}
