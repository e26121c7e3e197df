package io.github.gigachat.spring.boot.autoconfigure;

import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatChatProperties;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatHttpClientCustomizer;
import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.autoconfigure.connections.ConnectionNames;
import io.github.gigachat.spring.boot.autoconfigure.credentials.PropertiesGigaChatConnectionDetails;
import io.github.gigachat.spring.boot.autoconfigure.ignored.IgnoredPropertiesNotice;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientsProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the {@link GigaChatApi} that GigaChat's models use.
 * <p>
 * The API and the connection details are lazy, so that an application whose models have
 * their own API needs no credentials.
 */
@AutoConfiguration
@Conditional(OnGigaChatModelCondition.class)
@EnableConfigurationProperties(GigaChatProperties.class)
public final class GigaChatApiAutoConfiguration {

	/**
	 * Creates the configuration.
	 */
	public GigaChatApiAutoConfiguration() {
	}

	@Bean
	static IgnoredPropertiesNotice gigaChatIgnoredPropertiesNotice(Environment environment) {
		return new IgnoredPropertiesNotice(environment);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(GigaChatConnectionDetails.class)
	PropertiesGigaChatConnectionDetails gigaChatConnectionDetails(GigaChatProperties properties,
			ObjectProvider<GigaChatCredentials> credentials, Environment environment) {
		return new PropertiesGigaChatConnectionDetails(properties, v2Url(environment), credentials,
				ConnectionNames.any(environment));
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	GigaChatApi gigaChatApi(GigaChatConnectionDetails connection, GigaChatProperties properties,
			ObjectProvider<HttpClientSettings> globalSettings, ObjectProvider<HttpClientsProperties> globalProperties,
			ObjectProvider<SslBundles> sslBundles, ObjectProvider<GigaChatHttpClientCustomizer> customizers,
			ObjectProvider<ObservationRegistry> observationRegistry, ObjectProvider<MeterRegistry> meterRegistry,
			ObjectProvider<AccessTokenStore> tokenStore, Environment environment,
			ConfigurableListableBeanFactory beans) {
		return new ApiCreator(globalSettings, globalProperties, sslBundles, customizers, tokenStore, environment, beans)
			.create(properties, connection,
					ConnectionTelemetry.ofDefault(environment, observationRegistry, meterRegistry),
					UnaryOperator.identity());
	}

	/** The chat properties are bound only if there is a chat model. */
	private static @Nullable String v2Url(Environment environment) {
		return Binder.get(environment)
			.bind(GigaChatChatProperties.CONFIG_PREFIX + ".v2-url", String.class)
			.orElse(null);
	}

}
