package io.github.gigachat.samples.toolloop;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Starts the emulator in place of the service if there are no credentials.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(NoCredentials.class)
class EmulatorConfiguration {

	/** The name of the emulator's bean. */
	static final String EMULATOR = "emulator";

	@Bean(EMULATOR)
	GigaChatEmulator emulator(@Value("${spring.ai.gigachat.scope:GIGACHAT_API_PERS}") String scope) {
		GigaChatEmulator emulator = GigaChatEmulator.builder().scope(scope).start();
		emulator.onRequest(PlayedResearcher::isAsked).respondWith(PlayedResearcher::answer);
		return emulator;
	}

	@Bean
	GigaChatConnectionDetails emulatorConnection(GigaChatEmulator emulator) {
		return GigaChatConnectionDetails.of(emulator.baseUrl(), emulator.authUrl(),
				GigaChatCredentials.authorizationKey(emulator.apiKey()));
	}

}
