package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.ai.api.GigaChatApi;

import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Conditional;

/**
 * Matches if GigaChat provides any kind of model, or has named connections, so that its
 * API is needed.
 */
final class OnGigaChatModelCondition extends AnyNestedCondition {

	OnGigaChatModelCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnProperty(name = SpringAIModelProperties.CHAT_MODEL, havingValue = GigaChatApi.PROVIDER_NAME,
			matchIfMissing = true)
	static final class ForChat {

	}

	@Conditional(OnGigaChatEmbeddingCondition.class)
	static final class ForEmbedding {

	}

	@Conditional(OnGigaChatImageCondition.class)
	static final class ForImage {

	}

	@Conditional(OnGigaChatConnectionsCondition.class)
	static final class ForConnections {

	}

}
