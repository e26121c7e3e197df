package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the {@code toString()} of no bean shows a secret.
 */
@ExtendWith(GigaChatEmulatorExtension.class)
class SecretsTests {

	@Test
	void noBeanShowsASecret(GigaChatEmulator emulator) {
		List<String> secrets = List.of("secret-of-client", "secret-password", "secret-header", "secret-token");
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.auth-type=token",
					"spring.ai.gigachat.client-secret=secret-of-client", "spring.ai.gigachat.password=secret-password",
					"spring.ai.gigachat.headers.X-Key=secret-header", "spring.ai.gigachat.access-token=secret-token")
			.run((context) -> {
				GigaChatProperties properties = context.getBean(GigaChatProperties.class);
				GigaChatConnectionDetails details = context.getBean(GigaChatConnectionDetails.class);
				assertThat(List.of(properties, properties.getToken(), properties.getSsl(), properties.getRetry(),
						details, details.getCredentials(), context.getBean("gigaChatApi"),
						context.getBean("gigaChatModel")))
					.allSatisfy((bean) -> assertThat(bean.toString()).doesNotContain(secrets)
						.doesNotContain(emulator.apiKey()));
			});
	}

}
