package io.github.gigachat.spring.boot.autoconfigure;

import java.util.Objects;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.autoconfigure.credentials.CredentialsPresence;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if the switch of a kind of model names GigaChat, or if the switch is unset and
 * there are GigaChat credentials. An application on another provider thus needs none.
 */
abstract class OnGigaChatCredentialsCondition extends SpringBootCondition implements ConfigurationCondition {

	private final String kind;

	private final String switchProperty;

	/**
	 * Creates the condition.
	 * @param kind the kind of model, for the condition report
	 * @param switchProperty the property that names the provider
	 */
	OnGigaChatCredentialsCondition(String kind, String switchProperty) {
		this.kind = kind;
		this.switchProperty = switchProperty;
	}

	@Override
	public final ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public final ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("GigaChat " + this.kind);
		String provider = context.getEnvironment().getProperty(this.switchProperty);
		if (StringUtils.hasText(provider)) {
			// ignores case, as Spring Boot does for the switch of chats
			return new ConditionOutcome(provider.strip().equalsIgnoreCase(GigaChatApi.PROVIDER_NAME),
					message.because(this.switchProperty + " is " + provider));
		}
		ConfigurableListableBeanFactory beans = Objects.requireNonNull(context.getBeanFactory());
		// an application with several equal APIs creates its own models
		if (ApiBeans.areAmbiguous(beans)) {
			return ConditionOutcome
				.noMatch(message.because("there are several GigaChatApi beans, and none of them is the primary one"));
		}
		String credentials = CredentialsPresence.find(context.getEnvironment(), beans);
		return (credentials != null) ? ConditionOutcome.match(message.because("there is " + credentials))
				: ConditionOutcome
					.noMatch(message.because(this.switchProperty + " is not set, and there are no credentials"));
	}

}
