package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.media.MediaUploads;
import io.github.gigachat.spring.boot.GigaChatChatProperties;
import io.github.gigachat.spring.boot.GigaChatMediaProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the chat model. It applies unless {@code spring.ai.model.chat}
 * names another provider.
 */
@AutoConfiguration
@ConditionalOnProperty(name = SpringAIModelProperties.CHAT_MODEL, havingValue = GigaChatApi.PROVIDER_NAME,
		matchIfMissing = true)
@EnableConfigurationProperties({ GigaChatChatProperties.class, GigaChatMediaProperties.class })
public final class GigaChatChatAutoConfiguration {

	/**
	 * Creates the configuration.
	 */
	public GigaChatChatAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	MediaUploads gigaChatMediaUploads(GigaChatApi api, GigaChatMediaProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry, ObjectProvider<MeterRegistry> meterRegistry,
			Environment environment) {
		return MediaUploadsFactory.create(api, properties,
				ConnectionTelemetry.ofDefault(environment, observationRegistry, meterRegistry));
	}

	@Bean
	@ConditionalOnMissingBean
	GigaChatModel gigaChatModel(GigaChatApi api, MediaUploads mediaUploads, GigaChatChatProperties properties,
			GigaChatMediaProperties mediaProperties, ToolCallingManager toolCallingManager,
			ObjectProvider<ObservationRegistry> observationRegistry, ObjectProvider<MeterRegistry> meterRegistry,
			ObjectProvider<ChatModelObservationConvention> observationConvention, Environment environment) {
		GigaChatModel model = builder(properties, mediaProperties,
				ConnectionTelemetry.ofDefault(environment, observationRegistry, meterRegistry))
			.api(api)
			.mediaUploads(mediaUploads)
			.toolCallingManager(toolCallingManager)
			.build();
		observationConvention.ifAvailable(model::setObservationConvention);
		return model;
	}

	static GigaChatModel.Builder builder(GigaChatChatProperties properties, GigaChatMediaProperties mediaProperties,
			ConnectionTelemetry telemetry) {
		return GigaChatModel.builder()
			.options(properties.toOptions())
			.mediaDownload(mediaProperties.getDownload())
			.observationRegistry(telemetry.observations(), telemetry.observationTags())
			.meterRegistry(telemetry.meters(), telemetry.meterTags());
	}

}
