package io.github.gigachat.spring.boot.autoconfigure.tls;

import java.util.List;
import java.util.function.Consumer;

import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.GigaChatSslProperties;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientsProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * Selects the SSL bundle of this provider's connections.
 */
final class SslBundleSelector {

	private SslBundleSelector() {
	}

	/**
	 * Selects the bundle of the connection details, else that of this provider's
	 * property, else that of all HTTP clients.
	 * @return the bundle, or {@code null} if there is none
	 * @throws InvalidGigaChatConfigurationException if the property names an unknown
	 * bundle
	 */
	static @Nullable Selected select(GigaChatConnectionDetails connection, GigaChatSslProperties properties,
			@Nullable HttpClientSettings global, @Nullable HttpClientsProperties globalProperties,
			@Nullable SslBundles bundles) {
		SslBundle given = connection.getSslBundle();
		if (given != null) {
			return new Selected(given, true, (handler) -> {
			});
		}
		String name = properties.getBundle();
		if (name != null) {
			return named(name, bundles);
		}
		SslBundle inherited = (global != null) ? global.sslBundle() : null;
		return (inherited != null) ? inherited(inherited, globalProperties, bundles) : null;
	}

	private static Selected named(String name, @Nullable SslBundles bundles) {
		if (bundles == null || !bundles.getBundleNames().contains(name)) {
			throw unknown(name, (bundles != null) ? bundles.getBundleNames() : List.of());
		}
		return new Selected(bundles.getBundle(name), true, (handler) -> bundles.addBundleUpdateHandler(name, handler));
	}

	private static InvalidGigaChatConfigurationException unknown(String name, List<String> names) {
		String property = GigaChatProperties.CONFIG_PREFIX + ".ssl.bundle";
		String known = names.isEmpty() ? "no bundle is defined" : "defined bundles: " + String.join(", ", names);
		return new InvalidGigaChatConfigurationException(
				property + " names the SSL bundle '" + name + "', which does not exist; " + known + ".",
				"Define it as spring.ssl.bundle.pem." + name + ".* or spring.ssl.bundle.jks." + name + ".*, or correct "
						+ property + ". The hosts of the public service need no bundle.");
	}

	private static Selected inherited(SslBundle inherited, @Nullable HttpClientsProperties properties,
			@Nullable SslBundles bundles) {
		String name = (properties != null) ? properties.getSsl().getBundle() : null;
		return new Selected(inherited, false, (handler) -> {
			// a bundle in the application's own HttpClientSettings bean has no name
			if (bundles != null && StringUtils.hasText(name) && isRegistered(bundles, name, inherited)) {
				bundles.addBundleUpdateHandler(name, handler);
			}
		});
	}

	private static boolean isRegistered(SslBundles bundles, String name, SslBundle bundle) {
		return bundles.getBundleNames().contains(name) && bundle.equals(bundles.getBundle(name));
	}

	/**
	 * The selected bundle.
	 *
	 * @param bundle the current bundle
	 * @param own {@code true} if the bundle is configured for this provider,
	 * {@code false} if it is that of all HTTP clients
	 * @param updates registers a handler that receives each renewed bundle
	 */
	record Selected(SslBundle bundle, boolean own, Consumer<Consumer<SslBundle>> updates) {
	}

}
