package io.github.gigachat.samples.gateway;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
 * Tests the chat completions API over HTTP, against the emulator.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(EmulatorConfiguration.class)
@Timeout(60)
class ChatCompletionsTests {

	private static final String TOOLS = """
			'tools':[{'type':'function','function':{'name':'fs.read-file','parameters':{'type':'object',\
			'properties':{'path':{'type':'string'}}}}}]""";

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.gigachat.reset();
		this.client = new GatewayClient(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/chat/completions", "/chat/completions", "/v1/v1/chat/completions",
			"//v1//chat/completions" })
	void aWholeAnswer(String path) {
		this.gigachat.onAnyMessage().reply("Привет!").usage(30, 5, 12);

		GatewayClient.Answer answer = this.client.post(path,
				"{'model':'GigaChat-2','messages':[{'role':'user','content':'Hi'}]}");

		assertThat(answer.status()).isEqualTo(200);
		JsonNode json = answer.json();
		assertThat(json.path("id").stringValue()).startsWith("chatcmpl-");
		assertThat(json.path("object").stringValue()).isEqualTo("chat.completion");
		assertThat(json.path("model").stringValue()).isEqualTo("GigaChat-2");
		JsonNode choice = json.path("choices").path(0);
		assertThat(choice.path("message").path("content").stringValue()).isEqualTo("Привет!");
		assertThat(choice.path("finish_reason").stringValue()).isEqualTo("stop");
		assertThat(json.path("usage").path("prompt_tokens").intValue()).isEqualTo(42);
		assertThat(json.path("usage").path("prompt_tokens_details").path("cached_tokens").intValue()).isEqualTo(12);
		assertThat(json.path("usage").path("total_tokens").intValue()).isEqualTo(47);
		assertThat(answer.header("x-request-id")).isEqualTo(this.gigachat.lastChatRequest().requestId());
	}

	@Test
	void aStream() {
		this.gigachat.onAnyMessage().replyInChunks("Раз, ", "два, ", "три").usage(30, 5, 0);

		GatewayClient.Answer answer = this.client.post("/v1/chat/completions", """
				{'model':'GigaChat-2','stream':true,'stream_options':{'include_usage':true},\
				'messages':[{'role':'user','content':'Hi'}]}""");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
		List<JsonNode> events = answer.events();
		JsonNode first = events.get(0).path("choices").path(0).path("delta");
		assertThat(first.path("role").stringValue()).isEqualTo("assistant");
		assertThat(text(events)).isEqualTo("Раз, два, три");
		assertThat(events.get(events.size() - 2).path("choices").path(0).path("finish_reason").stringValue())
			.isEqualTo("stop");
		JsonNode last = events.get(events.size() - 1);
		assertThat(last.path("choices")).isEmpty();
		assertThat(last.path("usage").path("total_tokens").intValue()).isEqualTo(35);
		assertThat(answer.isDone()).isTrue();
	}

	@Test
	void usageIsNotSentUnlessAskedFor() {
		GatewayClient.Answer answer = this.client.post("/v1/chat/completions",
				"{'model':'GigaChat-2','stream':true,'messages':[{'role':'user','content':'Hi'}]}");

		assertThat(answer.events()).isNotEmpty().noneMatch((event) -> event.has("usage"));
		assertThat(answer.isDone()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aToolIsCalledByItsOwnName(boolean stream) {
		this.gigachat.onRequest((request) -> !request.functions().isEmpty())
			.respondWith((request) -> io.github.gigachat.emulator.ChatAnswer
				.functionCall(request.functions().get(0).name(), Map.of("path", "README.md")));

		GatewayClient.Answer answer = this.client.post("/v1/chat/completions", "{'model':'GigaChat-2','stream':"
				+ stream + "," + TOOLS + ",'messages':[{'role':'user','content':'Read it'}]}");

		JsonNode choice = stream ? callChunk(answer.events()) : answer.json().path("choices").path(0);
		JsonNode call = choice.path(stream ? "delta" : "message").path("tool_calls").path(0);
		assertThat(call.path("function").path("name").stringValue()).isEqualTo("fs.read-file");
		assertThat(call.path("function").path("arguments").stringValue()).isEqualTo("{\"path\":\"README.md\"}");
		assertThat(call.path("id").stringValue()).isNotBlank();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "| invalid_json | ", "[] | invalid_json |", "{'a' | invalid_json |", "{'model':'x'} | | messages",
					"{'model':'x','messages':[]} | | messages",
					"{'model':'x','messages':[{'role':'robot','content':'Hi'}]} | | messages[0].role",
					"{'model':'x','temperature':3,'messages':[{'role':'user','content':'Hi'}]} | | temperature",
					"{'model':'x','n':2,'messages':[{'role':'user','content':'Hi'}]} | unsupported_value | n" })
	void aWrongRequestIsRefusedWithItsPlace(String body, String code, String param) {
		GatewayClient.Answer answer = this.client.post("/v1/chat/completions", (body != null) ? body : "");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("type").stringValue()).isEqualTo("invalid_request_error");
		assertThat(answer.error().path("code").asString("")).isEqualTo((code != null) ? code : "");
		assertThat(answer.error().path("param").asString("")).isEqualTo((param != null) ? param : "");
		assertThat(answer.header("x-should-retry")).isEqualTo("false");
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "401, 424", "402, 403", "403, 403", "404, 404", "413, 400", "422, 400", "429, 429", "500, 502" })
	void aRefusalOfTheServiceBeforeAStreamHasAStatus(int upstream, int status) {
		this.gigachat.onAnyMessage().fail(upstream);

		GatewayClient.Answer answer = this.client.post("/v1/chat/completions",
				"{'model':'GigaChat-2','stream':true,'messages':[{'role':'user','content':'Hi'}]}");

		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.error().path("message").stringValue()).isNotBlank().doesNotContain("spring.ai");
	}

	private static String text(List<JsonNode> events) {
		return events.stream()
			.map((event) -> event.path("choices").path(0).path("delta").path("content").asString(""))
			.collect(Collectors.joining());
	}

	private static JsonNode callChunk(List<JsonNode> events) {
		return events.stream()
			.map((event) -> event.path("choices").path(0))
			.filter((choice) -> choice.path("delta").has("tool_calls"))
			.findFirst()
			.orElseThrow();
	}

}
