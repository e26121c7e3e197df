package io.github.gigachat.spring.boot.autoconfigure;

import org.springframework.ai.model.SpringAIModelProperties;

/**
 * Matches if GigaChat provides the embeddings, by {@code spring.ai.model.embedding} and
 * the credentials.
 */
final class OnGigaChatEmbeddingCondition extends OnGigaChatCredentialsCondition {

	OnGigaChatEmbeddingCondition() {
		super("embeddings", SpringAIModelProperties.EMBEDDING_MODEL);
	}

}
