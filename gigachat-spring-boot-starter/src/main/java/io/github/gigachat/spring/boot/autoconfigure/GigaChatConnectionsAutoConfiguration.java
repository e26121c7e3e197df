package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatConnectionProperties;
import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.GigaChatHttpClientCustomizer;
import io.github.gigachat.spring.boot.autoconfigure.connections.ConnectionNames;
import io.github.gigachat.spring.boot.autoconfigure.connections.ConnectionProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationConvention;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientsProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the connections to GigaChat by name. Those of
 * {@code spring.ai.gigachat.connections.<name>.*} are created at the start, whichever
 * provider the other models of the application have.
 */
@AutoConfiguration(after = { GigaChatApiAutoConfiguration.class, GigaChatChatAutoConfiguration.class,
		GigaChatEmbeddingAutoConfiguration.class })
@Conditional(OnGigaChatModelCondition.class)
@ImportRuntimeHints(GigaChatConnectionsAutoConfiguration.Hints.class)
public final class GigaChatConnectionsAutoConfiguration {

	/**
	 * Creates the configuration.
	 */
	public GigaChatConnectionsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(GigaChatConnections.class)
	ConfiguredConnections gigaChatConnections(ObjectProvider<GigaChatApi> apis,
			ObjectProvider<GigaChatModel> chatModels, ObjectProvider<GigaChatEmbeddingModel> embeddingModels,
			ObjectProvider<GigaChatConnectionDetails> details, ObjectProvider<HttpClientSettings> globalSettings,
			ObjectProvider<HttpClientsProperties> globalProperties, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<GigaChatHttpClientCustomizer> customizers, ObjectProvider<AccessTokenStore> tokenStore,
			ObjectProvider<ObservationRegistry> observationRegistry, ObjectProvider<MeterRegistry> meterRegistry,
			ObjectProvider<ToolCallingManager> toolCallingManager,
			ObjectProvider<ChatModelObservationConvention> chatConvention,
			ObjectProvider<EmbeddingModelObservationConvention> embeddingConvention, Environment environment,
			ConfigurableListableBeanFactory beans) {
		ApiCreator apiCreator = new ApiCreator(globalSettings, globalProperties, sslBundles, customizers, tokenStore,
				environment, beans);
		NamedConnectionFactory factory = new NamedConnectionFactory(apiCreator,
				(name) -> ConnectionTelemetry.of(name, observationRegistry, meterRegistry), details::getObject,
				toolCallingManager, chatConvention, embeddingConvention);
		return new ConfiguredConnections(new DefaultConnection(apis, chatModels, embeddingModels, environment),
				properties(environment), factory::create);
	}

	private static List<ConnectionProperties> properties(Environment environment) {
		List<ConfigurationPropertyName> prefixes = ConnectionNames.find(environment);
		ConnectionNames.check(environment, prefixes);
		return prefixes.stream().map((prefix) -> new ConnectionProperties(prefix, environment)).toList();
	}

	/**
	 * Hints for the binding of a connection's properties in a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			BindableRuntimeHintsRegistrar.forTypes(GigaChatConnectionProperties.class).registerHints(hints);
		}

	}

}
