package io.github.gigachat.samples.quickstart;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Starts the emulator in place of the service if there are no credentials.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(NoCredentials.class)
class EmulatorConfiguration {

	@Bean
	GigaChatEmulator emulator(Environment environment, Console console) {
		GigaChatEmulator emulator = GigaChatEmulator.builder()
			.scope(environment.getRequiredProperty("spring.ai.gigachat.scope"))
			.start();
		DemoScript.write(emulator);
		console.printLine("GIGACHAT_API_KEY is not set: an emulator on this machine answers, not GigaChat.");
		return emulator;
	}

	@Bean
	GigaChatConnectionDetails emulatorConnection(GigaChatEmulator emulator) {
		return GigaChatConnectionDetails.of(emulator.baseUrl(), emulator.authUrl(),
				GigaChatCredentials.authorizationKey(emulator.apiKey()));
	}

}
