package io.github.gigachat.samples.gateway;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for common faults of gateways about errors, whole and streamed.
 */
@GatewayTest
class ErrorsContractTests {

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.gigachat.reset();
		this.client = new GatewayClient(port);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("1 the error object nested under another key")
	void theErrorIsAtTheTop(boolean stream) {
		this.gigachat.onAnyMessage().fail(422, "Invalid params: repetition_penalty must be in range (0, +inf)");

		JsonNode answer = this.client.chat(ChatBody.of(stream).user("Hello")).json();

		assertThat(answer.propertyNames()).containsExactly("error");
		assertThat(answer.path("error").propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
		assertThat(answer.path("error").path("message").stringValue()).contains("repetition_penalty");
	}

	@ParameterizedTest
	@CsvSource({ "401, 424, upstream_error, upstream_auth", "402, 403, permission_error, insufficient_quota",
			"403, 403, permission_error, upstream_permission", "404, 404, invalid_request_error, model_not_found",
			"413, 400, invalid_request_error, context_length_exceeded", "422, 400, invalid_request_error, ",
			"429, 429, rate_limit_error, rate_limit_exceeded", "500, 502, server_error, upstream_unavailable",
			"503, 502, server_error, upstream_unavailable", "302, 424, upstream_error, upstream_protocol" })
	@DisplayName("16 a stream opened with 200 before the upstream answered")
	void aRefusalHasItsStatusInStreamsToo(int upstream, int status, String type, String code) {
		for (boolean stream : List.of(false, true)) {
			this.gigachat.reset();
			this.gigachat.onAnyMessage().fail(upstream);

			GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).user("Hello"));

			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.error().path("type").stringValue()).isEqualTo(type);
			assertThat(answer.error().path("code").asString(null)).isEqualTo(code);
			assertThat(answer.error().path("message").stringValue()).doesNotContain("spring.ai")
				.doesNotContain("127.0.0.1");
			assertThat(answer.header("x-should-retry"))
				.isEqualTo(String.valueOf(Set.of(429, 502, 503).contains(status)));
			assertThat(answer.header("x-request-id")).isNotEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("15 the upstream's 401 shown as the caller's")
	void theCredentialsOfTheGatewayAreNotTheCallers(boolean stream) {
		this.gigachat.onAnyMessage().fail(401);

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).user("Hello"));

		assertThat(answer.status()).isEqualTo(424);
		assertThat(answer.error().path("message").stringValue()).contains("operator");
		assertThat(answer.header("WWW-Authenticate")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theServicesLimitTellsWhenToComeAgain(boolean stream) {
		this.gigachat.onAnyMessage().fail(429, Duration.ofSeconds(2));

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).user("Hello"));

		assertThat(answer.status()).isEqualTo(429);
		assertThat(answer.header("Retry-After")).isEqualTo("2");
		assertThat(answer.error().path("message").stringValue()).contains("GigaChat");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theServicesLimitWithoutATimeIsOneSecond(boolean stream) {
		this.gigachat.onAnyMessage().fail(429);

		assertThat(this.client.chat(ChatBody.of(stream).user("Hello")).header("Retry-After")).isEqualTo("1");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aLostConnectionIsARepeatableError(boolean stream) {
		this.gigachat.network().onChat().closeBeforeResponse().always();

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).user("Hello"));

		assertThat(answer.status()).isEqualTo(502);
		assertThat(answer.error().path("code").stringValue()).isEqualTo("upstream_unavailable");
	}

	@Test
	@DisplayName("21 a cut stream ended normally")
	void aCutStreamEndsWithAnError() {
		this.gigachat.onAnyMessage().replyInChunks("One ", "two ", "three ", "four");
		this.gigachat.network().onChat().cutAfterEvents(2);

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(true).user("Count"));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).startsWith("One");
		assertThat(answer.isDone()).isFalse();
		assertThat(answer.finishReason()).isEmpty();
		List<JsonNode> events = answer.events();
		JsonNode error = events.get(events.size() - 1).path("error");
		assertThat(error.path("type").stringValue()).isEqualTo("server_error");
		assertThat(error.path("code").stringValue()).isEqualTo("upstream_unavailable");
	}

	@Test
	@DisplayName("21 a cut answer delivered as a whole one")
	void aCutAnswerIsAnError() {
		this.gigachat.network().onChat().cutAfterEvents(1).always();

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(false).user("Count"));

		assertThat(answer.status()).isEqualTo(502);
		assertThat(answer.error().path("code").stringValue()).isEqualTo("upstream_unavailable");
	}

	@ParameterizedTest
	@CsvSource({ "401", "402", "403", "404", "413", "422" })
	@DisplayName("24 final errors that make agents call again")
	void aFinalErrorIsNeverAServersError(int upstream) {
		for (boolean stream : List.of(false, true)) {
			this.gigachat.reset();
			this.gigachat.onAnyMessage().fail(upstream);

			GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).user("Hello"));

			assertThat(answer.status()).isBetween(400, 499).isNotIn(401, 408, 409, 429);
			assertThat(answer.error().path("type").stringValue()).isNotEqualTo("server_error");
			assertThat(answer.header("x-should-retry")).isEqualTo("false");
			assertThat(answer.header("Retry-After")).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "GET, /v1/chat/completions, 405, method_not_allowed",
			"DELETE, /chat/completions, 405, method_not_allowed", "GET, /v1/nothing, 404, unknown_url",
			"POST, /v1/nothing, 404, unknown_url", "POST, /nothing/at/all, 404, unknown_url" })
	void unknownPathsAndMethodsAreAnsweredInJson(String method, String path, int status, String code) {
		GatewayClient.Answer answer = this.client
			.send(this.client.request(path).method(method, BodyPublishers.noBody()));

		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.error().path("code").stringValue()).isEqualTo(code);
		assertThat(answer.response().headers().firstValue("Allow"))
			.isEqualTo((status == 405) ? Optional.of("POST") : Optional.empty());
	}

	@ParameterizedTest
	@CsvSource({ "text/plain, , 415", "application/x-www-form-urlencoded, , 415", ", , 415", "nonsense, , 415",
			"application/json, zstd, 415", "application/json, br, 415", "application/json, gzip, 400",
			"application/json;charset=utf-8, , 200", "application/vnd.api+json, identity, 200" })
	void onlyJsonIsTaken(String type, String encoding, int status) {
		HttpRequest.Builder request = this.client.request("/v1/chat/completions")
			.POST(BodyPublishers.ofString(ChatBody.of(false).user("Hello").toString()));
		if (type != null) {
			request.header("Content-Type", type);
		}
		if (encoding != null) {
			request.header("Content-Encoding", encoding);
		}

		GatewayClient.Answer answer = this.client.send(request);

		assertThat(answer.status()).isEqualTo(status);
		if (status == 415) {
			assertThat(answer.error().path("code").stringValue()).isEqualTo("unsupported_media_type");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD" })
	void theHomePathTellsWhatThisIs(String method) {
		GatewayClient.Answer answer = this.client
			.send(this.client.request("/").method(method, BodyPublishers.noBody()));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).startsWith("application/json");
	}

}
