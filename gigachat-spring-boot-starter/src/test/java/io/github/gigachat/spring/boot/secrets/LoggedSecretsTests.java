package io.github.gigachat.spring.boot.secrets;

import io.github.gigachat.spring.ai.internal.http.HttpTransport;
import io.github.gigachat.spring.boot.GigaChatProperties;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the log of core and starter is checked at TRACE level, and that a secret in
 * it is found.
 */
class LoggedSecretsTests {

	@ParameterizedTest
	@ValueSource(classes = { HttpTransport.class, GigaChatProperties.class })
	void aSecretInTheLogFailsTheTest(Class<?> logs) {
		long before = LoggedSecrets.heard();

		LogFactory.getLog(logs).trace("with TOKEN-MARKER in it");

		assertThat(LoggedSecrets.heard()).isGreaterThan(before);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(LoggedSecrets::assertNone)
			.withMessageContaining("TOKEN-MARKER");
	}

}
