package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.boot.GigaChatProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of what keeps GigaChat's secrets out of Actuator's answers. It
 * depends on no choice of a provider: an application that uses another one may have the
 * key of this one all the same.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class GigaChatSanitizingAutoConfiguration {

	/**
	 * Creates the configuration.
	 */
	public GigaChatSanitizingAutoConfiguration() {
	}

	@Bean
	SecretsSanitizer gigaChatSecretsSanitizer(Environment environment, ObjectProvider<GigaChatProperties> properties) {
		return new SecretsSanitizer(new ConfiguredSecrets(environment, properties));
	}

}
