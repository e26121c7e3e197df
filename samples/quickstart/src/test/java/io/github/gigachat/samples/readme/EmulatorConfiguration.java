package io.github.gigachat.samples.readme;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@TestConfiguration(proxyBeanMethods = false)
class EmulatorConfiguration {

	@Bean
	GigaChatEmulator emulator() {
		return GigaChatEmulator.start();
	}

	@Bean
	GigaChatConnectionDetails emulatorConnection(GigaChatEmulator emulator) {
		return GigaChatConnectionDetails.of(emulator.baseUrl(), emulator.authUrl(),
				GigaChatCredentials.authorizationKey(emulator.apiKey()));
	}

}
