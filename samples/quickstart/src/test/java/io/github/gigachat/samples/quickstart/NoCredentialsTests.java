package io.github.gigachat.samples.quickstart;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the emulator answers, and when the starter says what is missing.
 */
class NoCredentialsTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withInitializer(new ConfigDataApplicationContextInitializer())
		.withUserConfiguration(HttpTests.SilentConsole.class)
		.withPropertyValues("spring.ai.gigachat.api-key=", "quickstart.terminal=false");

	@ParameterizedTest
	@ValueSource(strings = { "client-id=a", "client-secret=b", "username=u", "password=p", "auth-type=oauth",
			"auth-type=password", "auth-type=token" })
	void incompleteCredentialsDoNotStartTheEmulator(String property) {
		String name = "spring.ai.gigachat." + property.substring(0, property.indexOf('='));

		this.context.withUserConfiguration(QuickstartApplication.class)
			.withBean(ServerProperties.class)
			.withPropertyValues("spring.ai.gigachat." + property)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(name + " is "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "auth-type=auto", "auth-type=AUTO", "auth-type=", "client-secret= ", "access-token=" })
	void theEmulatorAnswersWithoutCredentials(String property) {
		this.context.withUserConfiguration(EmulatorConfiguration.class)
			.withPropertyValues("spring.ai.gigachat." + property)
			.run((context) -> assertThat(context).hasSingleBean(GigaChatEmulator.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "access-token=ready", "auth-type=none" })
	void theServiceAnswersWithCredentials(String property) {
		this.context.withUserConfiguration(EmulatorConfiguration.class)
			.withPropertyValues("spring.ai.gigachat." + property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GigaChatEmulator.class));
	}

}
