package io.github.gigachat.samples.readme;

import java.time.Duration;

import org.springframework.ai.retry.TransientAiException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

@Configuration(proxyBeanMethods = false)
class RetryConfiguration {

	@Bean
	RetryTemplate patientRetry() {
		return new RetryTemplate(RetryPolicy.builder()
			.includes(TransientAiException.class)
			.maxRetries(9)
			.delay(Duration.ofSeconds(2))
			.multiplier(1.5)
			.maxDelay(Duration.ofSeconds(30))
			.build());
	}

}
