package io.github.gigachat.samples.gateway;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.OfferedFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the Responses API over HTTP, against the emulator.
 */
@GatewayTest
class ResponsesTests {

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

	private ResponseAnswer ask(Object body) {
		return new ResponseAnswer(this.client.post("/v1/responses", body));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/responses", "/responses", "/v1/v1/responses/" })
	void aWholeAnswer(String path) {
		this.gigachat.onAnyMessage().reply("Привет!").usage(30, 5, 12);

		GatewayClient.Answer answer = this.client.post(path,
				"{'model':'GigaChat-2','input':'Hi','instructions':'Be short','temperature':0.5,'max_output_tokens':9}");

		JsonNode json = answer.json();
		assertThat(json.path("id").stringValue()).startsWith("resp_");
		assertThat(json.path("object").stringValue()).isEqualTo("response");
		assertThat(json.path("status").stringValue()).isEqualTo("completed");
		assertThat(json.path("created_at").isIntegralNumber()).isTrue();
		assertThat(json.path("temperature").doubleValue()).isEqualTo(0.5);
		assertThat(json.path("max_output_tokens").intValue()).isEqualTo(9);
		assertThat(json.propertyNames()).contains("error", "incomplete_details", "instructions", "metadata", "tools",
				"tool_choice", "parallel_tool_calls", "top_p");
		JsonNode item = json.path("output").path(0);
		assertThat(item.path("type").stringValue()).isEqualTo("message");
		assertThat(item.path("id").stringValue()).startsWith("msg_");
		assertThat(item.path("status").stringValue()).isEqualTo("completed");
		assertThat(item.path("content").path(0).toString())
			.isEqualTo("{\"type\":\"output_text\",\"text\":\"Привет!\",\"annotations\":[],\"logprobs\":[]}");
		assertThat(json.path("usage").toString()).isEqualTo(
				"{\"input_tokens\":42,\"input_tokens_details\":{\"cached_tokens\":12,\"cache_write_tokens\":0},\"output_tokens\":5,"
						+ "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":47}");
		assertThat(this.gigachat.lastChatRequest().chat().messages()).extracting(ChatMessage::role)
			.containsExactly("system", "user");
		assertThat(answer.header("x-request-id")).isEqualTo(this.gigachat.lastChatRequest().requestId());
	}

	@Test
	void aStream() {
		this.gigachat.onAnyMessage().replyInChunks("Раз, ", "два").usage(30, 5, 0);

		ResponseAnswer answer = ask(ResponseBody.of(true).user("Count"));

		assertThat(answer.types()).containsExactly("response.created", "response.in_progress",
				"response.output_item.added", "response.content_part.added", "response.output_text.delta",
				"response.output_text.delta", "response.output_text.done", "response.content_part.done",
				"response.output_item.done", "response.completed");
		assertThat(answer.http().events()).extracting((event) -> event.path("sequence_number").intValue())
			.isEqualTo(IntStream.range(0, 10).boxed().toList());
		assertThat(answer.http().response().body().lines().filter((line) -> line.startsWith("event: ")))
			.isEqualTo(answer.types().stream().map((type) -> "event: " + type).toList());
		assertThat(answer.streamedText()).isEqualTo("Раз, два");
		assertThat(answer.text()).isEqualTo("Раз, два");
		assertThat(answer.response().path("usage").path("total_tokens").intValue()).isEqualTo(35);
		assertThat(answer.http().events()).extracting((event) -> event.path("item_id").asString(""))
			.filteredOn((id) -> !id.isEmpty())
			.containsOnly(answer.items("message").get(0).path("id").stringValue());
		assertThat(answer.http().isDone()).isFalse();
	}

	@Test
	void aStreamedCall() {
		this.gigachat.onAnyMessage().respondWith((request) -> ChatAnswer.functionCall("read", Map.of("path", "a.txt")));

		ResponseAnswer answer = ask(ResponseBody.of(true).tool("read", PATH).user("Read a.txt"));

		assertThat(answer.types()).containsExactly("response.created", "response.in_progress",
				"response.output_item.added", "response.function_call_arguments.delta",
				"response.function_call_arguments.done", "response.output_item.done", "response.completed");
		JsonNode call = answer.calls().get(0);
		assertThat(call.path("id").stringValue()).startsWith("fc_");
		assertThat(call.path("call_id").stringValue()).isNotBlank();
		assertThat(call.path("arguments").stringValue()).isEqualTo("{\"path\":\"a.txt\"}");
		assertThat(answer.events("response.output_item.done").get(0).path("item")).isEqualTo(call);
		assertThat(answer.events("response.output_item.added").get(0).path("item").path("arguments").stringValue())
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "false, function_call, completed", "true, function_call, completed", "false, length, incomplete",
			"true, length, incomplete" })
	void textComesBeforeACall(boolean stream, String reason, String status) {
		String head = "{\"created\":1,\"model\":\"GigaChat-2\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,";
		this.gigachat.onAnyMessage()
			.replyRaw(200, "text/event-stream",
					"data: " + head + "\"delta\":{\"role\":\"assistant\",\"content\":\"I read it\"}}]}\n\ndata: " + head
							+ "\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"functions_state_id\":\"1\","
							+ "\"function_call\":{\"name\":\"read\",\"arguments\":{\"path\":\"a.txt\"}}},"
							+ "\"finish_reason\":\"" + reason + "\"}]}\n\ndata: [DONE]\n\n");

		ResponseAnswer answer = ask(ResponseBody.of(stream).tool("read", PATH).user("Read a.txt"));

		assertThat(answer.response().path("output")).extracting((item) -> item.path("type").stringValue())
			.containsExactly("message", "function_call");
		assertThat(answer.response().path("output")).extracting((item) -> item.path("status").stringValue())
			.containsExactly("completed", status);
		assertThat(answer.response().path("status").stringValue()).isEqualTo(status);
		assertThat(answer.text()).isEqualTo("I read it");
		if (stream) {
			assertThat(answer.events("response.output_item.done")).extracting((event) -> event.path("item"))
				.containsExactlyElementsOf(answer.response().path("output"));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aToolOfANamespaceKeepsItsTwoNames(boolean stream) {
		this.gigachat.onAnyMessage()
			.respondWith((request) -> ChatAnswer.functionCall(request.functions().get(0).name(), Map.of("id", 7)));
		Map<String, ?> close = Map.of("type", "function", "name", "close", "description", "Closes one", "parameters",
				PATH);

		ResponseAnswer answer = ask(ResponseBody.of(stream)
			.tool(Map.of("type", "namespace", "name", "agents", "description", "Agents\nAt length", "tools",
					List.of(close)))
			.user("Close it")
			.item(Map.of("type", "function_call", "call_id", "1", "namespace", "agents", "name", "close", "arguments",
					"{}"))
			.output("1", "No"));

		assertThat(this.gigachat.lastChatRequest().chat().functions()).extracting(OfferedFunction::name)
			.containsExactly("agents__close");
		assertThat(this.gigachat.lastChatRequest().chat().functions()).extracting(OfferedFunction::description)
			.containsExactly("Agents\n\nCloses one");
		assertThat(this.gigachat.lastChatRequest().chat().messages().get(1).functionCall().name())
			.isEqualTo("agents__close");
		assertThat(answer.calls()).singleElement().satisfies((call) -> {
			assertThat(call.path("namespace").stringValue()).isEqualTo("agents");
			assertThat(call.path("name").stringValue()).isEqualTo("close");
		});
	}

	@ParameterizedTest
	@CsvSource({ "false, input", "true, input", "false, patch" })
	void aCustomToolTakesAText(boolean stream, String argument) {
		this.gigachat.onAnyMessage().callFunction("apply_patch", Map.of(argument, "*** \"Begin\"\n"));

		ResponseAnswer answer = ask(ResponseBody.of(stream)
			.tool(Map.of("type", "custom", "name", "apply_patch", "description", "Applies a patch", "format",
					Map.of("type", "grammar", "syntax", "lark", "definition", "start: LINE")))
			.user("Patch it")
			.item(Map.of("type", "custom_tool_call", "call_id", "1", "name", "apply_patch", "input", "a\nb"))
			.item(Map.of("type", "custom_tool_call_output", "call_id", "1", "output", "Wrong")));

		assertThat(answer.items("custom_tool_call")).singleElement().satisfies((call) -> {
			assertThat(call.path("input").stringValue()).isEqualTo("*** \"Begin\"\n");
			assertThat(call.path("name").stringValue()).isEqualTo("apply_patch");
			assertThat(call.path("call_id").stringValue()).isNotBlank();
		});
		OfferedFunction offered = this.gigachat.lastChatRequest().chat().functions().get(0);
		assertThat(offered.description()).contains("Applies a patch").contains("lark").contains("start: LINE");
		assertThat(this.gigachat.lastChatRequest().chat().messages().get(1).functionCall().arguments())
			.isEqualTo("{\"input\":\"a\\nb\"}");
		if (stream) {
			assertThat(answer.types()).contains("response.custom_tool_call_input.delta",
					"response.custom_tool_call_input.done");
		}
	}

	@Test
	void whatOnlyOpenAiCanRunIsLeftOutAndReported() {
		ResponseAnswer answer = ask(ResponseBody.of(false)
			.tool("read", PATH)
			.tool(Map.of("type", "web_search", "external_web_access", false))
			.with("tool_choice", Map.of("type", "web_search"))
			.with("service_tier", "flex")
			.with("store", false)
			.with("include", List.of("reasoning.encrypted_content"))
			.with("client_metadata", Map.of("a", "b"))
			.with("reasoning", Map.of("summary", "auto"))
			.with("text", Map.of("verbosity", "low"))
			.user("Hello")
			.item(Map.of("type", "reasoning", "summary", List.of(), "encrypted_content", "x"))
			.item(Map.of("type", "web_search_call", "id", "ws_1", "status", "completed"))
			.message("assistant",
					List.of(Map.of("type", "output_text", "text", "Hi"), Map.of("type", "refusal", "refusal", "No")))
			.item(Map.of("type", "input_text", "text", "And now?")));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.http().header("x-gateway-ignored").split(", ")).containsExactlyInAnyOrder("tools[1]",
				"tool_choice", "service_tier", "input[2]");
		assertThat(this.gigachat.lastChatRequest().chat().functions()).hasSize(1);
		assertThat(this.gigachat.lastChatRequest().chat().functionCall()).contains("auto");
		assertThat(this.gigachat.lastChatRequest().chat().messages()).extracting(ChatMessage::content)
			.containsExactly("Hello", "Hi\nNo", "And now?");
	}

	@ParameterizedTest
	@CsvSource({ "function, read", "custom, patch" })
	void aToolIsForced(String type, String name) {
		ask(ResponseBody.of(false)
			.tool("read", PATH)
			.tool(Map.of("type", "custom", "name", "patch"))
			.with("tool_choice", Map.of("type", type, "name", name))
			.user("Hello"));

		assertThat(this.gigachat.lastChatRequest().chat().functionCall()).contains(name);
	}

	@Test
	void onlyTheAllowedToolsAreSent() {
		ask(ResponseBody.of(false)
			.tool("read", PATH)
			.tool("write", PATH)
			.with("tool_choice",
					Map.of("type", "allowed_tools", "mode", "required", "tools",
							List.of(Map.of("type", "web_search"), Map.of("type", "function", "name", "write"))))
			.user("Hello"));

		assertThat(this.gigachat.lastChatRequest().chat().functions()).extracting(OfferedFunction::name)
			.containsExactly("write");
		assertThat(this.gigachat.lastChatRequest().chat().functionCall()).contains("write");
	}

	@Test
	void aSchemaIsAskedForByItsFlatFormat() {
		ask(ResponseBody.of(false)
			.with("text",
					Map.of("format", Map.of("type", "json_schema", "name", "place", "strict", true, "schema", PATH)))
			.user("Where?"));

		JsonNode format = JsonMapper.shared().readTree(this.gigachat.lastChatRequest().body()).path("response_format");
		assertThat(format.path("schema").path("properties").has("path")).isTrue();
		assertThat(format.path("strict").booleanValue()).isTrue();
	}

	@Test
	void theEffortAndTheSessionGoOn() {
		ask(ResponseBody.of(false)
			.with("model", "GigaChat-2-Pro")
			.with("reasoning", Map.of("effort", "xhigh"))
			.with("prompt_cache_key", "conversation-1")
			.user("Hello"));

		assertThat(this.gigachat.lastChatRequest().body()).contains("\"reasoning_effort\":\"high\"");
		assertThat(this.gigachat.lastChatRequest().header("X-Session-ID")).isNotBlank().doesNotContain("conversation");
		ResponseAnswer other = ask(ResponseBody.of(false).with("reasoning", Map.of("effort", "low")).user("Hello"));
		assertThat(other.http().header("x-gateway-ignored")).isEqualTo("reasoning.effort");
	}

	/** Codex asks for a summary of a conversation in this way. */
	@Test
	void aHistoryWithCallsNeedsNoTools() {
		ResponseAnswer answer = ask(ResponseBody.of(true)
			.user("Read a.txt")
			.call("1", "read", "{\"path\":\"a.txt\"}")
			.output("1", "Hello")
			.user("Summarize the conversation"));

		assertThat(answer.response().path("status").stringValue()).isEqualTo("completed");
		assertThat(this.gigachat.lastChatRequest().chat().lastUserText()).isEqualTo("Summarize the conversation");
	}

	@Test
	void filesAreAttached() {
		String id = "11111111-2222-3333-4444-555555555555";

		ask(ResponseBody.of(false)
			.user(List.of(Map.of("type", "input_image", "file_id", id),
					Map.of("type", "input_file", "filename", "a.txt", "file_data", "aGVsbG8="))));

		assertThat(this.gigachat.lastChatRequest().body()).contains(id);
		assertThat(this.gigachat.uploads()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void thoughtsAreLeftOut(boolean stream) {
		this.gigachat.onAnyMessage().reply("42").reasoning("Let me think");

		ResponseAnswer answer = ask(ResponseBody.of(stream).user("The answer?"));

		assertThat(answer.response().path("output")).hasSize(1);
		assertThat(answer.text()).isEqualTo("42");
	}

}
