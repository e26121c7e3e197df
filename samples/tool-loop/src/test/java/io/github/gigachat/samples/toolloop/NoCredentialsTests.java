package io.github.gigachat.samples.toolloop;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatApiAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the emulator answers, and when the service does, whatever the key looks like.
 */
class NoCredentialsTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withUserConfiguration(EmulatorConfiguration.class);

	@ParameterizedTest
	@ValueSource(strings = { "api-key=", "api-key= ", "auth-type=auto" })
	void theEmulatorAnswersWithoutCredentials(String property) {
		this.context.withPropertyValues("spring.ai.gigachat." + property)
			.run((context) -> assertThat(context).hasSingleBean(GigaChatEmulator.class));
	}

	@Test
	void theEmulatorAcceptsTheConfiguredScope() {
		this.context.withConfiguration(AutoConfigurations.of(GigaChatApiAutoConfiguration.class))
			.withPropertyValues("spring.ai.gigachat.scope=GIGACHAT_API_B2B")
			.run((context) -> assertThat(context.getBean(GigaChatApi.class).models().body().data()).isNotEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "api-key=it's a key", "client-id=a", "access-token=ready", "auth-type=none" })
	void theServiceAnswersWithCredentials(String property) {
		this.context.withPropertyValues("spring.ai.gigachat." + property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GigaChatEmulator.class));
	}

}
