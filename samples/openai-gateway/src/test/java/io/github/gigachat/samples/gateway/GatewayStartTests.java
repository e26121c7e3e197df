package io.github.gigachat.samples.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests that a gateway with a wrong configuration does not start, and says why.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class GatewayStartTests {

	private static final String HASH = "11b61ff8f27ebdeaa6f43de31efa2bb959b0c03b95f5943338d0f95797a6bbd2";

	private static final String KEY = "gigachat.gateway.keys.ide.sha256=" + HASH;

	private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

	@Test
	void withoutCredentials() throws Exception {
		assertThat(output()).contains("GigaChat has no credentials", "Set spring.ai.gigachat.api-key to")
			.doesNotContain("\tat ");
	}

	@Test
	void onAnotherAddressWithoutAKey() throws Exception {
		assertThat(output("--spring.ai.gigachat.api-key=a2V5OmtleQ==", "--server.address=0.0.0.0", "--server.port=0"))
			.contains("server.address", "openssl rand -hex 32", "printf %s \"$KEY\" | sha256sum",
					"gigachat.gateway.keys.<name>.sha256")
			.endsWith("serve this machine only.")
			.doesNotContain("\tat ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "server.address= | server.address is empty", //
			"gigachat.gateway.keys.ide.sha256=my-plain-key | gigachat.gateway.keys.ide.sha256 is not a SHA-256",
			"gigachat.gateway.keys.ide.requests-per-minute=5 | gigachat.gateway.keys.ide.sha256 is missing",
			"gigachat.gateway.keys.ide.sha256=" + EMPTY + " | gigachat.gateway.keys.ide.sha256 is the hash of an empty",
			"gigachat.gateway.keys[ ].sha256=" + HASH + " | has a blank name",
			KEY + ",gigachat.gateway.keys.two.sha256=" + HASH
					+ " | keys.ide.sha256 and gigachat.gateway.keys.two.sha256",
			KEY + ",gigachat.gateway.keys.ide.requests-per-minute=0 | gigachat.gateway.keys.ide.requests-per-minute is 0",
			KEY + ",gigachat.gateway.keys.ide.tokens-per-minute=-1 | gigachat.gateway.keys.ide.tokens-per-minute is -1",
			KEY + ",gigachat.gateway.keys.ide.max-concurrent-requests=0 | keys.ide.max-concurrent-requests is 0",
			KEY + ",gigachat.gateway.keys.ide.upstreams=branch | gigachat.gateway.keys.ide.upstreams contains 'branch'",
			"gigachat.gateway.allowed-origins=chat.example.com | which is not an origin",
			"gigachat.gateway.allowed-origins=https://*.example.com | Only a lone * is a wildcard",
			"gigachat.gateway.allowed-origins=http://host?x | gigachat.gateway.allowed-origins contains 'http://host?x'",
			"spring.main.lazy-initialization=true,server.address=0.0.0.0 | listens on 0.0.0.0 (server.address)",
			"server.address=:: | listens on 0:0:0:0:0:0:0:0 (server.address)",
			"spring.ai.gigachat.log-bodies=true | spring.ai.gigachat.log-bodies is true",
			"spring.ai.gigachat.connections.branch.log-bodies=true | connections.branch.log-bodies is true",
			"spring.ai.chat.observations.log-prompt=true | spring.ai.chat.observations.log-prompt is true",
			"spring.ai.chat.observations.log-completion=true | spring.ai.chat.observations.log-completion is true",
			"spring.http.codecs.log-request-details=true | spring.http.codecs.log-request-details is true" })
	void withAWrongProperty(String properties, String sentence, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(properties.split(",")).close());

		assertThat(output.getOut()).contains("APPLICATION FAILED TO START", sentence, "Action:")
			.doesNotContain("my-plain-key", "\tat ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk.httpclient.HttpClient.log", "jdk.internal.httpclient.debug" })
	void withALogOfTheJdk(String property) throws Exception {
		assertThat(output(List.of("-D" + property + "=all"), "--spring.ai.gigachat.api-key=a2V5OmtleQ==",
				"--server.port=0"))
			.contains("The system property " + property, "Start Java without -D" + property)
			.doesNotContain("\tat ");
	}

	@Test
	void onTheAddressOfAHostWithoutAKey(CapturedOutput output) throws IOException {
		InetAddress host = InetAddress.getLocalHost();
		assumeThat(host.isLoopbackAddress()).isFalse();

		assertThatException().isThrownBy(() -> start("server.address=" + host.getHostName()).close());

		assertThat(output).contains("The gateway listens on " + host.getHostAddress());
	}

	@Test
	void thisMachineIsTheDefault() {
		ConfigurableApplicationContext context = start();

		assertThat(context.getBean(ServerProperties.class).getAddress()).hasToString("/127.0.0.1");
		assertThat(context.getEnvironment().getPropertySources().stream())
			.filteredOn((source) -> source.getName().contains("application.yml"))
			.extracting((source) -> source.getProperty("server.port"))
			.containsExactly(8090);
		context.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.address=localhost", "gigachat.gateway.allowed-origins=*",
			"gigachat.gateway.allowed-origins=http://localhost:3000,gigachat.gateway.allowed-origins=http://[::1]:3000",
			"spring.ai.gigachat.log-bodies=false,spring.ai.gigachat.connections.branch.log-bodies=" })
	void withARightProperty(String properties) {
		ConfigurableApplicationContext context = start(properties.split(","));

		assertThat(context.isRunning()).isTrue();
		context.close();
	}

	/** No machine has the address, so the start ends later. */
	@Test
	void onAnotherAddressWithAKey(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("server.address=192.0.2.1", KEY).close())
			.havingRootCause()
			.withMessageContaining("Cannot assign requested address");

		assertThat(output).doesNotContain("openssl");
	}

	private static ConfigurableApplicationContext start(String... properties) {
		List<String> args = new ArrayList<>(List.of("--server.port=0", "--spring.ai.gigachat.api-key=a2V5OmtleQ=="));
		List.of(properties).forEach((property) -> args.add("--" + property));
		return new SpringApplicationBuilder(GatewayApplication.class).run(args.toArray(String[]::new));
	}

	/** Runs the gateway in a process of its own, which has to end with 1. */
	private static String output(String... args) throws IOException, InterruptedException {
		return output(List.of(), args);
	}

	private static String output(List<String> options, String... args) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), GatewayApplication.class.getName()));
		command.addAll(List.of(args));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().keySet().removeIf((name) -> name.matches("(SPRING|GIGACHAT|SERVER)_.*"));
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isEqualTo(1);
		return output.strip();
	}

}
