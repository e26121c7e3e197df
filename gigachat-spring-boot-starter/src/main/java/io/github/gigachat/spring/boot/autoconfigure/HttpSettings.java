package io.github.gigachat.spring.boot.autoconfigure;

import java.time.Duration;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.GigaChatProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;

/**
 * The HTTP settings of this provider. A setting is taken from the provider's properties,
 * else from those of all clients, else it is the provider's default.
 *
 * @param client the settings of the HTTP client, without TLS
 * @param readTimeout the maximum silence of the service; the JDK's client has no such
 * timeout
 */
record HttpSettings(HttpClientSettings client, Duration readTimeout) {

	/**
	 * Merges the settings.
	 * @param properties this provider's properties
	 * @param global the settings of all clients ({@code spring.http.clients.*}), or
	 * {@code null} if there are none
	 * @return the merged settings
	 * @throws InvalidConfigurationPropertyValueException if a timeout is not positive, or
	 * redirects are to be followed
	 */
	static HttpSettings of(GigaChatProperties properties, @Nullable HttpClientSettings global) {
		refuseRedirects(properties.getRedirects());
		HttpClientSettings own = HttpClientSettings.defaults()
			.withConnectTimeout(properties.getConnectTimeout())
			.withReadTimeout(properties.getReadTimeout())
			.withCookieHandling(properties.getCookieHandling());
		HttpClientSettings merged = own.orElse(global);
		Duration connect = positive(merged.connectTimeout(), own.connectTimeout(), "connect-timeout");
		Duration read = positive(merged.readTimeout(), own.readTimeout(), "read-timeout");
		HttpClientSettings client = merged.withSslBundle(null)
			.withReadTimeout(null)
			.withConnectTimeout((connect != null) ? connect : GigaChatApi.Builder.DEFAULT_CONNECT_TIMEOUT)
			.withRedirects(HttpRedirects.DONT_FOLLOW);
		return new HttpSettings(client, (read != null) ? read : GigaChatApi.Builder.DEFAULT_READ_TIMEOUT);
	}

	private static void refuseRedirects(@Nullable HttpRedirects redirects) {
		if (redirects != null && redirects != HttpRedirects.DONT_FOLLOW) {
			throw new InvalidConfigurationPropertyValueException(GigaChatProperties.CONFIG_PREFIX + ".redirects",
					redirects, "Redirects of GigaChat are never followed, because that would carry the key to another"
							+ " host. Remove the property, and set base-url or auth-url to the final address.");
		}
	}

	private static @Nullable Duration positive(@Nullable Duration merged, @Nullable Duration own, String name) {
		if (merged != null && (merged.isNegative() || merged.isZero())) {
			String prefix = (own != null) ? GigaChatProperties.CONFIG_PREFIX : "spring.http.clients";
			throw new InvalidConfigurationPropertyValueException(prefix + "." + name, merged,
					"It must be greater than zero.");
		}
		return merged;
	}

}
