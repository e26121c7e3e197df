package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;
import java.util.function.Consumer;

import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.GigaChatSslProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientsProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * The SSL bundle of this provider's connections, with what tells of its renewal.
 *
 * @param bundle the bundle as it is now
 * @param own whether it was meant for this provider, not for all HTTP clients
 * @param updates takes what is called with each later version of the bundle
 */
record SelectedBundle(SslBundle bundle, boolean own, Consumer<Consumer<SslBundle>> updates) {

	/**
	 * Selects the bundle of the connection details, else of this provider's property,
	 * else of all HTTP clients.
	 * @return the bundle, or {@code null} when there is none
	 */
	static @Nullable SelectedBundle select(GigaChatConnectionDetails connection, GigaChatSslProperties properties,
			@Nullable HttpClientSettings global, @Nullable HttpClientsProperties globalProperties,
			@Nullable SslBundles bundles) {
		SslBundle given = connection.getSslBundle();
		if (given != null) {
			return new SelectedBundle(given, true, (handler) -> {
			});
		}
		String name = properties.getBundle();
		if (name != null) {
			return named(name, bundles);
		}
		SslBundle inherited = (global != null) ? global.sslBundle() : null;
		return (inherited != null) ? inherited(inherited, globalProperties, bundles) : null;
	}

	private static SelectedBundle named(String name, @Nullable SslBundles bundles) {
		if (bundles == null || !bundles.getBundleNames().contains(name)) {
			throw unknown(name, (bundles != null) ? bundles.getBundleNames() : List.of());
		}
		return new SelectedBundle(bundles.getBundle(name), true,
				(handler) -> bundles.addBundleUpdateHandler(name, handler));
	}

	private static InvalidGigaChatConfigurationException unknown(String name, List<String> names) {
		String property = GigaChatProperties.CONFIG_PREFIX + ".ssl.bundle";
		String known = names.isEmpty() ? "there is none" : "there are: " + String.join(", ", names);
		return new InvalidGigaChatConfigurationException(
				property + " names the SSL bundle '" + name + "', which does not exist; " + known + ".",
				"Define it as spring.ssl.bundle.pem." + name + ".* or spring.ssl.bundle.jks." + name + ".*, or correct "
						+ property + ". GigaChat's own hosts need no bundle.");
	}

	private static SelectedBundle inherited(SslBundle inherited, @Nullable HttpClientsProperties properties,
			@Nullable SslBundles bundles) {
		String name = (properties != null) ? properties.getSsl().getBundle() : null;
		return new SelectedBundle(inherited, false, (handler) -> {
			// an application's own settings may have a bundle that no property names
			if (bundles != null && StringUtils.hasText(name) && isRegistered(bundles, name, inherited)) {
				bundles.addBundleUpdateHandler(name, handler);
			}
		});
	}

	private static boolean isRegistered(SslBundles bundles, String name, SslBundle bundle) {
		return bundles.getBundleNames().contains(name) && bundle.equals(bundles.getBundle(name));
	}

}
