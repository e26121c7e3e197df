package io.github.gigachat.spring.boot.autoconfigure;

import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.boot.GigaChatHttpClientCustomizer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of connections through an HTTP proxy that requires a password.
 */
class ProxyTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = GigaChatEmulatorExtension.with(GigaChatEmulator.Builder::tls);

	private final GigaChatEmulator emulator = gigachat.emulator();

	@TempDir
	private Path folder;

	private ConnectProxy proxy;

	@BeforeEach
	void start() {
		this.proxy = ConnectProxy.start("egress", "s3cr3t");
	}

	@AfterEach
	void stop() {
		this.proxy.close();
	}

	@Test
	void tokensCallsAndStreamsUseTheProxyWithTheDocumentedSettings() throws Exception {
		this.emulator.onUserMessage("hello").fail(401).then().reply("through the proxy");

		String output = runApplication("-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=" + this.proxy.port(),
				"-Dhttp.nonProxyHosts=", "-Djdk.http.auth.tunneling.disabledSchemes=");

		assertThat(output).contains("call: through the proxy", "stream: through the proxy")
			.doesNotContain(this.proxy.credentials(), this.emulator.apiKey());
		assertThat(this.emulator.tokenRequests()).as("one, and one after the 401").hasSize(2);
		assertThat(this.emulator.chatRequests()).hasSize(3);
		assertThat(this.proxy.heads()).isNotEmpty()
			.allSatisfy((head) -> assertThat(head).contains("Proxy-Authorization: Basic " + this.proxy.credentials())
				.doesNotContain("Bearer", this.emulator.apiKey()));
		assertThat(this.emulator.requests())
			.allSatisfy((request) -> assertThat(request.header("Proxy-Authorization")).isNull());
	}

	@Test
	void theErrorNamesAMissingJvmOption() throws Exception {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.ssl.ca-certificate=" + certificate(),
					"spring.ai.gigachat.headers.Proxy-Authorization=Basic " + this.proxy.credentials())
			.withBean(GigaChatHttpClientCustomizer.class, () -> this::throughTheProxy)
			.run((context) -> {
				assertRefusedByTheProxy(() -> Runners.ask(context, "hello"));
				assertRefusedByTheProxy(
						() -> context.getBean(GigaChatModel.class).stream("hello").blockLast(Duration.ofSeconds(30)));
				assertThat(this.emulator.requests()).isEmpty();
			});
	}

	@Test
	void aStreamWithoutATokenReportsTheRefusalOfTheProxy() throws Exception {
		Runners.applicationAt(this.emulator)
			.withPropertyValues("spring.ai.gigachat.ssl.ca-certificate=" + certificate(),
					"spring.ai.gigachat.access-token=ready-made")
			.withBean(GigaChatHttpClientCustomizer.class, () -> this::throughTheProxy)
			.run((context) -> assertRefusedByTheProxy(
					() -> context.getBean(GigaChatModel.class).stream("hello").blockLast(Duration.ofSeconds(30))));
	}

	@Test
	void proxyCredentialsAreNotSentWithoutAProxy() throws Exception {
		Runners.applicationOf(this.emulator)
			.withPropertyValues("spring.ai.gigachat.ssl.ca-certificate=" + certificate(),
					"spring.ai.gigachat.headers.Proxy-Authorization=Basic " + this.proxy.credentials())
			.run((context) -> {
				Runners.ask(context, "hello");
				assertThat(this.emulator.requests()).hasSize(2)
					.allSatisfy((request) -> assertThat(request.header("Proxy-Authorization")).isNull());
			});
	}

	private void throughTheProxy(HttpClient.Builder client) {
		client.proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.proxy.port())));
	}

	private static void assertRefusedByTheProxy(ThrowingCallable call) {
		assertThatThrownBy(call).isInstanceOfSatisfying(GigaChatNonTransientException.class, (failure) -> {
			assertThat(failure.kind()).isEqualTo(FailureKind.PERMISSION);
			assertThat(failure.status()).isEqualTo(407);
			assertThat(failure).hasMessageStartingWith("The proxy before GigaChat");
			assertThat(failure.hint()).contains("-Djdk.http.auth.tunneling.disabledSchemes=",
					"spring.ai.gigachat.headers.Proxy-Authorization");
		});
	}

	private String certificate() throws Exception {
		return "file:" + Files.writeString(this.folder.resolve("authority.pem"), this.emulator.certificatePem());
	}

	private String runApplication(String... options) throws Exception {
		Path output = this.folder.resolve("output.txt");
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-XX:TieredStopAtLevel=1");
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", classPath(), ProxiedApplication.class.getName(),
				"--spring.ai.gigachat.base-url=" + this.emulator.baseUrl(),
				"--spring.ai.gigachat.auth-url=" + this.emulator.authUrl(),
				"--spring.ai.gigachat.api-key=" + this.emulator.apiKey(),
				"--spring.ai.gigachat.ssl.ca-certificate=" + certificate(),
				"--spring.ai.gigachat.headers.Proxy-Authorization=Basic " + this.proxy.credentials()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended: %s", Files.readString(output)).isTrue();
			assertThat(process.exitValue()).as(Files.readString(output)).isZero();
		}
		finally {
			process.destroyForcibly();
		}
		return Files.readString(output);
	}

	/** Includes the URLs of the class loader, if a launcher has created one. */
	private static String classPath() throws Exception {
		List<String> entries = new ArrayList<>();
		ClassLoader loader = ProxyTests.class.getClassLoader();
		if (loader instanceof URLClassLoader urls) {
			for (URL url : urls.getURLs()) {
				entries.add(Path.of(url.toURI()).toString());
			}
		}
		entries.add(System.getProperty("java.class.path"));
		return String.join(File.pathSeparator, entries);
	}

}
