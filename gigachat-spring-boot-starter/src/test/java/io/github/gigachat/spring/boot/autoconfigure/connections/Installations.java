package io.github.gigachat.spring.boot.autoconfigure.connections;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatConnectionsAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.Runners;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * Applications with two installations: the default one takes a key, the connection
 * {@code second} a user and a password.
 */
final class Installations {

	static final String USER = "anna";

	static final String PASSWORD = "second-MARKER";

	static final String PREFIX = "spring.ai.gigachat.connections.second.";

	private Installations() {
	}

	/**
	 * Returns an application with the default installation only.
	 */
	static ApplicationContextRunner of(GigaChatEmulator first) {
		return Runners.applicationOf(first)
			.withConfiguration(AutoConfigurations.of(GigaChatConnectionsAutoConfiguration.class));
	}

	/**
	 * Returns an application with both installations.
	 */
	static ApplicationContextRunner of(GigaChatEmulator first, GigaChatEmulator second) {
		return of(first).withPropertyValues(second("base-url=" + second.baseUrl(), "auth-url=" + tokenUrl(second),
				"username=" + USER, "password=" + PASSWORD));
	}

	static String tokenUrl(GigaChatEmulator second) {
		return second.baseUrl() + "/token";
	}

	/**
	 * Returns properties of the connection {@code second}.
	 */
	static String[] second(String... properties) {
		return Arrays.stream(properties).map((property) -> PREFIX + property).toArray(String[]::new);
	}

	static GigaChatConnections connections(ApplicationContext context) {
		return context.getBean(GigaChatConnections.class);
	}

	/**
	 * The two ways to ask a model.
	 */
	enum Way {

		CALL {

			@Override
			void ask(GigaChatModel model, String question) {
				model.call(new Prompt(question));
			}

		},

		STREAM {

			@Override
			void ask(GigaChatModel model, String question) {
				Objects.requireNonNull(model.stream(new Prompt(question)).blockLast(Duration.ofSeconds(30)));
			}

		};

		abstract void ask(GigaChatModel model, String question);

	}

}
