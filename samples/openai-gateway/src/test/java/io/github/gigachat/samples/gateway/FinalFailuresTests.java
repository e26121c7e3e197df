package io.github.gigachat.samples.gateway;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests failures of the connection to the service that only the operator can mend.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.ai.gigachat.max-response-size=20KB",
				"gigachat.gateway.upstreams.untrusted.suffix=-tls" })
@Import(EmulatorConfiguration.class)
@Timeout(60)
class FinalFailuresTests {

	private static final GigaChatEmulator UNTRUSTED = GigaChatEmulator.builder().tls().start();

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@DynamicPropertySource
	static void connections(DynamicPropertyRegistry properties) {
		String prefix = "spring.ai.gigachat.connections.untrusted.";
		properties.add(prefix + "base-url", UNTRUSTED::baseUrl);
		properties.add(prefix + "auth-url", UNTRUSTED::authUrl);
		properties.add(prefix + "api-key", UNTRUSTED::apiKey);
	}

	@AfterAll
	static void close() {
		UNTRUSTED.close();
	}

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.client = new GatewayClient(port);
		this.gigachat.reset();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aCertificateThatIsNotTrustedIsTheOperatorsMatter(boolean stream) {
		GatewayClient.Answer answer = this.client
			.chat(ChatBody.of(stream).with("model", "GigaChat-2-tls").user("Hello"));

		assertRefused(answer, "upstream_tls");
		assertThat(UNTRUSTED.chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void anAnswerThatIsTooLargeIsNotAskedForAgain(boolean stream) {
		this.gigachat.onAnyMessage().reply("x".repeat(30_000));

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).user("Hello"));

		assertThat(this.gigachat.chatRequests()).hasSize(1);
		if (answer.isStream()) {
			assertThat(answer.events().get(answer.events().size() - 1).path("error").path("code").stringValue())
				.isEqualTo("upstream_response_too_large");
			assertThat(answer.isDone()).isFalse();
			return;
		}
		assertRefused(answer, "upstream_response_too_large");
	}

	private static void assertRefused(GatewayClient.Answer answer, String code) {
		assertThat(answer.status()).isEqualTo(424);
		assertThat(answer.error().path("type").stringValue()).isEqualTo("upstream_error");
		assertThat(answer.error().path("code").stringValue()).isEqualTo(code);
		assertThat(answer.error().path("message").stringValue()).contains("operator").doesNotContain("127.0.0.1");
		assertThat(answer.header("x-should-retry")).isEqualTo("false");
	}

}
