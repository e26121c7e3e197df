package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.GigaChatEmbeddingProperties;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.embedding.observation.EmbeddingModelObservationConvention;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the embedding model. It applies if
 * {@code spring.ai.model.embedding} names this provider, or is unset and there are
 * credentials.
 */
@AutoConfiguration
@Conditional(OnGigaChatEmbeddingCondition.class)
@EnableConfigurationProperties(GigaChatEmbeddingProperties.class)
public final class GigaChatEmbeddingAutoConfiguration {

	/**
	 * Creates the configuration.
	 */
	public GigaChatEmbeddingAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	GigaChatEmbeddingModel gigaChatEmbeddingModel(GigaChatApi api, GigaChatEmbeddingProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<EmbeddingModelObservationConvention> observationConvention,
			ObjectProvider<MeterRegistry> meterRegistry, Environment environment) {
		GigaChatEmbeddingModel model = builder(properties,
				ConnectionTelemetry.ofDefault(environment, observationRegistry, meterRegistry))
			.api(api)
			.build();
		observationConvention.ifAvailable(model::setObservationConvention);
		return model;
	}

	static GigaChatEmbeddingModel.Builder builder(GigaChatEmbeddingProperties properties,
			ConnectionTelemetry telemetry) {
		return builder(properties.toOptions()).metadataMode(properties.getMetadataMode())
			.observationRegistry(telemetry.observations(), telemetry.observationTags());
	}

	private static GigaChatEmbeddingModel.Builder builder(GigaChatEmbeddingOptions options) {
		try {
			return GigaChatEmbeddingModel.builder().options(options);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidGigaChatConfigurationException(
					GigaChatEmbeddingProperties.CONFIG_PREFIX + "." + ex.getMessage() + ".", "Correct the property.",
					ex);
		}
	}

}
