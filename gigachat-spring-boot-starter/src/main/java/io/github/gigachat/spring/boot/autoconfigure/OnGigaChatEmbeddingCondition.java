package io.github.gigachat.spring.boot.autoconfigure;

import org.springframework.ai.model.SpringAIModelProperties;

/**
 * Whether embeddings are GigaChat's, by {@code spring.ai.model.embedding} and by the
 * credentials.
 */
final class OnGigaChatEmbeddingCondition extends OnGigaChatCredentialsCondition {

	OnGigaChatEmbeddingCondition() {
		super("embeddings", SpringAIModelProperties.EMBEDDING_MODEL);
	}

}
