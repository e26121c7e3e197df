package io.github.gigachat.samples.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.ChatMessage.FunctionCall;
import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.OfferedFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for common faults of gateways about tools, whole and streamed.
 */
@GatewayTest
class ToolsContractTests {

	private static final Map<String, ?> PATH = Map.of("type", "object", "properties",
			Map.of("path", Map.of("type", "string")));

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
	@DisplayName("2 results of parallel calls merged into broken JSON")
	void resultsOfParallelCallsStayApart(boolean stream) {
		this.gigachat.onAnyMessage().reply("Both are read");

		GatewayClient.Answer answer = this.client.chat(parallelHistory(stream));

		assertThat(answer.text()).isEqualTo("Both are read");
		List<ChatMessage> results = this.gigachat.lastChatRequest().chat().functionResults();
		assertThat(results).hasSize(2);
		assertThat(results).extracting(ChatMessage::content).allSatisfy((content) -> {
			assertThat(JsonMapper.shared().readTree(content).isObject()).isTrue();
			assertThat(content.contains("first file") ^ content.contains("second file")).isTrue();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("3 second and later calls dropped, in history")
	void noCallOfAHistoryIsDropped(boolean stream) {
		this.client.chat(parallelHistory(stream));

		assertThat(this.gigachat.lastChatRequest().chat().messages()).extracting(ChatMessage::functionCall)
			.filteredOn((call) -> call != null)
			.extracting(FunctionCall::arguments)
			.containsExactly("{\"path\":\"a.txt\"}", "{\"path\":\"b.txt\"}");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("3 second and later calls dropped, in an answer")
	void noCallOfAnAnswerIsDropped(boolean stream) {
		this.gigachat.onAnyMessage()
			.callFunctions(FunctionCall.of("read", Map.of("path", "a.txt")),
					FunctionCall.of("read", Map.of("path", "b.txt")));

		GatewayClient.Answer answer = this.client
			.chat(ChatBody.of(stream).with("model", "v2").tool("read", PATH).user("Read a.txt and b.txt"));

		assertThat(answer.calls()).extracting((call) -> call.path("function").path("arguments").stringValue())
			.containsExactly("{\"path\":\"a.txt\"}", "{\"path\":\"b.txt\"}");
		assertThat(answer.finishReason()).isEqualTo("tool_calls");
		if (stream) {
			assertThat(answer.calls()).extracting((call) -> call.path("index").intValue()).containsExactly(0, 1);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("4 tools without parameters dropped")
	void aToolWithoutParametersIsSent(boolean stream) {
		this.gigachat.onAnyMessage().callFunction("list_agents", Map.of());

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).tool("list_agents").user("Which agents?"));

		assertThat(answer.calls()).singleElement()
			.satisfies((call) -> assertThat(call.path("function").path("arguments").stringValue()).isEqualTo("{}"));
		JsonNode parameters = JsonMapper.shared()
			.readTree(this.gigachat.lastChatRequest().chat().functions().get(0).parameters());
		assertThat(parameters.path("type").stringValue()).isEqualTo("object");
		assertThat(parameters.path("properties").isObject()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("7 $ref, unions, const damaged")
	void referencesUnionsAndConstantsKeepTheirMeaning(boolean stream) {
		Map<String, ?> schema = Map.of("$schema", "https://json-schema.org/draft/2020-12/schema", "type", "object",
				"$defs", Map.of("place", Map.of("type", "string", "description", "A place")), "properties",
				Map.of("where", Map.of("$ref", "#/$defs/place"), "count",
						Map.of("anyOf", List.of(Map.of("type", "integer"), Map.of("type", "null"))), "kind",
						Map.of("const", "fast")),
				"required", List.of("where", "kind"));

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).tool("go", schema).user("Go"));

		assertThat(answer.status()).isEqualTo(200);
		String sent = this.gigachat.lastChatRequest().chat().functions().get(0).parameters();
		JsonNode properties = JsonMapper.shared().readTree(sent).path("properties");
		assertThat(sent).doesNotContain("$ref").doesNotContain("anyOf");
		assertThat(properties.path("where").path("type").stringValue()).isEqualTo("string");
		assertThat(properties.path("where").path("description").stringValue()).contains("A place");
		assertThat(properties.path("count").path("type").stringValue()).isEqualTo("integer");
		assertThat(properties.path("kind").toString()).contains("fast");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("8 a result of content parts wrapped raw")
	void aResultOfPartsIsItsText(boolean stream) {
		this.client.chat(ChatBody.of(stream)
			.tool("read", PATH)
			.user("Read it")
			.calls("1", "read", "{\"path\":\"a.txt\"}")
			.result("1",
					List.of(Map.of("type", "text", "text", "line one"), Map.of("type", "text", "text", "line two"))));

		assertThat(this.gigachat.lastChatRequest().chat().functionResults()).singleElement()
			.satisfies((result) -> assertThat(result.content()).contains("line one\\nline two")
				.doesNotContain("\"type\""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "false | [1, 2", "true | [1, 2", "false | ${java.version}",
			"true | __import__('os').system('id')", "false | {\"a\": 1} and more", "true | #{T(System).exit(1)}" })
	@DisplayName("9 program output evaluated")
	void theOutputOfAProgramIsText(boolean stream, String output) {
		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream)
			.tool("run", PATH)
			.user("Run it")
			.calls("1", "run", "{\"path\":\"a\"}")
			.result("1", output));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(this.gigachat.lastChatRequest().chat().functionResults()).singleElement()
			.satisfies((result) -> assertThat(JsonMapper.shared().readTree(result.content()).valueStream().toList())
				.anySatisfy((value) -> assertThat(value.asString("")).isEqualTo(output)));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("17 call ids that repeat")
	void idsOfCallsDiffer(boolean stream) {
		this.gigachat.onAnyMessage().respondWith((request) -> ChatAnswer.functionCall("read", Map.of("path", "a.txt")));
		ChatBody body = ChatBody.of(stream).tool("read", PATH).user("Read a.txt");

		String first = this.client.chat(body).calls().get(0).path("id").stringValue();
		String second = this.client.chat(body).calls().get(0).path("id").stringValue();

		assertThat(first).isNotBlank().isNotEqualTo(second);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("19 required treated as auto, with several tools")
	void aCallIsRequiredOfSeveralTools(boolean stream) {
		AtomicInteger requests = new AtomicInteger();
		this.gigachat.onAnyMessage().respondWith((request) -> switch (requests.incrementAndGet()) {
			case 1 -> ChatAnswer.text("I would rather talk");
			case 2 -> ChatAnswer.functionCall("choose_tool", Map.of("name", "write"));
			default -> ChatAnswer.functionCall("write", Map.of("path", "b.txt"));
		});

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream)
			.tool("read", PATH)
			.tool("write", PATH)
			.with("tool_choice", "required")
			.user("Hello"));

		assertThat(answer.text()).isEmpty();
		assertThat(answer.calls()).singleElement()
			.satisfies((call) -> assertThat(call.path("function").path("name").stringValue()).isEqualTo("write"));
		List<ChatRequest> sent = this.gigachat.chatRequests().stream().map((request) -> request.chat()).toList();
		assertThat(sent).hasSize(3);
		assertThat(sent.get(1).functionCall()).contains("choose_tool");
		assertThat(sent.get(1).functions().get(0).parameters()).contains("\"read\"").contains("\"write\"");
		assertThat(sent.get(2).functionCall()).contains("write");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void textBesideARequiredCallEndsBeforeAStop(boolean stream) {
		String events = """
				data: {"choices":[{"delta":{"role":"assistant","content":"I read STOP it"},"index":0}],"model":"GigaChat-2"}

				data: {"choices":[{"delta":{"content":"","function_call":{"name":"read","arguments":{"path":"a.txt"}}},\
				"index":0,"finish_reason":"function_call"}],"model":"GigaChat-2"}

				data: [DONE]

				""";
		this.gigachat.onAnyMessage().respondWith((request) -> ChatAnswer.raw(200, "text/event-stream", events));

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream)
			.tool("read", PATH)
			.tool("write", PATH)
			.with("tool_choice", "required")
			.with("stop", "STOP")
			.user("Hello"));

		assertThat(answer.text()).isEqualTo("I read ");
		assertThat(answer.calls()).hasSize(1);
		assertThat(answer.finishReason()).isEqualTo("tool_calls");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("19 required treated as auto, by a model that only talks")
	void textIsNeverTheAnswerToARequiredCall(boolean stream) {
		this.gigachat.onAnyMessage().reply("No").then().reply("No").then().reply("No");

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream)
			.tool("read", PATH)
			.tool("write", PATH)
			.with("tool_choice", "required")
			.user("Hello"));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("code").stringValue()).isEqualTo("model_output_invalid");
		assertThat(this.gigachat.chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void onlyTheAllowedToolsAreSent(boolean stream) {
		Map<String, ?> write = Map.of("type", "function", "function", Map.of("name", "write"));
		this.gigachat.onAnyMessage().callFunction("write", Map.of("path", "b.txt"));

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream)
			.tool("read", PATH)
			.tool("write", PATH)
			.with("tool_choice",
					Map.of("type", "allowed_tools", "allowed_tools",
							Map.of("mode", "required", "tools", List.of(write))))
			.user("Hello"));

		assertThat(answer.calls()).hasSize(1);
		assertThat(this.gigachat.lastChatRequest().chat().functions()).extracting(OfferedFunction::name)
			.containsExactly("write");
		assertThat(this.gigachat.lastChatRequest().chat().functionCall()).contains("write");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void toolsStayVisibleWhenNoneIsToBeCalled(boolean stream) {
		GatewayClient.Answer answer = this.client
			.chat(ChatBody.of(stream).tool("read", PATH).with("tool_choice", "none").user("Hello"));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(this.gigachat.lastChatRequest().chat().functionCall()).contains("none");
		assertThat(this.gigachat.lastChatRequest().chat().functions()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("19 required treated as auto, with one tool")
	void aCallOfTheOnlyToolIsForcedAlsoAfterItsResult(boolean stream) {
		this.gigachat.onRequest((request) -> !request.functionCall().isEmpty())
			.callFunction("read", Map.of("path", "b.txt"));

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream)
			.tool("read", PATH)
			.with("tool_choice", "required")
			.user("Read a.txt")
			.calls("1", "read", "{\"path\":\"a.txt\"}")
			.result("1", "content"));

		assertThat(answer.calls()).hasSize(1);
		assertThat(this.gigachat.chatRequests()).singleElement()
			.satisfies((request) -> assertThat(request.chat().functionCall()).contains("read"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("20 a call cut by max_tokens reported as tool_calls")
	void aCallThatWasCutIsReportedAsSuch(boolean stream) {
		this.gigachat.onAnyMessage().callFunction("read", Map.of("path", "a")).finishReason("length");

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).tool("read", PATH).user("Read it"));

		assertThat(answer.finishReason()).isEqualTo("length");
	}

	@ParameterizedTest
	@CsvSource({ "false, mcp.fs/read-file", "true, mcp.fs/read-file", "false, read-file", "true, a.b" })
	@DisplayName("23 tool names with dots or dashes changed for the client")
	void aToolKeepsItsNameForTheClient(boolean stream, String name) {
		this.gigachat.onAnyMessage()
			.respondWith(
					(request) -> ChatAnswer.functionCall(request.functions().get(0).name(), Map.of("path", "a.txt")));

		GatewayClient.Answer answer = this.client.chat(ChatBody.of(stream).tool(name, PATH).user("Read a.txt"));

		assertThat(answer.calls()).singleElement()
			.satisfies((call) -> assertThat(call.path("function").path("name").stringValue()).isEqualTo(name));
		assertThat(this.gigachat.lastChatRequest().chat().functions().get(0).name()).matches("[A-Za-z0-9_]+");
	}

	private static ChatBody parallelHistory(boolean stream) {
		return ChatBody.of(stream)
			.tool("read", PATH)
			.user("Read a.txt and b.txt")
			.calls("1", "read", "{\"path\":\"a.txt\"}", "2", "read", "{\"path\":\"b.txt\"}")
			.result("2", "second file")
			.result("1", "first file");
	}

}
