package io.github.gigachat.spring.ai.secrets;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that nothing is sent to a service with an untrusted certificate, and that the
 * error names the property to set.
 */
@Timeout(60)
class UntrustedCertificateTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overTlsAndHttp2();

	@ParameterizedTest
	@EnumSource
	void theErrorNamesThePropertyToSet(Way way) {
		GigaChatModel model = service.model((api) -> api.sslContext(null).credentials(GigaChatCredentials.none()));

		GigaChatFailure failure = way.ask(model).lasting(FailureKind.TLS);

		assertThat(failure.hint()).contains("spring.ai.gigachat.ssl.ca-certificate", "spring.ai.gigachat.ssl.bundle");
		assertThat(service.emulator().connectionsAccepted()).isEqualTo(1);
		assertThat(service.emulator().requests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void theTokenEndpointNeedsATrustedCertificate(Way way) {
		GigaChatModel model = service.model((api) -> api.sslContext(null));

		GigaChatFailure failure = way.ask(model).lasting(FailureKind.TLS);

		assertThat(failure.hint()).contains("spring.ai.gigachat.ssl.ca-certificate");
		assertThat(service.emulator().connectionsAccepted()).isEqualTo(1);
		assertThat(service.emulator().requests()).isEmpty();
	}

}
