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
		return new GigaChatConnectionDetails() {

			@Override
			public String getBaseUrl() {
				return emulator.baseUrl();
			}

			@Override
			public String getAuthUrl() {
				return emulator.authUrl();
			}

			@Override
			public GigaChatCredentials getCredentials() {
				return GigaChatCredentials.authorizationKey(emulator.apiKey());
			}

		};
	}

}
