package io.github.gigachat.samples.gateway;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the models API and the built-in aliases over HTTP, without any settings.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(EmulatorConfiguration.class)
@Timeout(60)
class ModelsTests {

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.client = new GatewayClient(port);
		// waits for the list, which some names are looked up in
		assertThat(this.client.get("/v1/models").status()).isEqualTo(200);
		this.gigachat.reset();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/models", "/models", "/v1/models/" })
	void theListHasTheModelsOfTheServiceAndTheAliases(String path) {
		GatewayClient.Answer answer = this.client.get(path);

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("object").stringValue()).isEqualTo("list");
		List<String> ids = new ArrayList<>();
		for (JsonNode model : answer.json().path("data")) {
			assertThat(model.path("object").stringValue()).isEqualTo("model");
			assertThat(model.path("created").isIntegralNumber()).isTrue();
			assertThat(model.path("owned_by").stringValue()).isEqualTo("salutedevices");
			ids.add(model.path("id").stringValue());
		}
		assertThat(ids).doesNotHaveDuplicates()
			.contains("GigaChat-2", "GigaChat-2-Max", "EmbeddingsGigaR", "gigachat", "gigachat-pro", "gigachat-max")
			.noneMatch((id) -> id.contains("*"));
		assertThat(answer.header("Age")).matches("\\d+");
		assertThat(this.gigachat.requests()).as("the list is kept in memory").isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GigaChat-2-Max", "gigachat-2-max", "gigachat-max", "gigachat/GigaChat-2-Max",
			"gigachat%2FGigaChat-2-Max", "GigaChat%2D2-Max", "claude-sonnet-4", "a/b/GigaChat-2" })
	void aModelIsFoundByItsNames(String id) {
		GatewayClient.Answer answer = this.client.get("/v1/models/" + id);

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("id").stringValue()).isEqualTo(id.replace("%2F", "/").replace("%2D", "-"));
		assertThat(answer.json().path("object").stringValue()).isEqualTo("model");
		assertThat(answer.json().path("created").isIntegralNumber()).isTrue();
		assertThat(answer.json().path("owned_by").stringValue()).isEqualTo("salutedevices");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt-9", "GigaChat-2/none", "%2A" })
	void anUnknownModelIsNotFound(String id) {
		GatewayClient.Answer answer = this.client.get("/v1/models/" + id);

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.error().path("type").stringValue()).isEqualTo("invalid_request_error");
		assertThat(answer.error().path("code").stringValue()).isEqualTo("model_not_found");
		assertThat(answer.error().path("param").stringValue()).isEqualTo("model");
		assertThat(answer.error().path("message").stringValue()).contains("/v1/models");
	}

	@ParameterizedTest
	@CsvSource({ "GigaChat-2-Pro, GigaChat-2-Pro", "gigachat-2-pro, GigaChat-2-Pro", "gigachat, GigaChat-2",
			"GigaChat-Pro, GigaChat-2-Pro", "gigachat-max, GigaChat-2-Max", "gigachat/GigaChat-2, GigaChat-2",
			"openai/gpt-4o-mini, GigaChat-2-Max", "gpt-4o, GigaChat-2-Max", "gpt-4.1-nano, GigaChat-2-Max",
			"o4-mini, GigaChat-2-Pro", "CLAUDE-OPUS-4, GigaChat-2-Max" })
	void aNameLeadsToAModelAndIsEchoed(String asked, String model) {
		GatewayClient.Answer answer = chat(asked);

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("model").stringValue()).isEqualTo(asked);
		assertThat(this.gigachat.lastChatRequest().chat().model()).isEqualTo(model);
	}

	@Test
	void aNameWithoutAModelIsLeftToTheService() {
		GatewayClient.Answer answer = chat("vendor/gpt-9");

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.error().path("code").stringValue()).isEqualTo("model_not_found");
		assertThat(answer.error().path("param").stringValue()).isEqualTo("model");
		assertThat(this.gigachat.lastChatRequest().chat().model()).isEqualTo("gpt-9");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "'model':null,", "'model':' '," })
	void aRequestWithoutAModelIsRefused(String model) {
		GatewayClient.Answer answer = this.client.post("/v1/chat/completions",
				"{" + model + "'messages':[{'role':'user','content':'Hi'}]}");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("param").stringValue()).isEqualTo("model");
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@Test
	void anEffortIsOnlySentToModelsThatReason() {
		GatewayClient.Answer answer = this.client.post("/v1/chat/completions",
				"{'model':'GigaChat-2','reasoning_effort':'high','messages':[{'role':'user','content':'Hi'}]}");

		assertThat(answer.header("x-gateway-ignored")).isEqualTo("reasoning_effort");
		assertThat(this.gigachat.lastChatRequest().chat().json()).doesNotContain("reasoning_effort");
	}

	private GatewayClient.Answer chat(String model) {
		return this.client.post("/v1/chat/completions",
				"{'model':'" + model + "','messages':[{'role':'user','content':'Hi'}]}");
	}

}
