package io.github.gigachat.samples.gateway;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what clients and the log learn of a fault in the gateway itself.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({ EmulatorConfiguration.class, FaultTests.FaultConfiguration.class })
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class FaultTests {

	private static final String CONVERSATION = "my-secret-conversation";

	@ParameterizedTest
	@ValueSource(strings = { "/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/messages/count_tokens",
			"/v1/completions", "/v1/embeddings" })
	void aFaultIs500WithTheIdUnderWhichTheLogHasIt(String path, @LocalServerPort int port, CapturedOutput output) {
		GatewayClient.Answer answer = new GatewayClient(port).post(path, "{}");

		assertThat(answer.status()).isEqualTo(500);
		assertThat(answer.header("x-should-retry")).isEqualTo("false");
		assertThat(answer.header("x-request-id")).isNotEmpty();
		JsonNode error = answer.error();
		assertThat(error.path("message").stringValue()).contains("x-request-id");
		if (path.startsWith("/v1/messages")) {
			assertThat(error.path("type").stringValue()).isEqualTo("api_error");
		}
		else {
			assertThat(error.path("type").stringValue()).isEqualTo("server_error");
			assertThat(error.path("code").stringValue()).isEqualTo("internal_error");
		}
		assertThat(output.getAll()).contains("The request " + answer.header("x-request-id") + " failed",
				"IllegalStateException");
		assertThat(answer.response().body() + output).doesNotContain(CONVERSATION);
	}

	/** Makes every request fail. */
	@TestConfiguration(proxyBeanMethods = false)
	static class FaultConfiguration {

		@Bean
		WebFilter fault() {
			return (exchange, chain) -> Mono.error(new IllegalStateException(CONVERSATION));
		}

	}

}
