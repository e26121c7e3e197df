package io.github.gigachat.spring.boot.autoconfigure.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.tls.RussianTrustedRootCa;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatSslProperties;
import io.github.gigachat.spring.boot.autoconfigure.EmulatorConnection;
import io.github.gigachat.spring.boot.autoconfigure.Runners;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of trust, with a server whose certificate is signed by an authority of the test.
 */
@ExtendWith(OutputCaptureExtension.class)
class GigaChatTlsTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = GigaChatEmulatorExtension.with(GigaChatEmulator.Builder::tls);

	private static final String FINGERPRINT = "D2:6D:2D:02:31:B7:C3:9F:92:CC:73:85:12:BA:54:10:35:19:E4:40:5D:68:B5:BD"
			+ ":70:3E:97:88:CA:8E:CF:31";

	@TempDir
	private static Path folder;

	private static GigaChatEmulator emulator;

	private static Path authority;

	private static Path otherAuthority;

	@BeforeAll
	static void writeAuthorities(GigaChatEmulator running) throws IOException {
		emulator = running;
		authority = Files.writeString(folder.resolve("authority.pem"), emulator.certificatePem());
		try (GigaChatEmulator other = GigaChatEmulator.builder().tls().start()) {
			otherAuthority = Files.writeString(folder.resolve("other.pem"), other.certificatePem());
		}
	}

	@Test
	void anUntrustedCertificateIsRefusedNamingTheProperties() {
		Runners.applicationOf(emulator).run(GigaChatTlsTests::assertRefused);
	}

	@Test
	void theCertificatesOfTheFileAreTrusted() {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.ssl.ca-certificate=file:" + authority)
			.run(GigaChatTlsTests::assertTrusted);
	}

	@Test
	void theFileAndTheRussianRootAreIndependent() {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.ssl.ca-certificate=file:" + authority,
					"spring.ai.gigachat.ssl.russian-root-ca=false")
			.run(GigaChatTlsTests::assertTrusted);
	}

	@Test
	void aBundleWithATrustStoreIsTrusted() {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.ssl.bundle=corporate",
					"spring.ssl.bundle.pem.corporate.truststore.certificate=file:" + authority,
					"spring.ssl.bundle.pem.corporate.options.enabled-protocols=TLSv1.3")
			.run(GigaChatTlsTests::assertTrusted);
	}

	@Test
	void onlyABundleWithATrustStoreDecides(CapturedOutput output) {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.ssl.bundle=corporate",
					"spring.ssl.bundle.pem.corporate.truststore.certificate=file:" + otherAuthority,
					"spring.ai.gigachat.ssl.ca-certificate=file:" + authority)
			.run(GigaChatTlsTests::assertRefused);
		assertThat(output).containsOnlyOnce("INFO")
			.contains("spring.ai.gigachat.ssl.ca-certificate is ignored, because the trust store of"
					+ " spring.ai.gigachat.ssl.bundle replaces all other trust");
	}

	@Test
	void aBundleWithoutStoresKeepsTheOtherTrust() {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.ssl.bundle=options",
					"spring.ssl.bundle.pem.options.options.enabled-protocols=TLSv1.3",
					"spring.ai.gigachat.ssl.ca-certificate=file:" + authority)
			.run(GigaChatTlsTests::assertTrusted);
	}

	@Test
	void aBundleOfAllClientsIsTrusted() {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.http.clients.ssl.bundle=shared",
					"spring.ssl.bundle.pem.shared.truststore.certificate=file:" + authority)
			.run(GigaChatTlsTests::assertTrusted);
	}

	@Test
	void aBundleOfAllClientsAddsToTheTrust() {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.http.clients.ssl.bundle=shared",
					"spring.ssl.bundle.pem.shared.truststore.certificate=file:" + otherAuthority,
					"spring.ai.gigachat.ssl.ca-certificate=file:" + authority)
			.run(GigaChatTlsTests::assertTrusted);
	}

	@Test
	void theBundleOfThisProviderReplacesTheBundleOfAllClients() {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.http.clients.ssl.bundle=shared",
					"spring.ssl.bundle.pem.shared.truststore.certificate=file:" + authority,
					"spring.ai.gigachat.ssl.bundle=corporate",
					"spring.ssl.bundle.pem.corporate.truststore.certificate=file:" + otherAuthority)
			.run(GigaChatTlsTests::assertRefused);
	}

	@Test
	void certificatesOfConnectionDetailsReplaceThoseOfABundle() {
		Runners.application()
			.withBean(GigaChatConnectionDetails.class, () -> new EmulatorConnection(emulator))
			.withPropertyValues("spring.ai.gigachat.ssl.bundle=corporate",
					"spring.ssl.bundle.pem.corporate.truststore.certificate=file:" + otherAuthority)
			.run(GigaChatTlsTests::assertTrusted);
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.ai.gigachat.ssl.bundle", "spring.http.clients.ssl.bundle" })
	void aRenewedBundleAppliesToNewConnections(String property) throws IOException {
		Path renewed = Files.copy(otherAuthority, folder.resolve(property + ".pem"));
		Runners.applicationOf(emulator)
			.withPropertyValues(property + "=renewed",
					"spring.ssl.bundle.pem.renewed.truststore.certificate=file:" + renewed,
					"spring.ssl.bundle.pem.renewed.reload-on-update=true",
					"spring.ssl.bundle.watch.file.quiet-period=50ms")
			.run((context) -> {
				assertRefused(context);
				Files.copy(authority, renewed, StandardCopyOption.REPLACE_EXISTING);
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.ignoreExceptionsInstanceOf(GigaChatNonTransientException.class)
					.untilAsserted(() -> assertTrusted(context));
			});
	}

	@Test
	void disabledVerificationIsLoggedOnceAsAWarning(CapturedOutput output) {
		Runners.applicationOf(emulator)
			.withPropertyValues("spring.ai.gigachat.ssl.verify=false")
			.run(GigaChatTlsTests::assertTrusted);
		assertThat(output.getOut().lines().filter((line) -> line.contains("NOT VERIFIED"))).singleElement()
			.asString()
			.contains("WARN", "spring.ai.gigachat.ssl.verify=false", "spring.ai.gigachat.ssl.ca-certificate");
	}

	@Test
	void theBundledRootHasTheKnownFingerprint() throws Exception {
		List<X509Certificate> certificates = RussianTrustedRootCa.certificates();
		assertThat(certificates).hasSize(1);
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificates.get(0).getEncoded());
		assertThat(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest)).isEqualTo(FINGERPRINT);
	}

	@Test
	void theBundledRootIsTrustedBesideTheRootsOfTheJvmUnlessSwitchedOff() {
		X509Certificate root = RussianTrustedRootCa.certificates().get(0);
		GigaChatSslProperties properties = new GigaChatSslProperties();
		assertThat(
				new GigaChatTls(properties, List.of(), null, UnaryOperator.identity()).trust(null).getAcceptedIssuers())
			.contains(root)
			.hasSizeGreaterThan(10);
		properties.setRussianRootCa(false);
		assertThat(
				new GigaChatTls(properties, List.of(), null, UnaryOperator.identity()).trust(null).getAcceptedIssuers())
			.doesNotContain(root)
			.hasSizeGreaterThan(10);
	}

	private static void assertTrusted(ApplicationContext context) {
		Runners.ask(context, "hello");
		assertThat(emulator.lastChatRequest().protocol()).isEqualTo("HTTP/2");
	}

	private static void assertRefused(ApplicationContext context) {
		assertThatThrownBy(() -> Runners.ask(context, "hello"))
			.isInstanceOfSatisfying(GigaChatNonTransientException.class, (failure) -> {
				assertThat(failure.kind()).isEqualTo(FailureKind.TLS);
				assertThat(failure.hint()).contains("spring.ai.gigachat.ssl.ca-certificate",
						"spring.ai.gigachat.ssl.bundle", "spring.ai.gigachat.ssl.russian-root-ca");
			});
		assertThat(emulator.requests()).isEmpty();
	}

}
