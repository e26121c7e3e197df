package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.boot.GigaChatProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of what keeps GigaChat's secrets out of Actuator's answers.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
@Conditional(OnGigaChatModelCondition.class)
public final class GigaChatSanitizingAutoConfiguration {

	/**
	 * Creates the configuration.
	 */
	public GigaChatSanitizingAutoConfiguration() {
	}

	@Bean
	SecretsSanitizer gigaChatSecretsSanitizer(ObjectProvider<GigaChatProperties> properties) {
		return new SecretsSanitizer(properties);
	}

}
