package io.github.gigachat.spring.ai.secrets;

import java.util.List;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.internal.http.HttpTransport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * That the run of tests is heard, and that what must not be in a log is found there.
 */
class LoggedSecretsTests {

	private final Log log = LogFactory.getLog(HttpTransport.class);

	@Test
	void theProvidersLogIsCheckedAtTrace() {
		long before = LoggedSecrets.heard();
		try (GigaChatEmulator emulator = GigaChatEmulator.start();
				GigaChatApi api = GigaChatApi.builder()
					.baseUrl(emulator.baseUrl())
					.authUrl(emulator.authUrl())
					.credentials(GigaChatCredentials.authorizationKey(emulator.apiKey()))
					.build()) {
			GigaChatModel.builder().api(api).build().call("Кто ты?");
		}

		assertThat(LoggedSecrets.heard()).isGreaterThan(before);
		assertThat(this.log.isTraceEnabled()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sent Authorization: Basic YTpiYjpj", "token emulator-token-1-1234", "вопрос",
			"with TOKEN-MARKER in it" })
	void aSecretInTheLogFailsTheTest(String planted) {
		this.log.trace(planted);

		assertThatExceptionOfType(AssertionError.class).isThrownBy(LoggedSecrets::assertNone)
			.withMessageContaining(planted);
	}

	@Test
	void aSecretIsFoundInTheTraceOfAnException() {
		this.log.trace("failed", new IllegalStateException("outer", new IllegalStateException("TOKEN-MARKER")));

		assertThat(LoggedSecrets.take()).hasSize(1);
	}

	@Test
	void theKeyOfTheEmulatorIsASecret() {
		try (GigaChatEmulator emulator = GigaChatEmulator.start()) {
			this.log.trace(emulator.apiKey());

			assertThat(LoggedSecrets.take()).isEqualTo(List.of("TRACE " + HttpTransport.class.getName() + " ["
					+ Thread.currentThread().getName() + "] " + emulator.apiKey()));
		}
	}

}
