package io.github.gigachat.spring.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.actuate.GigaChatInfoContributor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of GigaChat's part of Actuator's {@code info}.
 */
@AutoConfiguration(after = { GigaChatApiAutoConfiguration.class, GigaChatChatAutoConfiguration.class,
		GigaChatEmbeddingAutoConfiguration.class })
@ConditionalOnClass({ InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
@ConditionalOnEnabledInfoContributor("gigachat")
@Conditional(OnGigaChatModelCondition.class)
@ConditionalOnBean(GigaChatApi.class)
public final class GigaChatInfoContributorAutoConfiguration {

	/**
	 * Creates the configuration.
	 */
	public GigaChatInfoContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	GigaChatInfoContributor gigaChatInfoContributor(ObjectProvider<GigaChatApi> api, ObjectProvider<GigaChatModel> chat,
			ObjectProvider<GigaChatEmbeddingModel> embedding, ObjectProvider<GigaChatConnections> connections) {
		Map<String, Supplier<? extends @Nullable String>> models = new LinkedHashMap<>();
		models.put("model", name("GigaChatModel", chat, (model) -> model.getOptions().getModel()));
		models.put("embeddingModel",
				name("GigaChatEmbeddingModel", embedding, (model) -> model.getOptions().getModel()));
		return new GigaChatInfoContributor(new LazyBean<>("GigaChatApi", api::getIfUnique).orNull(), models,
				new LazyBean<>("GigaChatConnections", connections::getIfUnique).orNull());
	}

	private static <T> Supplier<@Nullable String> name(String type, ObjectProvider<T> models,
			Function<T, @Nullable String> name) {
		Supplier<@Nullable T> model = new LazyBean<>(type, models::getIfUnique).orNull();
		return () -> {
			T present = model.get();
			return (present != null) ? name.apply(present) : null;
		};
	}

}
