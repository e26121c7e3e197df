package io.github.gigachat.spring.boot.autoconfigure;

import org.springframework.ai.model.SpringAIModelProperties;

/**
 * Matches if GigaChat provides the images, by {@code spring.ai.model.image} and the
 * credentials.
 */
final class OnGigaChatImageCondition extends OnGigaChatCredentialsCondition {

	OnGigaChatImageCondition() {
		super("images", SpringAIModelProperties.IMAGE_MODEL);
	}

}
