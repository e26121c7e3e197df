package io.github.gigachat.samples.gateway.chat;

import java.time.Duration;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Lets counts of tokens take half a second at most.
 */
@TestConfiguration(proxyBeanMethods = false)
public class ImpatientCounting {

	@Bean
	@Primary
	TokenCounting impatientCounting() {
		return new TokenCounting(Duration.ofMillis(500));
	}

}
