package io.github.gigachat.spring.boot.autoconfigure;

import java.util.Arrays;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.GigaChatApi;

import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Whether embeddings are GigaChat's: {@code spring.ai.model.embedding} says so, or says
 * nothing and there are credentials. So an application whose embeddings are another
 * provider's is never asked for a key.
 */
final class OnGigaChatEmbeddingCondition extends SpringBootCondition implements ConfigurationCondition {

	OnGigaChatEmbeddingCondition() {
	}

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("GigaChat embeddings");
		String provider = context.getEnvironment().getProperty(SpringAIModelProperties.EMBEDDING_MODEL);
		if (StringUtils.hasText(provider)) {
			return new ConditionOutcome(provider.strip().equals(GigaChatApi.PROVIDER_NAME),
					message.because(SpringAIModelProperties.EMBEDDING_MODEL + " is " + provider));
		}
		ConfigurableListableBeanFactory beans = Objects.requireNonNull(context.getBeanFactory());
		if (hasSeveralApis(beans)) {
			return ConditionOutcome
				.noMatch(message.because("there are several GigaChatApi beans, and none of them is the primary one"));
		}
		String credentials = PresentCredentials.find(context.getEnvironment(), beans);
		return (credentials != null) ? ConditionOutcome.match(message.because("there is " + credentials))
				: ConditionOutcome.noMatch(message
					.because(SpringAIModelProperties.EMBEDDING_MODEL + " is not set, and there are no credentials"));
	}

	/** An application that has them makes its models of them itself. */
	private static boolean hasSeveralApis(ConfigurableListableBeanFactory beans) {
		String[] names = beans.getBeanNamesForType(GigaChatApi.class, true, false);
		return names.length > 1 && Arrays.stream(names)
			.noneMatch((name) -> beans.containsBeanDefinition(name) && beans.getBeanDefinition(name).isPrimary());
	}

}
