package io.github.gigachat.spring.boot.autoconfigure.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatConnections;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatConnectionsAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.Runners;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of an installation that identifies its callers by client certificates.
 */
class MutualTlsTests {

	private static final String PASSWORD = "changeit";

	private final List<String> callers = new CopyOnWriteArrayList<>();

	@TempDir
	private Path folder;

	private HttpsServer server;

	@BeforeEach
	void startServer() throws Exception {
		Path client = keyPair("client");
		Path successor = keyPair("successor");
		Path host = keyPair("localhost");
		this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setHttpsConfigurator(requiringCertificates(context(load(host), load(client), load(successor))));
		this.server.createContext("/v1/chat/completions", this::answer);
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PKCS12", "JKS" })
	void aBundleWithOnlyAClientCertificateSendsItAndKeepsTheOtherTrust(String type) throws Exception {
		Path store = type.equals("JKS") ? asJks("client") : this.folder.resolve("client.p12");
		application()
			.withPropertyValues("spring.ssl.bundle.jks.caller.keystore.location=file:" + store,
					"spring.ssl.bundle.jks.caller.keystore.type=" + type,
					"spring.ssl.bundle.jks.caller.keystore.password=" + PASSWORD,
					"spring.ai.gigachat.ssl.ca-certificate=file:" + this.folder.resolve("localhost.pem"))
			.run((context) -> {
				assertThat(Runners.ask(context, "hello")).isEqualTo("hi");
				assertThat(this.callers).containsExactly("CN=client");
			});
	}

	@Test
	void aBundleOfPemFilesHasKeyAndTrust() throws Exception {
		asPem("client", "caller");
		withPemFiles("localhost.pem").run((context) -> {
			assertThat(Runners.ask(context, "hello")).isEqualTo("hi");
			assertThat(this.callers).containsExactly("CN=client");
		});
	}

	@Test
	void aReplacedKeyIsUsedWithoutARestart() throws Exception {
		asPem("client", "caller");
		withPemFiles("localhost.pem").run((context) -> {
			Runners.ask(context, "hello");
			asPem("successor", "caller");
			// between the writes of the two files, the certificate and the key do not
			// match
			await()
				.ignoreExceptionsMatching(
						(failure) -> failure instanceof GigaChatFailure known && known.kind() == FailureKind.TLS)
				.until(() -> {
					Runners.ask(context, "hello");
					return this.callers.contains("CN=successor");
				});
			Runners.ask(context, "hello");
			assertThat(this.callers).startsWith("CN=client").endsWith("CN=successor", "CN=successor");
		});
	}

	@Test
	void revokedTrustAppliesToResumedSessions() throws Exception {
		asPem("client", "caller");
		Path trusted = Files.copy(this.folder.resolve("localhost.pem"), this.folder.resolve("trusted.pem"));
		withPemFiles("trusted.pem").run((context) -> {
			Runners.ask(context, "hello");
			Runners.ask(context, "hello");
			Files.copy(this.folder.resolve("successor.pem"), trusted, StandardCopyOption.REPLACE_EXISTING);
			await().untilAsserted(() -> assertThatThrownBy(() -> Runners.ask(context, "hello")).isInstanceOfSatisfying(
					GigaChatNonTransientException.class,
					(failure) -> assertThat(failure.kind()).isEqualTo(FailureKind.TLS)));
		});
	}

	@Test
	void theClientCertificateOfTheDefaultConnectionIsNotPresentedToAnotherInstallation() throws Exception {
		asPem("client", "caller");
		String url = "https://localhost:" + this.server.getAddress().getPort() + "/v1";
		String authority = "file:" + this.folder.resolve("localhost.pem");
		withPemFiles("localhost.pem")
			.withConfiguration(AutoConfigurations.of(GigaChatConnectionsAutoConfiguration.class))
			.withPropertyValues("spring.ai.gigachat.ssl.ca-certificate=" + authority,
					"spring.ai.gigachat.connections.foreign.base-url=" + url,
					"spring.ai.gigachat.connections.foreign.auth-type=none",
					"spring.ai.gigachat.connections.known.base-url=" + url,
					"spring.ai.gigachat.connections.known.auth-type=none",
					"spring.ai.gigachat.connections.known.ssl.bundle=caller",
					"spring.ai.gigachat.connections.same.chat.model=GigaChat-2-Max")
			.run((context) -> {
				GigaChatConnections connections = context.getBean(GigaChatConnections.class);
				assertThatThrownBy(() -> connections.chatModel("foreign").call("hello"))
					.isInstanceOf(GigaChatFailure.class);
				assertThat(this.callers).isEmpty();
				assertThat(connections.chatModel("known").call("hello")).isEqualTo("hi");
				assertThat(connections.chatModel("same").call("hello")).isEqualTo("hi");
				assertThat(this.callers).containsExactly("CN=client", "CN=client");
			});
	}

	@Test
	void theBundleOfTheConnectionDetailsIsThatOfConnectionsWithoutOneOfTheirOwn() throws Exception {
		SslBundle bundle = SslBundle.of(SslStoreBundle.of(load(this.folder.resolve("client.p12")), PASSWORD, null));
		application().withConfiguration(AutoConfigurations.of(GigaChatConnectionsAutoConfiguration.class))
			.withBean(GigaChatConnectionDetails.class, () -> detailsWith(bundle))
			.withPropertyValues("spring.ai.gigachat.ssl.ca-certificate=file:" + this.folder.resolve("localhost.pem"),
					"spring.ai.gigachat.connections.same.chat.model=GigaChat-2-Max")
			.run((context) -> {
				assertThat(context.getBean(GigaChatConnections.class).chatModel("same").call("hello")).isEqualTo("hi");
				assertThat(this.callers).containsExactly("CN=client");
			});
	}

	private GigaChatConnectionDetails detailsWith(SslBundle bundle) {
		String url = "https://localhost:" + this.server.getAddress().getPort() + "/v1";
		return new GigaChatConnectionDetails() {

			@Override
			public String getBaseUrl() {
				return url;
			}

			@Override
			public GigaChatCredentials getCredentials() {
				return GigaChatCredentials.none();
			}

			@Override
			public SslBundle getSslBundle() {
				return bundle;
			}

		};
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
	}

	private ApplicationContextRunner application() {
		return Runners.application()
			.withPropertyValues("spring.ai.gigachat.auth-type=none",
					"spring.ai.gigachat.base-url=https://localhost:" + this.server.getAddress().getPort() + "/v1",
					"spring.ai.gigachat.ssl.bundle=caller");
	}

	private ApplicationContextRunner withPemFiles(String trusted) {
		return application().withPropertyValues(
				"spring.ssl.bundle.pem.caller.keystore.certificate=file:"
						+ this.folder.resolve("caller-certificate.pem"),
				"spring.ssl.bundle.pem.caller.keystore.private-key=file:" + this.folder.resolve("caller-key.pem"),
				"spring.ssl.bundle.pem.caller.truststore.certificate=file:" + this.folder.resolve(trusted),
				"spring.ssl.bundle.pem.caller.reload-on-update=true", "spring.ssl.bundle.watch.file.quiet-period=50ms");
	}

	private Path asJks(String name) throws IOException, GeneralSecurityException {
		KeyStore from = load(this.folder.resolve(name + ".p12"));
		KeyStore store = KeyStore.getInstance("JKS");
		store.load(null, null);
		store.setKeyEntry(name, from.getKey(name, PASSWORD.toCharArray()), PASSWORD.toCharArray(),
				from.getCertificateChain(name));
		Path file = this.folder.resolve(name + ".jks");
		try (OutputStream output = Files.newOutputStream(file)) {
			store.store(output, PASSWORD.toCharArray());
		}
		return file;
	}

	/** Writes both files of a caller; with the key, written last, they match. */
	private void asPem(String name, String caller) throws IOException, GeneralSecurityException {
		byte[] key = load(this.folder.resolve(name + ".p12")).getKey(name, PASSWORD.toCharArray()).getEncoded();
		Files.copy(this.folder.resolve(name + ".pem"), this.folder.resolve(caller + "-certificate.pem"),
				StandardCopyOption.REPLACE_EXISTING);
		Files.writeString(this.folder.resolve(caller + "-key.pem"), "-----BEGIN PRIVATE KEY-----\n"
				+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(key) + "\n-----END PRIVATE KEY-----\n");
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.callers.add(((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName());
		exchange.getRequestBody().readAllBytes();
		byte[] body = """
				{"choices":[{"message":{"role":"assistant","content":"hi"},"index":0,"finish_reason":"stop"}],\
				"created":1,"model":"GigaChat-2","object":"chat.completion"}""".getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		// a renewed bundle applies to new connections
		exchange.getResponseHeaders().set("Connection", "close");
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	private Path keyPair(String name) throws IOException, InterruptedException {
		Path store = this.folder.resolve(name + ".p12");
		keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:" + name,
				"-validity", "2", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString());
		keytool("-exportcert", "-rfc", "-alias", name, "-storepass", PASSWORD, "-keystore", store.toString(), "-file",
				this.folder.resolve(name + ".pem").toString());
		return store;
	}

	private void keytool(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		Path log = this.folder.resolve("keytool.log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(Files.readString(log)).isZero();
	}

	private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(file)) {
			store.load(input, PASSWORD.toCharArray());
		}
		return store;
	}

	private static SSLContext context(KeyStore own, KeyStore... trusted) throws IOException, GeneralSecurityException {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(own, PASSWORD.toCharArray());
		KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
		anchors.load(null, null);
		for (KeyStore store : trusted) {
			String alias = store.aliases().nextElement();
			anchors.setCertificateEntry(alias, store.getCertificate(alias));
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(anchors);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

	private static HttpsConfigurator requiringCertificates(SSLContext context) {
		return new HttpsConfigurator(context) {

			@Override
			public void configure(HttpsParameters parameters) {
				SSLParameters tls = getSSLContext().getDefaultSSLParameters();
				tls.setNeedClientAuth(true);
				parameters.setSSLParameters(tls);
			}

		};
	}

}
