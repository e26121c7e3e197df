package io.github.gigachat.samples.gateway;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Connects the gateway to an emulator.
 */
@TestConfiguration(proxyBeanMethods = false)
class EmulatorConfiguration {

	/** The token of a second account. */
	static final String OTHER_TOKEN = "token-of-the-other-account";

	@Bean
	GigaChatEmulator emulator() {
		return GigaChatEmulator.builder().acceptToken(OTHER_TOKEN).start();
	}

	@Bean
	MeterRegistry meterRegistry() {
		return new SimpleMeterRegistry();
	}

	@Bean
	GigaChatConnectionDetails emulatorConnection(GigaChatEmulator emulator) {
		return GigaChatConnectionDetails.of(emulator.baseUrl(), emulator.authUrl(),
				GigaChatCredentials.authorizationKey(emulator.apiKey()));
	}

}
