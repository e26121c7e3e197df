package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.ai.GigaChatImageModel;
import io.github.gigachat.spring.ai.GigaChatImageOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.GigaChatImageProperties;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.image.observation.ImageModelObservationConvention;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the image model. It applies if {@code spring.ai.model.image}
 * names this provider, or is unset and there are credentials.
 */
@AutoConfiguration
@Conditional(OnGigaChatImageCondition.class)
@EnableConfigurationProperties(GigaChatImageProperties.class)
public final class GigaChatImageAutoConfiguration {

	/**
	 * Creates the configuration.
	 */
	public GigaChatImageAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	GigaChatImageModel gigaChatImageModel(GigaChatApi api, GigaChatImageProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<ImageModelObservationConvention> observationConvention,
			ObjectProvider<MeterRegistry> meterRegistry, Environment environment) {
		ConnectionTelemetry telemetry = ConnectionTelemetry.ofDefault(environment, observationRegistry, meterRegistry);
		GigaChatImageModel model = builder(properties.toOptions()).api(api)
			.observationRegistry(telemetry.observations(), telemetry.observationTags())
			.build();
		observationConvention.ifAvailable(model::setObservationConvention);
		return model;
	}

	private static GigaChatImageModel.Builder builder(GigaChatImageOptions options) {
		try {
			return GigaChatImageModel.builder().options(options);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidGigaChatConfigurationException(
					GigaChatImageProperties.CONFIG_PREFIX + "." + ex.getMessage() + ".", "Correct the property.", ex);
		}
	}

}
