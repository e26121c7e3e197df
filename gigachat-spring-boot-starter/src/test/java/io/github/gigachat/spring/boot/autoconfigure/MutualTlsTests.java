package io.github.gigachat.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An installation that knows its callers by their client certificates.
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
		Path host = keyPair("localhost");
		this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setHttpsConfigurator(requiringCertificates(context(load(host), load(client))));
		this.server.createContext("/v1/chat/completions", this::answer);
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	@Test
	void aBundleWithOnlyAClientCertificateShowsItAndAddsToTheTrust() {
		Runners.application()
			.withPropertyValues("spring.ai.gigachat.auth-type=none",
					"spring.ai.gigachat.base-url=https://localhost:" + this.server.getAddress().getPort() + "/v1",
					"spring.ai.gigachat.ssl.bundle=caller",
					"spring.ssl.bundle.jks.caller.keystore.location=file:" + this.folder.resolve("client.p12"),
					"spring.ssl.bundle.jks.caller.keystore.type=PKCS12",
					"spring.ssl.bundle.jks.caller.keystore.password=" + PASSWORD,
					"spring.ai.gigachat.ssl.ca-certificate=file:" + this.folder.resolve("localhost.pem"))
			.run((context) -> {
				assertThat(Runners.ask(context, "hello")).isEqualTo("hi");
				assertThat(this.callers).containsExactly("CN=client");
			});
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.callers.add(((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName());
		exchange.getRequestBody().readAllBytes();
		byte[] body = """
				{"choices":[{"message":{"role":"assistant","content":"hi"},"index":0,"finish_reason":"stop"}],\
				"created":1,"model":"GigaChat-2","object":"chat.completion"}""".getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
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

	private static SSLContext context(KeyStore own, KeyStore trusted) throws GeneralSecurityException {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(own, PASSWORD.toCharArray());
		KeyStore anchors = trustStore(trusted);
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(anchors);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

	private static KeyStore trustStore(KeyStore of) throws GeneralSecurityException {
		try {
			KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
			anchors.load(null, null);
			String alias = of.aliases().nextElement();
			anchors.setCertificateEntry(alias, of.getCertificate(alias));
			return anchors;
		}
		catch (IOException ex) {
			throw new GeneralSecurityException(ex);
		}
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
