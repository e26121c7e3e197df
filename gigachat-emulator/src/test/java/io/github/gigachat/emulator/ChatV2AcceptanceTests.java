package io.github.gigachat.emulator;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Chat requests that the service's v2 answers, and the form of its answers.
 */
class ChatV2AcceptanceTests {

	private static final String TOOLS = """
			,"tools":[{"functions":{"specifications":[{"name":"get_weather","description":"w","parameters":{\
			"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}}]""";

	private static final String FORCED = ",\"tool_config\":{\"mode\":\"forced\",\"function_name\":\"get_weather\"}";

	private static final String USER = "{\"role\":\"user\",\"content\":[{\"text\":\"weather in Tula\"}]}";

	private static final String CALL = """
			{"role":"assistant","content":[{"function_call":{"name":"get_weather","arguments":{"city":"Tula"}}}]}""";

	private static final String RESULT = """
			{"role":"tool","content":[{"function_result":{"name":"get_weather","result":"{\\"t\\":12}"}}]}""";

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication().file("known").tool("code_interpreter"));

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void answersACall() {
		this.emulator.onUserMessage("hi").reply("Hello").usage(5, 1, 2);

		HttpResponse<String> answer = chat(TestClient.chatV2Body("hi", ""));

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("x-request-id")).isPresent();
		JsonNode body = TestClient.json(answer.body());
		assertThat(body.propertyNames()).containsExactlyInAnyOrder("model", "created_at", "messages", "finish_reason",
				"usage");
		assertThat(body.path("model").stringValue()).startsWith("GigaChat-2-Max:");
		assertThat(body.path("created_at").isIntegralNumber()).isTrue();
		assertThat(body.path("messages").toString())
			.isEqualTo("[{\"role\":\"assistant\",\"content\":[{\"text\":\"Hello\"}]}]");
		assertThat(body.path("finish_reason").stringValue()).isEqualTo("stop");
		assertThat(body.path("usage").toString())
			.isEqualTo("{\"input_tokens\":5,\"input_tokens_details\":{\"prompt_tokens\":5,\"cached_tokens\":2},"
					+ "\"output_tokens\":1,\"total_tokens\":6}");
	}

	@Test
	void showsAScriptTheSameRequestInBothVersions() {
		this.emulator
			.onRequest((request) -> request.lastUserText().equals("hi") && request.offers("get_weather")
					&& request.functionCall().equals("auto"))
			.respondWith((request) -> ChatAnswer.text("version " + request.apiVersion()));
		String functions = ",\"functions\":[{\"name\":\"get_weather\",\"parameters\":{\"properties\":{}}}]"
				+ ",\"function_call\":\"auto\"";

		String first = this.client.send(this.client.chat("", TestClient.chatBody("hi", functions))).body();
		String second = chat(TestClient.chatV2Body("hi", TOOLS + ",\"tool_config\":{\"mode\":\"auto\"}")).body();

		assertThat(first).contains("version 1");
		assertThat(second).contains("version 2");
	}

	@Test
	void callsAForcedFunctionWithAnObjectOfArguments() {
		JsonNode body = json(TestClient.chatV2Body("hi", TOOLS + FORCED));

		assertThat(body.path("finish_reason").stringValue()).isEqualTo("function_call");
		JsonNode message = body.path("messages").path(0);
		assertThat(message.path("tool_state_id").stringValue()).hasSize(36);
		JsonNode call = message.path("content").path(0).path("function_call");
		assertThat(call.path("id").stringValue()).hasSize(36);
		assertThat(call.path("name").stringValue()).isEqualTo("get_weather");
		assertThat(call.path("arguments").path("city").isString()).isTrue();
	}

	@Test
	void sendsRawArgumentsAsTheyAre() {
		this.emulator.onAnyMessage().callFunction("get_weather", "{\"city\" : \"Tula\", \"days\":2.50}");

		assertThat(chat(TestClient.chatV2Body("weather?", TOOLS)).body())
			.contains("\"arguments\":{\"city\" : \"Tula\", \"days\":2.50}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "%s,\"tools_state_id\":\"s\"", "%s,\"tool_state_id\":\"s\"",
			"%s,\"functions_state_id\":\"s\"" })
	void answersAfterAResultWithAnyStateId(String form) {
		this.emulator.onFunctionResult("get_weather").reply("It is 12.");
		String call = CALL.replace("\"role\":\"assistant\"", form.formatted("\"role\":\"assistant\""));

		JsonNode body = json(conversation(USER, call, RESULT));

		assertThat(body.path("finish_reason").stringValue()).isEqualTo("stop");
		assertThat(text(body)).isEqualTo("It is 12.");
		ChatMessage told = this.emulator.lastChatRequest().chat().messages().get(1);
		assertThat(told.functionsStateId()).isEqualTo(form.equals("%s") ? null : "s");
		assertThat(told.functionCall()).isEqualTo(new ChatMessage.FunctionCall("get_weather", "{\"city\":\"Tula\"}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"{\\\"t\\\":12}\"", "{\"t\":12}", "\"\\\"sunny\\\"\"", "\"12\"", "\"null\"" })
	void acceptsAResultThatIsJson(String result) {
		String message = "{\"role\":\"tool\",\"content\":[{\"function_result\":{\"name\":\"get_weather\",\"result\":"
				+ result + "}}]}";

		assertAccepted(conversation(USER, CALL, message));
		assertAccepted(conversation(USER, CALL, message.replace("\"tool\"", "\"function\"")));
	}

	@Test
	void showsAResultToScriptsAsText() {
		assertAccepted(conversation(USER, CALL,
				"{\"role\":\"tool\",\"content\":[{\"function_result\":{\"name\":\"get_weather\",\"result\":{\"t\":12}}}]}"));

		ChatMessage result = this.emulator.lastChatRequest().chat().lastMessage();
		assertThat(result.role()).isEqualTo("function");
		assertThat(result.name()).isEqualTo("get_weather");
		assertThat(result.content()).isEqualTo("{\"t\":12}");
	}

	@Test
	void acceptsPairsOfCallsAndResultsInARow() {
		assertAccepted(conversation(USER, CALL, RESULT, CALL, RESULT, CALL, RESULT));
	}

	@Test
	void acceptsTextBesideACall() {
		assertAccepted(conversation(USER, CALL.replace("[{", "[{\"text\":\"I look.\"},{"), RESULT));

		ChatMessage call = this.emulator.lastChatRequest().chat().messages().get(1);
		assertThat(call.content()).isEqualTo("I look.");
		assertThat(call.functionCall()).isNotNull();
	}

	@Test
	void acceptsAKnownFile() {
		assertAccepted(conversation("""
				{"role":"system","content":[{"text":"s"}]},\
				{"role":"user","content":[{"text":"What is on "},{"text":"it?"},{"files":[{"id":"known"}]}]}"""));

		ChatMessage message = this.emulator.lastChatRequest().chat().lastMessage();
		assertThat(message.attachments()).containsExactly("known");
		assertThat(message.content()).isEqualTo("What is on it?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "image_generate", "model_3d_generate", "web_search", "url_content_extraction",
			"code_interpreter" })
	void acceptsBuiltInTools(String tool) {
		assertAccepted(TestClient.chatV2Body("hi", ",\"tools\":[{\"" + tool + "\":{}}]"));
		assertThat(this.emulator.lastChatRequest().chat().tools()).containsExactly(tool);
		assertAccepted(TestClient.chatV2Body("hi", ",\"tools\":[{\"" + tool
				+ "\":{}}],\"tool_config\":{\"mode\":\"forced\",\"tool_name\":\"" + tool + "\"}"));
		assertThat(this.emulator.lastChatRequest().chat().functionCall()).isEqualTo(tool);
	}

	@Test
	void acceptsEveryField() {
		assertAccepted(TestClient.chatV2Body("hi", """
				,"model_options":{"temperature":0.5,"top_p":0,"max_tokens":10,"repetition_penalty":1,\
				"update_interval":0,"unnormalized_history":true,"top_logprobs":5,"preset":"p",\
				"reasoning":{"effort":"high"},"response_format":{"type":"text"}},\
				"tools":[{"web_search":{"type":"actual_info_web_search","indexes":[],"flags":[]}}],\
				"tool_config":{"mode":"auto"},"ranker_options":{"enabled":true,"top_n":3,"embeddings_model":"e"},\
				"user_info":{"timezone":"Europe/Moscow"},"disable_filter":true,\
				"filter_config":{"request_content":{"neuro":true,"blacklist":false,"whitelist":null},\
				"response_content":{"blacklist":true}},"flags":["f"],"anything":1"""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"tools\":[{\"web_search\":{\"type\":\"news\",\"anything\":[1]}}]",
			"\"tools\":[{\"image_generate\":{\"type\":1}}]", "\"tools\":[{\"code_interpreter\":{\"flags\":true}}]",
			"\"filter_config\":{}", "\"filter_config\":{\"request_content\":null,\"response_content\":{}}",
			"\"filter_config\":{\"request_content\":{\"anything\":1},\"anything\":1}" })
	void acceptsUnknownFields(String field) {
		assertAccepted(TestClient.chatV2Body("hi", "," + field));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"messages\":[]", "\"model\":5", "\"stream\":true", "\"functions\":1",
			"\"function_call\":{\"name\":\"f\"}" })
	void ignoresAnUnknownOptionOfTheModel(String option) {
		this.emulator.onUserMessage("hi").reply("Hello");

		JsonNode body = json(TestClient.chatV2Body("hi", ",\"model_options\":{" + option + "}"));

		assertThat(text(body)).isEqualTo("Hello");
		assertThat(body.path("model").stringValue()).startsWith("GigaChat-2-Max:");
	}

	@Test
	void answersBySchema() {
		JsonNode body = json(TestClient.chatV2Body("hi", """
				,"model_options":{"response_format":{"type":"json_schema","strict":true,"schema":{"type":"object",\
				"properties":{"a":{"type":"string"}},"required":["a"]}}}"""));

		assertThat(TestClient.json(text(body)).toString()).isEqualTo("{\"a\":\"ok\"}");
	}

	@Test
	void streamsAShortTextInOneEventAndEndsWithoutDone() {
		this.emulator.onAnyMessage().reply("Hello").usage(5, 1, 0);

		HttpResponse<String> answer = chat(TestClient.chatV2Body("hi", ",\"stream\":true"));

		assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
		List<ServerEvent> events = ServerEvent.all(answer.body());
		assertThat(events).extracting(ServerEvent::name)
			.containsExactly("response.message.delta", "response.message.done");
		JsonNode delta = events.get(0).data();
		assertThat(delta.path("messages").toString())
			.isEqualTo("[{\"role\":\"assistant\",\"content\":[{\"text\":\"Hello\"}]}]");
		assertThat(delta.has("usage")).isFalse();
		JsonNode done = events.get(1).data();
		assertThat(done.propertyNames()).containsExactlyInAnyOrder("model", "created_at", "finish_reason", "usage");
		assertThat(done.path("finish_reason").stringValue()).isEqualTo("stop");
		assertThat(done.path("usage").path("total_tokens").intValue()).isEqualTo(6);
		assertThat(answer.body()).doesNotContain("[DONE]");
	}

	@Test
	void streamsInThePiecesOfTheScript() {
		this.emulator.onAnyMessage().replyInChunks("Раз, ", "два, ", "три.");

		List<ServerEvent> events = ServerEvent.all(chat(TestClient.chatV2Body("hi", ",\"stream\":true")).body());

		assertThat(events).hasSize(4);
		assertThat(events.subList(0, 3)).extracting((event) -> text(event.data()))
			.containsExactly("Раз, ", "два, ", "три.");
	}

	@Test
	void streamsACallInTheLastEventAlone() {
		this.emulator.onAnyMessage().callFunction("get_weather", Map.of("city", "Tula"));

		List<ServerEvent> events = ServerEvent.all(chat(TestClient.chatV2Body("w", TOOLS + ",\"stream\":true")).body());

		assertThat(events).extracting(ServerEvent::name).containsExactly("response.message.done");
		JsonNode done = events.get(0).data();
		assertThat(done.path("finish_reason").stringValue()).isEqualTo("function_call");
		JsonNode message = done.path("messages").path(0);
		assertThat(message.path("tool_state_id").stringValue()).hasSize(36);
		assertThat(message.path("content").path(0).path("function_call").path("arguments").toString())
			.isEqualTo("{\"city\":\"Tula\"}");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void callsSeveralFunctionsInOneMessage(boolean stream) {
		this.emulator.onAnyMessage()
			.callFunctions(ChatMessage.FunctionCall.of("get_weather", Map.of("city", "Tula")),
					new ChatMessage.FunctionCall("get_time", "{ \"zone\": 1e1 }"));

		String body = chat(TestClient.chatV2Body("w", TOOLS + ",\"stream\":" + stream)).body();

		JsonNode answer = stream ? ServerEvent.all(body).get(0).data() : TestClient.json(body);
		assertThat(answer.path("finish_reason").stringValue()).isEqualTo("function_call");
		assertThat(answer.path("messages")).hasSize(1);
		assertThat(answer.path("messages").path(0).path("tool_state_id").stringValue()).hasSize(36);
		JsonNode parts = answer.path("messages").path(0).path("content");
		assertThat(parts.valueStream().map((part) -> part.path("function_call").path("name").stringValue()))
			.containsExactly("get_weather", "get_time");
		assertThat(parts.valueStream().map((part) -> part.path("function_call").path("id").stringValue()))
			.doesNotHaveDuplicates()
			.allMatch((id) -> id.length() == 36);
		assertThat(body).contains("\"arguments\":{\"city\":\"Tula\"}", "\"arguments\":{ \"zone\": 1e1 }");
		assertThat(answer.path("usage").path("output_tokens").intValue()).isEqualTo(3 + 4 + 2 + 4);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void returnsOnlyTheFirstOfSeveralCallsInV1(boolean stream) {
		this.emulator.onAnyMessage()
			.callFunctions(ChatMessage.FunctionCall.of("get_weather", Map.of("city", "Tula")),
					ChatMessage.FunctionCall.of("get_time", Map.of()));
		String functions = ",\"functions\":[{\"name\":\"get_weather\",\"parameters\":{\"properties\":{}}}],\"stream\":"
				+ stream;

		String body = this.client.send(this.client.chat("", TestClient.chatBody("hi", functions))).body();

		assertThat(body).contains("\"arguments\":{\"city\":\"Tula\"}", "\"completion_tokens\":7")
			.doesNotContain("get_time");
	}

	@Test
	void refusesAScriptOfFunctionCallsWithoutACall() {
		ChatRule rule = this.emulator.onAnyMessage();

		assertThatIllegalArgumentException().isThrownBy(rule::callFunctions).withMessageContaining("at least one call");
	}

	@ParameterizedTest
	@ValueSource(strings = { "web_search", "actual_info_web_search", "safe_search" })
	void acceptsEachKindOfSearch(String type) {
		assertAccepted(TestClient.chatV2Body("hi", ",\"tools\":[{\"web_search\":{\"type\":\"" + type + "\"}}]"));
	}

	@Test
	void addsWidgetsAndAdditionalDataAndTheDocumentedEnd() {
		this.emulator.onAnyMessage()
			.reply("It snows.")
			.widgets(List.of(Map.of("type", "weather")))
			.additionalData(List.of(Map.of("a", 1)))
			.documentedEnd();

		JsonNode answer = json(TestClient.chatV2Body("hi", ""));

		assertThat(answer.path("messages").toString()).isEqualTo("""
				[{"role":"assistant","content":[{"text":"It snows."},{"inline_data":{"widgets":[{"type":"weather"}]}}],\
				"finish_reason":"stop"}]""");
		assertThat(answer.path("additional_data").toString()).isEqualTo("[{\"a\":1}]");
	}

	@Test
	void streamsTheDocumentedEnd() {
		this.emulator.onUserMessage("text").reply("It snows.").widgets(List.of(Map.of("t", 1))).documentedEnd();
		this.emulator.onUserMessage("call").callFunction("get_weather", Map.of()).documentedEnd();

		String text = chat(TestClient.chatV2Body("text", ",\"stream\":true")).body();
		String call = chat(TestClient.chatV2Body("call", TOOLS + ",\"stream\":true")).body();

		assertThat(text).endsWith("\n\ndata: [DONE]\n\n")
			.contains("[{\"inline_data\":{\"widgets\":[{\"t\":1}]}}]",
					"\"messages\":[{\"role\":\"assistant\",\"content\":[],\"finish_reason\":\"stop\"}]");
		assertThat(call).endsWith("\n\ndata: [DONE]\n\n").contains("}}],\"finish_reason\":\"function_call\"}]");
	}

	@Test
	void addsNoneOfTheseToAnAnswerOfV1() {
		this.emulator.onAnyMessage()
			.reply("It snows.")
			.widgets(List.of(Map.of("t", 1)))
			.additionalData(Map.of("a", 1))
			.documentedEnd();

		String body = this.client.send(this.client.chat("", TestClient.chatBody("hi", ""))).body();

		assertThat(body).contains("It snows.").doesNotContain("widgets", "additional_data");
	}

	private void assertAccepted(String body) {
		HttpResponse<String> answer = chat(body);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
	}

	private JsonNode json(String body) {
		HttpResponse<String> answer = chat(body);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return TestClient.json(answer.body());
	}

	private HttpResponse<String> chat(String body) {
		return this.client.send(this.client.chatV2("", body));
	}

	private static String conversation(String... messages) {
		return "{\"model\":\"GigaChat-2-Max\",\"messages\":[" + String.join(",", messages) + "]" + TOOLS + "}";
	}

	private static String text(JsonNode body) {
		return body.path("messages").path(0).path("content").path(0).path("text").stringValue();
	}

}
