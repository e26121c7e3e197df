package io.github.gigachat.samples.readme;

import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
class AssistantTests {

	@RegisterExtension
	static GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

	@Autowired
	Assistant assistant;

	@DynamicPropertySource
	static void connection(DynamicPropertyRegistry registry) {
		registry.add("spring.ai.gigachat.base-url", () -> gigachat.emulator().baseUrl());
		registry.add("spring.ai.gigachat.auth-url", () -> gigachat.emulator().authUrl());
		registry.add("spring.ai.gigachat.api-key", () -> gigachat.emulator().apiKey());
	}

	@Test
	void answers() {
		gigachat.emulator().onUserMessage("weather").reply("Sunny.");

		assertThat(this.assistant.answer("What is the weather?")).isEqualTo("Sunny.");
	}

}
