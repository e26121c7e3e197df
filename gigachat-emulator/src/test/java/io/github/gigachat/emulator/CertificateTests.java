package io.github.gigachat.emulator;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The certificates of an emulator that speaks TLS.
 */
class CertificateTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.tls().noAuthentication());

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	@Test
	void theAuthorityMaySignCertificates() throws Exception {
		assertThat(this.emulator.certificate().getBasicConstraints()).isNotNegative();
		this.emulator.certificate().checkValidity();
		this.emulator.certificate().verify(this.emulator.certificate().getPublicKey());
	}

	@Test
	void thePemHoldsTheSameCertificate() throws Exception {
		byte[] pem = this.emulator.certificatePem().getBytes(StandardCharsets.US_ASCII);

		assertThat(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)))
			.isEqualTo(this.emulator.certificate());
	}

	@Test
	void theCertificateIsValidForLocalhostAndItsAddress() throws Exception {
		HttpClient client = HttpClient.newBuilder().sslContext(this.emulator.trustingSslContext()).build();
		for (String host : new String[] { "localhost", "127.0.0.1" }) {
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("https://" + host + ":" + this.emulator.port() + "/v1/models"))
				.build();

			HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
		}
	}

	@Test
	void otherClientsDoNotTrustTheCertificate() {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.emulator.baseUrl() + "/models")).build();

		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()));
	}

	@Test
	void eachEmulatorHasAnAuthorityOfItsOwn() {
		try (GigaChatEmulator other = GigaChatEmulator.builder().tls().start()) {
			assertThat(other.certificate()).isNotEqualTo(this.emulator.certificate());
			TestClient client = new TestClient(other);
			assertThat(client.token()).isNotEmpty();
		}
	}

}
