package io.github.gigachat.spring.boot.autoconfigure;

import java.util.stream.Stream;

import io.github.gigachat.spring.boot.GigaChatProperties;
import io.github.gigachat.spring.boot.autoconfigure.connections.ConnectionNames;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if {@code token.store} of the default connection or of a named one is
 * {@code redis}.
 */
final class OnRedisTokenStoreCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		ConfigurationPropertyName root = ConfigurationPropertyName.of(GigaChatProperties.CONFIG_PREFIX);
		Binder binder = Binder.get(environment);
		boolean redis = Stream.concat(Stream.of(root), ConnectionNames.find(environment).stream())
			.map((prefix) -> binder.bind(prefix.append("token.store"), Bindable.of(String.class)).orElse(""))
			.anyMatch((store) -> store.strip().equalsIgnoreCase("redis"));
		return new ConditionOutcome(redis, ConditionMessage.forCondition("GigaChat token store")
			.because(redis ? "it is redis" : "it is not redis"));
	}

}
