package io.github.gigachat.samples.gateway;

import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the endpoint that counts the tokens of a request of the Messages API.
 */
@GatewayTest
class TokenCountTests {

	private static final String PATH = "/v1/messages/count_tokens";

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.gigachat.reset();
		this.client = new GatewayClient(port);
	}

	@ParameterizedTest
	@CsvSource({ "GigaChat-2, GigaChat-2", "v2, GigaChat-2-Max", "claude-sonnet-4-5, GigaChat-2-Max" })
	void theTextsAndToolsOfARequestAreCounted(String asked, String model) {
		GatewayClient.Answer answer = count(MessagesBody.of(false)
			.with("model", asked)
			.with("system", "Be brief")
			.tool("read_a_file")
			.user(MessagesBody.text("Look"), MessagesBody.picture("iVBORw0KGgoAAAANSUhEUg=="))
			.call("1", "read_a_file", Map.of("path", "notes.txt"))
			.user(MessagesBody.result("1", "content of the notes")));

		assertThat(answer.status()).as(() -> answer.response().body()).isEqualTo(200);
		assertThat(answer.json().propertyNames()).containsExactly("input_tokens");
		assertThat(answer.header("x-request-id")).isEqualTo(answer.header("request-id"))
			.isEqualTo(lastCountRequest().requestId());
		JsonNode sent = lastCount();
		assertThat(sent.path("model").stringValue()).isEqualTo(model);
		assertThat(sent.path("input").valueStream().map(JsonNode::stringValue).toList()).anyMatch("Be brief"::equals)
			.anyMatch("Look"::equals)
			.anyMatch((text) -> text.contains("notes.txt"))
			.anyMatch((text) -> text.contains("content of the notes"))
			.anyMatch((text) -> text.contains("Does read_a_file") && text.contains("path"));
		assertThat(this.gigachat.uploads()).isEmpty();
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GigaChat-2", "v2" })
	void onlyTextsCallsAndResultsAreCounted(String model) {
		GatewayClient.Answer answer = count(MessagesBody.of(false)
			.with("model", model)
			.user(MessagesBody.text("Look"), MessagesBody.picture("iVBORw0KGgoAAAANSUhEUg=="),
					Map.of("type", "image", "source", Map.of("type", "url", "url", "https://example.org/a.png")))
			.call("1", "read", Map.of("path", "notes.txt"))
			.user(MessagesBody.result("1", "content of the notes")));

		assertThat(answer.status()).as(() -> answer.response().body()).isEqualTo(200);
		List<String> counted = lastCount().path("input").valueStream().map(JsonNode::stringValue).toList();
		assertThat(counted).hasSize(3).contains("Look");
		assertThat(counted.get(1)).contains("notes.txt");
		assertThat(counted.get(2)).contains("content of the notes");
	}

	@Test
	void theCountIsTheSumOfTheServices() {
		this.gigachat.onEndpoint(RecordedRequest.Endpoint.TOKENS_COUNT)
			.replyRaw(200, "application/json",
					"[{\"object\":\"tokens\",\"tokens\":4,\"characters\":9},{\"object\":\"tokens\",\"tokens\":3,\"characters\":9}]");

		assertThat(count(MessagesBody.of(false).with("system", "Be brief").user("Hello")).json())
			.hasToString("{\"input_tokens\":7}");
	}

	@Test
	void aLongConversationIsCountedByParts() {
		MessagesBody body = MessagesBody.of(false);
		for (int i = 0; i < 60; i++) {
			body.user("one").message("assistant", "two");
		}

		int all = count(body.user("one")).json().path("input_tokens").intValue();
		assertThat(counts()).isEqualTo(3);
		int one = count(MessagesBody.of(false).user("one")).json().path("input_tokens").intValue();
		assertThat(all).isEqualTo(121 * one);
	}

	@Test
	void aRequestOfAClientIsCounted() {
		ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(ClientRequests.all().get("anthropic-sdk"));
		request.remove(List.of("max_tokens", "temperature", "stop_sequences"));

		GatewayClient.Answer answer = this.client.post(PATH, (Object) request);

		assertThat(answer.json().path("input_tokens").intValue()).isPositive();
		assertThat(answer.header("x-gateway-ignored")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "401, 424, upstream_error", "404, 404, not_found_error", "429, 429, rate_limit_error",
			"500, 502, api_error" })
	void aRefusalHasTheFormOfTheApi(int upstream, int status, String type) {
		this.gigachat.onEndpoint(RecordedRequest.Endpoint.TOKENS_COUNT).fail(upstream);

		GatewayClient.Answer answer = count(MessagesBody.of(false).user("Hello"));

		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.json().path("type").stringValue()).isEqualTo("error");
		assertThat(answer.error().path("type").stringValue()).isEqualTo(type);
	}

	@Test
	void aWrongRequestIsRefusedBeforeItIsCounted() {
		GatewayClient.Answer answer = count(MessagesBody.of(false).message("robot", "Hello"));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("message").stringValue()).contains("messages[0].role");
		assertThat(counts()).isZero();
	}

	private GatewayClient.Answer count(MessagesBody body) {
		return this.client.post(PATH, body);
	}

	private JsonNode lastCount() {
		return JsonMapper.shared().readTree(lastCountRequest().body());
	}

	private RecordedRequest lastCountRequest() {
		return this.gigachat.requests()
			.stream()
			.filter((request) -> request.endpoint() == RecordedRequest.Endpoint.TOKENS_COUNT)
			.reduce((first, second) -> second)
			.orElseThrow();
	}

	private long counts() {
		return this.gigachat.requests()
			.stream()
			.filter((request) -> request.endpoint() == RecordedRequest.Endpoint.TOKENS_COUNT)
			.count();
	}

}
