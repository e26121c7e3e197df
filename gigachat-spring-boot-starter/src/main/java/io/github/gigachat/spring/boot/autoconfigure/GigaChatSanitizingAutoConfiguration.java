package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.boot.GigaChatProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the function that masks GigaChat's secrets in Actuator's
 * responses. It applies whichever provider the application uses, because a key may be
 * configured without being used.
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
		return new SecretsSanitizer(environment, properties);
	}

}
