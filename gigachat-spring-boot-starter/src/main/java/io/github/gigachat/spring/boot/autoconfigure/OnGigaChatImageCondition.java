package io.github.gigachat.spring.boot.autoconfigure;

import org.springframework.ai.model.SpringAIModelProperties;

/**
 * Whether images are GigaChat's, by {@code spring.ai.model.image} and by the credentials.
 */
final class OnGigaChatImageCondition extends OnGigaChatCredentialsCondition {

	OnGigaChatImageCondition() {
		super("images", SpringAIModelProperties.IMAGE_MODEL);
	}

}
