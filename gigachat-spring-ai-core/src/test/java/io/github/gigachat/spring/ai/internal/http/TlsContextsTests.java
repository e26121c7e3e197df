package io.github.gigachat.spring.ai.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import io.github.gigachat.spring.ai.internal.tls.PemCertificates;
import io.github.gigachat.spring.ai.internal.tls.RenewableSslContext;
import io.github.gigachat.spring.ai.internal.tls.TlsContexts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Whom a client trusts, and with what it shows itself.
 */
class TlsContextsTests extends TransportTest {

	private static final String TRUST_STORE = "javax.net.ssl.trustStore";

	private static ServerIdentity loopback;

	private static ServerIdentity elsewhere;

	@BeforeAll
	static void makeIdentities(@TempDir Path folder) throws Exception {
		loopback = ServerIdentity.ofLoopback(folder);
		elsewhere = ServerIdentity.of("san=dns:elsewhere.example", folder);
	}

	@Test
	void anUntrustedCertificateIsRefused() throws Exception {
		RawServer server = serve(loopback);
		assertThat(failure(server, TlsContexts.builder().build()).kind()).isEqualTo(TransportException.Kind.TLS);
		assertThat(failure(server, TlsContexts.builder().trustAlso(elsewhere.certificates()).build()).kind())
			.isEqualTo(TransportException.Kind.TLS);
		assertThat(server.requests()).isEmpty();
	}

	@Test
	void anUntrustedCertificateFailsAStream() throws Exception {
		RawServer server = serve(loopback);
		StepVerifier
			.create(transport(TlsContexts.builder().build()).stream(post(uri(server)), CallScope.unlimited(),
					new Lines()))
			.expectErrorSatisfies(
					(failure) -> assertThat(failure).extracting("kind").isEqualTo(TransportException.Kind.TLS))
			.verify(LONG);
	}

	@Test
	void anAdditionalCertificateIsTrusted() throws Exception {
		RawServer server = serve(loopback);
		assertThat(call(server, TlsContexts.builder().trustAlso(loopback.certificates()).build())).isEqualTo("ok");
	}

	@Test
	void onlyTheGivenTrustDecides() throws Exception {
		RawServer server = serve(loopback);
		assertThat(call(server, TlsContexts.builder().trustOnly(TlsContexts.trust(loopback.certificates())).build()))
			.isEqualTo("ok");
		assertThat(failure(server,
				TlsContexts.builder()
					.trustAlso(loopback.certificates())
					.trustOnly(TlsContexts.trust(elsewhere.certificates()))
					.build())
			.kind()).isEqualTo(TransportException.Kind.TLS);
	}

	@Test
	void aTrustedCertificateOfAnotherHostIsRefusedForItsName() throws Exception {
		RawServer server = serve(elsewhere);
		TransportException failure = failure(server, TlsContexts.builder().trustAlso(elsewhere.certificates()).build());
		assertThat(failure.kind()).isEqualTo(TransportException.Kind.TLS);
		assertThat(failure).hasRootCauseInstanceOf(CertificateException.class)
			.rootCause()
			.hasMessageContaining("127.0.0.1");
	}

	@Test
	void anyCertificateIsAcceptedWithoutVerification() throws Exception {
		assertThat(call(serve(elsewhere), TlsContexts.builder().verify(false).build())).isEqualTo("ok");
	}

	@Test
	void aWrongTrustStoreOfTheJvmIsReportedBeforeTheFirstConnection(@TempDir Path folder) throws IOException {
		Path noStore = Files.writeString(folder.resolve("none.jks"), "not a key store");
		String configured = System.setProperty(TRUST_STORE, noStore.toString());
		try {
			assertThatIllegalStateException().isThrownBy(TlsContexts::jvmTrust).withMessageContaining("trust manager");
		}
		finally {
			if (configured != null) {
				System.setProperty(TRUST_STORE, configured);
			}
			else {
				System.clearProperty(TRUST_STORE);
			}
		}
	}

	@Test
	void replacedTrustCountsForNewConnections() throws Exception {
		RenewableSslContext context = RenewableSslContext.of(trustingOnly(elsewhere));
		HttpTransport transport = transport(context);
		RawServer server = serve(loopback);
		assertThat(failure(transport, server).kind()).isEqualTo(TransportException.Kind.TLS);
		context.replace(trustingOnly(loopback));
		assertThat(call(transport, server)).isEqualTo("ok");
		context.replace(trustingOnly(elsewhere));
		assertThat(failure(transport, serve(loopback)).kind()).isEqualTo(TransportException.Kind.TLS);
	}

	private static SSLContext trustingOnly(ServerIdentity identity) throws GeneralSecurityException {
		return TlsContexts.builder().trustOnly(TlsContexts.trust(identity.certificates())).build();
	}

	@Test
	void aTrustManagerThatDoesNotCheckHostNamesIsRefused() {
		TrustManager plain = new X509TrustManager() {
			@Override
			public void checkClientTrusted(X509Certificate[] chain, String authType) {
			}

			@Override
			public void checkServerTrusted(X509Certificate[] chain, String authType) {
			}

			@Override
			public X509Certificate[] getAcceptedIssuers() {
				return new X509Certificate[0];
			}
		};
		assertThatIllegalArgumentException().isThrownBy(() -> TlsContexts.extended(plain))
			.withMessageContaining("host names");
	}

	@Test
	void aClientCertificateIsSentAndCanBeReplaced() throws Exception {
		RawServer server = closeLater(RawServer
			.start(loopback.serverSocket(null, TlsContexts.trust(elsewhere.certificates())), TlsContextsTests::answer));
		TlsContexts.Builder trusting = TlsContexts.builder().trustAlso(loopback.certificates());
		assertThat(failure(server, trusting.build()).kind()).isIn(TransportException.Kind.TLS,
				TransportException.Kind.RESET);
		RenewableSslContext context = RenewableSslContext
			.of(trusting.keyManagers(loopback.keys().getKeyManagers()).build());
		HttpTransport transport = transport(context);
		assertThat(failure(transport, server).kind()).isIn(TransportException.Kind.TLS, TransportException.Kind.RESET);
		context.replace(trusting.keyManagers(elsewhere.keys().getKeyManagers()).build());
		assertThat(call(transport, server)).isEqualTo("ok");
	}

	@Test
	void aServerWithoutTlsIsATlsFailure() throws Exception {
		RawServer server = serve((connection) -> {
			connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
			connection.untilClientGone();
		});
		assertThat(failure(server, TlsContexts.builder().build()).kind()).isEqualTo(TransportException.Kind.TLS);
	}

	@Test
	void aServerThatClosesDuringTheHandshakeIsAReset() throws Exception {
		RawServer server = serve((connection) -> connection.awaitSomething());
		assertThat(failure(server, TlsContexts.builder().build()).kind()).isEqualTo(TransportException.Kind.RESET);
		assertThat(server.connectionCount()).isEqualTo(2);
	}

	@Test
	void certificatesAreReadFromPem() throws Exception {
		String pem = "a note before\n" + pem(loopback) + "\r\n" + pem(elsewhere);
		List<X509Certificate> certificates = PemCertificates
			.read(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
		assertThat(certificates).containsExactly(loopback.certificates().get(0), elsewhere.certificates().get(0));
	}

	@Test
	void aFileWithoutACertificateIsRefusedWithAClearMessage() {
		for (String text : List.of("", "hello",
				"-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n")) {
			assertThatIllegalArgumentException()
				.isThrownBy(
						() -> PemCertificates.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))))
				.withMessageContaining("ertificate");
		}
	}

	private static String pem(ServerIdentity identity) throws Exception {
		return "-----BEGIN CERTIFICATE-----\n"
				+ Base64.getMimeEncoder().encodeToString(identity.certificates().get(0).getEncoded())
				+ "\n-----END CERTIFICATE-----\n";
	}

	private RawServer serve(ServerIdentity identity) throws Exception {
		return closeLater(RawServer.start(identity.serverSocket(null), TlsContextsTests::answer));
	}

	private static void answer(RawServer.Connection connection) throws IOException {
		while (true) {
			connection.readRequest();
			connection.respond(200, "text/plain", "ok");
		}
	}

	private HttpTransport transport(SSLContext context) {
		HttpClient client = HttpClients.create(LONG, context);
		return closeLater(HttpTransport.builder().httpClient(client).closeClient(true).build());
	}

	private String call(RawServer server, SSLContext context) {
		return call(transport(context), server);
	}

	private static String call(HttpTransport transport, RawServer server) {
		return new String(transport.exchange(post(uri(server)), CallScope.within(LONG)).body(), StandardCharsets.UTF_8);
	}

	private TransportException failure(RawServer server, SSLContext context) {
		return failure(transport(context), server);
	}

	private static TransportException failure(HttpTransport transport, RawServer server) {
		return catchThrowableOfType(TransportException.class,
				() -> transport.exchange(post(uri(server)), CallScope.within(LONG)));
	}

	private static URI uri(RawServer server) {
		return URI.create("https://127.0.0.1:" + server.port() + "/");
	}

}
