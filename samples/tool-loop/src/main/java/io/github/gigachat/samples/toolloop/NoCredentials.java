package io.github.gigachat.samples.toolloop;

import java.util.stream.Stream;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if no property of GigaChat's credentials is set; a blank value counts as not
 * set. Incomplete or contradictory credentials are reported by the starter.
 */
class NoCredentials implements Condition {

	private static final String PREFIX = "spring.ai.gigachat.";

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		String type = environment.getProperty(PREFIX + "auth-type");
		return (!StringUtils.hasText(type) || "auto".equalsIgnoreCase(type.strip()))
				&& Stream.of("api-key", "client-id", "client-secret", "username", "password", "access-token")
					.noneMatch((name) -> StringUtils.hasText(environment.getProperty(PREFIX + name)));
	}

}
