package io.github.gigachat.samples.quickstart;

import java.util.stream.Stream;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Holds when no credentials of GigaChat are set; a blank value is none.
 * {@code auth-type=none} needs none.
 */
class NoCredentials implements Condition {

	private static final String PREFIX = "spring.ai.gigachat.";

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		return !"none".equalsIgnoreCase(environment.getProperty(PREFIX + "auth-type"))
				&& Stream.of("api-key", "client-id", "username", "access-token")
					.noneMatch((name) -> StringUtils.hasText(environment.getProperty(PREFIX + name)));
	}

}
