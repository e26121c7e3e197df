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
			ObjectProvider<MeterRegistry> meterRegistry) {
		return MediaUploadsFactory.create(api, properties, meterRegistry.getIfUnique());
	}

	@Bean
	@ConditionalOnMissingBean
	GigaChatModel gigaChatModel(GigaChatApi api, MediaUploads mediaUploads, GigaChatChatProperties properties,
			GigaChatMediaProperties mediaProperties, ToolCallingManager toolCallingManager,
			ObjectProvider<ObservationRegistry> observationRegistry, ObjectProvider<MeterRegistry> meterRegistry,
			ObjectProvider<ChatModelObservationConvention> observationConvention) {
		GigaChatModel model = GigaChatModel.builder()
			.api(api)
			.mediaUploads(mediaUploads)
			.mediaDownload(mediaProperties.getDownload())
			.options(properties.toOptions())
			.toolCallingManager(toolCallingManager)
			.observationRegistry(observationRegistry.getIfUnique(() -> ObservationRegistry.NOOP))
			.meterRegistry(meterRegistry.getIfUnique())
			.build();
		observationConvention.ifAvailable(model::setObservationConvention);
		return model;
	}

}
