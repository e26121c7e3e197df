package io.github.gigachat.spring.boot.autoconfigure;

import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatHttpClientCustomizer;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.autoconfigure.tls.GigaChatTls;
import io.github.gigachat.spring.boot.autoconfigure.token.TokenStoreSelector;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientsProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;

/**
 * Creates the {@link GigaChatApi} of a connection with the beans that all connections
 * share.
 *
 * @param globalSettings the settings of all HTTP clients
 * @param globalProperties the properties of all HTTP clients
 * @param sslBundles the SSL bundles
 * @param customizers the customizers of the HTTP client
 * @param tokenStore the store that shares tokens
 * @param environment the environment
 * @param beans the bean factory, for the bean of {@code retry.template}
 */
record ApiCreator(ObjectProvider<HttpClientSettings> globalSettings,
		ObjectProvider<HttpClientsProperties> globalProperties, ObjectProvider<SslBundles> sslBundles,
		ObjectProvider<GigaChatHttpClientCustomizer> customizers, ObjectProvider<AccessTokenStore> tokenStore,
		Environment environment, ConfigurableListableBeanFactory beans) {

	private static final Log logger = LogFactory.getLog(GigaChatApiAutoConfiguration.class);

	/**
	 * Creates the API without sending a request.
	 * @param properties the properties of the connection
	 * @param connection the URLs and credentials
	 * @param telemetry the observations and meters
	 * @param naming gives the properties in log messages the names that they have in the
	 * configuration
	 */
	GigaChatApi create(GigaChatProperties properties, GigaChatConnectionDetails connection,
			ConnectionTelemetry telemetry, UnaryOperator<String> naming) {
		HttpClientSettings global = this.globalSettings.getIfAvailable();
		HttpSettings settings = HttpSettings.of(properties, global);
		GigaChatTls tls = GigaChatTls.create(connection, properties.getSsl(), global,
				this.globalProperties.getIfAvailable(), this.sslBundles.getIfAvailable(), naming);
		GigaChatHttpClientFactory clients = new GigaChatHttpClientFactory(this.customizers.orderedStream().toList(),
				Threading.VIRTUAL.isActive(this.environment));
		GigaChatApi api = new GigaChatApiFactory(properties, connection,
				RetryTemplateSelector.select(properties.getRetry().getTemplate(), this.beans))
			.create(() -> clients.create(settings.client(), tls), settings.readTimeout(), telemetry, TokenStoreSelector
				.select(properties, this.tokenStore.getIfAvailable(), this.beans.getBeanClassLoader()));
		logOldJvm(connection.getBaseUrl());
		return api;
	}

	private static void logOldJvm(String baseUrl) {
		String notice = OldJvmNotice.of(Runtime.version());
		// the JDK's client speaks HTTP/2 to https URLs only
		if (notice != null && baseUrl.regionMatches(true, 0, "https:", 0, "https:".length())) {
			logger.warn(notice);
		}
	}

}
