package io.github.gigachat.samples.readme;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("second.api-key")
class SecondModel {

	private static final Tags TAGS = Tags.of("connection", "second");

	@Bean(defaultCandidate = false)
	GigaChatApi secondApi(@Value("${second.api-key}") String key, ObjectProvider<MeterRegistry> meters) {
		return GigaChatApi.builder()
			.credentials(GigaChatCredentials.authorizationKey(key))
			.scope("GIGACHAT_API_B2B")
			.meterRegistry(meters.getIfUnique(), TAGS)
			.build();
	}

	@Bean(defaultCandidate = false)
	GigaChatModel secondModel(@Qualifier("secondApi") GigaChatApi api, ObjectProvider<MeterRegistry> meters) {
		return GigaChatModel.builder()
			.api(api)
			.options(GigaChatOptions.builder().model("GigaChat-2-Max").build())
			.meterRegistry(meters.getIfUnique(), TAGS)
			.build();
	}

	@Bean(defaultCandidate = false)
	ChatClient secondClient(@Qualifier("secondModel") GigaChatModel model) {
		return ChatClient.create(model);
	}

}
