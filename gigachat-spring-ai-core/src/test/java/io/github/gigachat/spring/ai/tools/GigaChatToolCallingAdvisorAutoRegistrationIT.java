package io.github.gigachat.spring.ai.tools;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.test.chat.client.advisor.AbstractToolCallingAdvisorAutoRegistrationIT;

/**
 * Runs Spring AI's own integration tests, unchanged, against the emulator.
 */
class GigaChatToolCallingAdvisorAutoRegistrationIT extends AbstractToolCallingAdvisorAutoRegistrationIT {

	private static GigaChatEmulator emulator;

	private static GigaChatApi api;

	private static GigaChatModel model;

	@BeforeAll
	static void start() {
		emulator = GigaChatEmulator.start();
		WeatherScript.teach(emulator);
		api = GigaChatApi.builder()
			.baseUrl(emulator.baseUrl())
			.authUrl(emulator.authUrl())
			.credentials(GigaChatCredentials.authorizationKey(emulator.apiKey()))
			.build();
		model = GigaChatModel.builder().api(api).build();
	}

	@AfterAll
	static void stop() {
		api.close();
		emulator.close();
	}

	@Override
	protected ChatModel getChatModel() {
		return model;
	}

}
