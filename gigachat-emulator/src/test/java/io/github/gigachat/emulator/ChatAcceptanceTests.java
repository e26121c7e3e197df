package io.github.gigachat.emulator;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chat requests that the service answers, and the form of its answers.
 */
class ChatAcceptanceTests {

	private static final String WEATHER = """
			{"name":"get_weather","description":"w","parameters":{"type":"object",\
			"properties":{"city":{"type":"string"}},"required":["city"]}}""";

	private static final String CALL = """
			{"role":"user","content":"weather in Tula"},{"role":"assistant","content":"",\
			"function_call":{"name":"get_weather","arguments":{"city":"Tula"}}%s},\
			{"role":"function","name":"get_weather","content":%s}""";

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication().file("known"));

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void answersACall() {
		this.emulator.onUserMessage("hi").reply("Hello");

		HttpResponse<String> answer = chat(TestClient.chatBody("hi", ""));

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("x-request-id")).isPresent();
		JsonNode body = TestClient.json(answer.body());
		assertThat(body.propertyNames()).containsExactlyInAnyOrder("choices", "created", "model", "object", "usage");
		assertThat(body.path("choices").toString()).isEqualTo(
				"[{\"message\":{\"content\":\"Hello\",\"role\":\"assistant\"},\"index\":0,\"finish_reason\":\"stop\"}]");
		assertThat(body.path("object").stringValue()).isEqualTo("chat.completion");
		assertThat(body.path("model").stringValue()).startsWith("GigaChat-2:");
		JsonNode usage = body.path("usage");
		assertThat(usage.path("total_tokens").intValue())
			.isEqualTo(usage.path("prompt_tokens").intValue() + usage.path("completion_tokens").intValue());
		assertThat(usage.path("precached_prompt_tokens").intValue()).isZero();
	}

	@Test
	void usageIsTheSameForTheSameRequest() {
		String first = usage(chat(TestClient.chatBody("hi", "")));
		String second = usage(chat(TestClient.chatBody("hi", "")));

		assertThat(first).isEqualTo(second);
	}

	@Test
	void echoesTheSessionButNotTheRequestId() {
		HttpResponse<String> answer = this.client.send(this.client.chat("", TestClient.chatBody("hi", ""))
			.header("X-Session-ID", "session-1")
			.header("X-Request-ID", "request-1"));

		assertThat(answer.headers().firstValue("x-session-id")).hasValue("session-1");
		assertThat(answer.headers().firstValue("x-request-id")).isNotEmpty().isNotEqualTo("request-1");
		assertThat(this.emulator.lastChatRequest().requestId())
			.isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
	}

	@Test
	void theDefaultAnswerSaysThatItComesFromTheEmulator() {
		assertThat(content(chat(TestClient.chatBody("Who are you?", "")))).contains("emulator", "Who are you?");
		assertThat(content(chat(TestClient.chatBody("Кто ты?", "")))).contains("эмулятор", "Кто ты?");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { " | could not", ",\"function_call\":\"none\" | could not", ",\"function_call\":\"auto\" | could",
					",\"functions\":[{\"name\":\"text2image\"}] | could",
					",\"function_call\":{\"name\":\"get_file_content\"} | could" })
	void theDefaultAnswerSaysWhetherADocumentCouldBeRead(String mode, String could) {
		String attached = "\"content\":\"%s\",\"attachments\":[\"known\"]";
		String body = TestClient.chatBody("%s", (mode != null) ? mode : "").replace("\"content\":\"%s\"", attached);

		String read = content(chat(body.formatted("Who are you?")));
		String russian = content(chat(body.formatted("Кто ты?")));

		assertThat(read).contains(" " + could + " read the attached document");
		assertThat(russian).contains(could.equals("could") ? "документ прочитан" : "документ не прочитан");
	}

	@Test
	void theDefaultAnswerDoesNotMentionADocumentThatIsNotAttached() {
		assertThat(content(chat(TestClient.chatBody("Who are you?", "")))).doesNotContain("document");
	}

	@Test
	void acceptsAConversationWithASystemMessage() {
		assertAccepted("""
				{"role":"system","content":"s"},{"role":"user","content":"u"},
				{"role":"assistant","content":"a"},{"role":"user","content":"u"}""");
	}

	@Test
	void acceptsUserMessagesInARow() {
		assertAccepted("{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}");
	}

	@Test
	void callsAFunctionWithAnObjectOfArguments() {
		this.emulator.onUserMessage("weather").callFunction("get_weather", Map.of("city", "Tula"));

		JsonNode choice = choice(chat(TestClient.chatBody("weather?", functions(",\"function_call\":\"auto\""))));

		JsonNode message = choice.path("message");
		assertThat(message.path("content").stringValue()).isEmpty();
		assertThat(message.path("function_call").toString())
			.isEqualTo("{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Tula\"}}");
		assertThat(message.path("functions_state_id").stringValue()).hasSize(36);
		assertThat(choice.path("finish_reason").stringValue()).isEqualTo("function_call");
	}

	@Test
	void sendsRawArgumentsAsTheyAre() {
		this.emulator.onAnyMessage().callFunction("get_weather", "{\"city\" : \"Tula\", \"days\":2.50}");

		String body = chat(TestClient.chatBody("weather?", functions(""))).body();

		assertThat(body).contains("\"arguments\":{\"city\" : \"Tula\", \"days\":2.50}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"{\\\"t\\\":12}\"", "\"\\\"sunny\\\"\"", "\"12\"", "\"null\"" })
	void acceptsAResultThatIsJson(String content) {
		assertAccepted(CALL.formatted(",\"functions_state_id\":\"0199e210-2f13-744c-8fe5-c9a19fe27db7\"", content));
	}

	@Test
	void acceptsACallWithoutStateIdAndAResultWithoutName() {
		assertAccepted(CALL.formatted("", "\"1\"").replace("\"name\":\"get_weather\",\"content\"", "\"content\""));
	}

	@Test
	void obeysAForcedFunction() {
		JsonNode choice = choice(
				chat(TestClient.chatBody("hi", functions(",\"function_call\":{\"name\":\"get_weather\"}"))));

		assertThat(choice.path("finish_reason").stringValue()).isEqualTo("function_call");
		assertThat(choice.path("message").path("function_call").path("arguments").path("city").isString()).isTrue();
	}

	@Test
	void acceptsABuiltInFunctionByName() {
		assertThat(chat(TestClient.chatBody("draw", ",\"functions\":[{\"name\":\"text2image\"}]")).statusCode())
			.isEqualTo(200);
		assertThat(chat(TestClient.chatBody("draw", ",\"function_call\":{\"name\":\"text2image\"}")).statusCode())
			.isEqualTo(200);
	}

	@Test
	void ignoresUnknownFieldsAndTools() {
		HttpResponse<String> answer = chat(TestClient.chatBody("hi",
				",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"x\"}}],\"anything\":1"));

		assertThat(choice(answer).path("finish_reason").stringValue()).isEqualTo("stop");
	}

	@Test
	void answersBySchema() {
		HttpResponse<String> answer = chat(TestClient.chatBody("hi", """
				,"response_format":{"type":"json_schema","strict":true,"schema":{"type":"object",\
				"properties":{"a":{"type":"string"},"n":{"type":"integer"},"l":{"type":"array",\
				"items":{"type":"boolean"}},"e":{"enum":["x","y"]}},"required":["a"]}}"""));

		assertThat(TestClient.json(content(answer)).toString())
			.isEqualTo("{\"a\":\"ok\",\"n\":1,\"l\":[true],\"e\":\"x\"}");
	}

	@Test
	void answersByASchemaWhoseKeywordsAreNamesAndValues() {
		HttpResponse<String> answer = chat(TestClient.chatBody("hi", """
				,"response_format":{"type":"json_schema","schema":{"type":"object","properties":{\
				"$ref":{"type":"string"},"$schema":{"enum":[{"$ref":"#"}]}}}}"""));

		assertThat(TestClient.json(content(answer)).toString())
			.isEqualTo("{\"$ref\":\"ok\",\"$schema\":{\"$ref\":\"#\"}}");
	}

	@Test
	void acceptsTheResponseFormatText() {
		assertThat(chat(TestClient.chatBody("hi", ",\"response_format\":{\"type\":\"text\"}")).statusCode())
			.isEqualTo(200);
	}

	@Test
	void acceptsAKnownAttachment() {
		assertAccepted("{\"role\":\"user\",\"content\":\"a\",\"attachments\":[\"known\"]}");
	}

	@Test
	void streamsAShortTextInOnePiece() {
		this.emulator.onAnyMessage().reply("Hello").usage(5, 1, 2);

		HttpResponse<String> answer = chat(TestClient.streamBody("hi"));

		assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
		List<String> events = events(answer);
		assertThat(events).hasSize(3);
		JsonNode first = TestClient.json(events.get(0));
		assertThat(first.path("choices").toString())
			.isEqualTo("[{\"delta\":{\"content\":\"Hello\",\"role\":\"assistant\"},\"index\":0}]");
		assertThat(first.has("usage")).isFalse();
		JsonNode last = TestClient.json(events.get(1));
		assertThat(last.path("choices").toString())
			.isEqualTo("[{\"delta\":{\"content\":\"\"},\"index\":0,\"finish_reason\":\"stop\"}]");
		assertThat(last.path("usage").toString()).isEqualTo(
				"{\"prompt_tokens\":5,\"completion_tokens\":1," + "\"total_tokens\":6,\"precached_prompt_tokens\":2}");
		assertThat(events.get(2)).isEqualTo("[DONE]");
	}

	@Test
	void streamsALongTextInPiecesOfWords() {
		String text = "Раз, два, три, четыре, пять, шесть, семь, восемь, девять, десять, одиннадцать, двенадцать.";
		this.emulator.onAnyMessage().reply(text);

		List<JsonNode> events = events(chat(TestClient.streamBody("hi"))).stream()
			.filter((event) -> !event.equals("[DONE]"))
			.map(TestClient::json)
			.toList();

		assertThat(events).hasSizeGreaterThan(3);
		StringBuilder joined = new StringBuilder();
		for (int i = 0; i < events.size(); i++) {
			JsonNode delta = events.get(i).path("choices").path(0).path("delta");
			joined.append(delta.path("content").stringValue());
			assertThat(delta.has("role")).isEqualTo(i == 0);
		}
		assertThat(joined).hasToString(text);
	}

	@Test
	void streamsACallWholeInOneEvent() {
		this.emulator.onAnyMessage().callFunction("get_weather", Map.of("city", "Tula"));

		List<String> events = events(chat(TestClient.chatBody("w", functions(",\"stream\":true"))));

		assertThat(events).hasSize(2);
		JsonNode choice = TestClient.json(events.get(0)).path("choices").path(0);
		assertThat(choice.path("finish_reason").stringValue()).isEqualTo("function_call");
		assertThat(choice.path("delta").path("role").stringValue()).isEqualTo("assistant");
		assertThat(choice.path("delta").path("content").stringValue()).isEmpty();
		assertThat(choice.path("delta").path("function_call").path("arguments").path("city").stringValue())
			.isEqualTo("Tula");
		assertThat(choice.path("delta").has("functions_state_id")).isTrue();
		assertThat(events.get(1)).isEqualTo("[DONE]");
	}

	@Test
	void endsWithTheScriptedFinishReason() {
		this.emulator.onAnyMessage().reply("Не могу об этом говорить.").finishReason("blacklist");

		JsonNode choice = choice(chat(TestClient.chatBody("x", "")));

		assertThat(choice.path("finish_reason").stringValue()).isEqualTo("blacklist");
	}

	private void assertAccepted(String messages) {
		HttpResponse<String> answer = chat("{\"model\":\"GigaChat-2\",\"messages\":[" + messages + "]}");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
	}

	private HttpResponse<String> chat(String body) {
		return this.client.send(this.client.chat("", body));
	}

	private static String functions(String more) {
		return ",\"functions\":[" + WEATHER + "]" + more;
	}

	private static JsonNode choice(HttpResponse<String> answer) {
		return TestClient.json(answer.body()).path("choices").path(0);
	}

	private static String content(HttpResponse<String> answer) {
		return choice(answer).path("message").path("content").stringValue();
	}

	private static String usage(HttpResponse<String> answer) {
		return TestClient.json(answer.body()).path("usage").toString();
	}

	private static List<String> events(HttpResponse<String> answer) {
		assertThat(answer.body()).startsWith("data: ").endsWith("\n\n");
		return List.of(answer.body().split("\n\n", -1))
			.stream()
			.filter((event) -> !event.isEmpty())
			.map((event) -> event.substring("data: ".length()))
			.toList();
	}

}
