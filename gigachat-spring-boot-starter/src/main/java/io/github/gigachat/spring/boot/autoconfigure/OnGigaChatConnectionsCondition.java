package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;
import java.util.Objects;

import io.github.gigachat.spring.boot.autoconfigure.connections.ConnectionNames;
import io.github.gigachat.spring.boot.autoconfigure.credentials.CredentialsPresence;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if there are named connections, and credentials for any of them. An application
 * on another provider thus needs none.
 */
final class OnGigaChatConnectionsCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("GigaChat connections");
		List<ConfigurationPropertyName> connections = ConnectionNames.find(context.getEnvironment());
		if (connections.isEmpty()) {
			return ConditionOutcome.noMatch(message.because("there are no named connections"));
		}
		String credentials = credentials(context, connections);
		return (credentials != null) ? ConditionOutcome.match(message.because("there is " + credentials))
				: ConditionOutcome.noMatch(message.because("no named connection has credentials"));
	}

	private static @Nullable String credentials(ConditionContext context, List<ConfigurationPropertyName> connections) {
		Environment environment = context.getEnvironment();
		return connections.stream()
			.map((connection) -> CredentialsPresence.find(environment, connection))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseGet(() -> CredentialsPresence.find(environment, Objects.requireNonNull(context.getBeanFactory())));
	}

}
