package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.autoconfigure.credentials.MissingCredentialsException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The connection of {@code spring.ai.gigachat.*}: the beans of the application.
 *
 * @param apis the APIs
 * @param chatModels the chat models
 * @param embeddingModels the embedding models
 * @param environment the environment, for messages
 */
record DefaultConnection(ObjectProvider<GigaChatApi> apis, ObjectProvider<GigaChatModel> chatModels,
		ObjectProvider<GigaChatEmbeddingModel> embeddingModels, Environment environment) {

	GigaChatApi api() {
		return theOnly(this.apis, "GigaChatApi", "");
	}

	GigaChatModel chatModel() {
		return theOnly(this.chatModels, "GigaChatModel", provider(SpringAIModelProperties.CHAT_MODEL));
	}

	GigaChatEmbeddingModel embeddingModel() {
		return theOnly(this.embeddingModels, "GigaChatEmbeddingModel",
				provider(SpringAIModelProperties.EMBEDDING_MODEL));
	}

	private static <T> T theOnly(ObjectProvider<T> beans, String type, String reason) {
		@Nullable T bean;
		try {
			bean = beans.getIfUnique();
		}
		catch (BeansException ex) {
			if (ex.contains(MissingCredentialsException.class)) {
				throw new IllegalStateException("The connection 'default' has no credentials, so the " + type
						+ " bean of the application cannot be created", ex);
			}
			throw ex;
		}
		if (bean == null) {
			throw new IllegalStateException("The connection 'default' is the " + type
					+ " bean of the application, which has none, or several without a primary one" + reason);
		}
		return bean;
	}

	private String provider(String property) {
		String provider = this.environment.getProperty(property);
		return "; " + property + (StringUtils.hasText(provider) ? " is " + provider : " is not set");
	}

}
