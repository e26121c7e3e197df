package io.github.gigachat.samples.quickstart;

import java.util.stream.Stream;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Holds when no credentials of GigaChat are set; a blank value is none.
 */
class NoCredentials implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		return Stream.of("api-key", "client-id", "username", "access-token", "auth-type")
			.noneMatch((name) -> StringUtils.hasText(environment.getProperty("spring.ai.gigachat." + name)));
	}

}
