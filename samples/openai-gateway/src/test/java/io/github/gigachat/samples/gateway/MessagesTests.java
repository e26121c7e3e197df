package io.github.gigachat.samples.gateway;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.EmulatedFile;
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
 * Tests the Messages API over HTTP, against the emulator.
 */
@GatewayTest
class MessagesTests {

	private static final String PNG = "\u0089PNG\r\n\u001a\n of messages";

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.gigachat.reset();
		this.client = new GatewayClient(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/messages", "/v1/messages?beta=true", "/messages", "/v1/v1/messages" })
	void aWholeAnswer(String path) {
		this.gigachat.onAnyMessage().reply("Привет!").usage(30, 5, 12);

		MessageAnswer answer = new MessageAnswer(
				this.client.post(path, MessagesBody.of(false).with("model", "claude-opus-4-1").user("Hi")));

		assertThat(answer.status()).isEqualTo(200);
		JsonNode json = answer.message();
		assertThat(json.path("id").stringValue()).startsWith("msg_");
		assertThat(json.path("type").stringValue()).isEqualTo("message");
		assertThat(json.path("role").stringValue()).isEqualTo("assistant");
		assertThat(json.path("model").stringValue()).isEqualTo("claude-opus-4-1");
		assertThat(json.path("content")).hasToString("[{\"type\":\"text\",\"text\":\"Привет!\"}]");
		assertThat(json.path("stop_reason").stringValue()).isEqualTo("end_turn");
		assertThat(json.path("stop_sequence").isNull()).isTrue();
		assertThat(this.gigachat.lastChatRequest().chat().model()).isEqualTo("GigaChat-2-Max");
		String upstreamId = this.gigachat.lastChatRequest().requestId();
		assertThat(answer.answer().header("x-request-id")).isEqualTo(upstreamId);
		assertThat(answer.answer().header("request-id")).isEqualTo(upstreamId);
	}

	@Test
	void aStream() {
		this.gigachat.onAnyMessage().replyInChunks("Раз, ", "два, ", "три").usage(30, 5, 0);

		MessageAnswer answer = MessageAnswer.of(this.client, MessagesBody.of(true).user("Hi"));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.answer().header("Content-Type")).startsWith("text/event-stream");
		assertThat(answer.eventNames()).startsWith("message_start", "content_block_start", "content_block_delta")
			.endsWith("content_block_stop", "message_delta", "message_stop")
			.containsExactlyElementsOf(
					answer.answer().events().stream().map((event) -> event.path("type").stringValue()).toList());
		assertThat(answer.message().path("id").stringValue()).startsWith("msg_");
		assertThat(answer.message().path("usage").path("input_tokens").isNumber()).isTrue();
		assertThat(answer.text()).isEqualTo("Раз, два, три");
		assertThat(answer.stopReason()).isEqualTo("end_turn");
		assertThat(answer.usage().path("input_tokens").intValue()).isEqualTo(30);
		assertThat(answer.usage().path("output_tokens").intValue()).isEqualTo(5);
		assertThat(answer.answer().isDone()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aToolIsCalledByItsOwnName(boolean stream) {
		this.gigachat.onRequest((request) -> !request.functions().isEmpty())
			.respondWith((request) -> ChatAnswer.functionCall(request.functions().get(0).name(),
					Map.of("path", "README.md")));

		MessageAnswer answer = MessageAnswer.of(this.client,
				MessagesBody.of(stream).user("Read it").tool("fs.read-file"));

		JsonNode call = answer.calls().get(0);
		assertThat(call.path("name").stringValue()).isEqualTo("fs.read-file");
		assertThat(call.path("input")).hasToString("{\"path\":\"README.md\"}");
		assertThat(call.path("id").stringValue()).isNotBlank();
		assertThat(answer.stopReason()).isEqualTo("tool_use");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "[1] | [1]", "\"hello\" | hello", "\"{\\\"path\\\":\\\"a\" | path", "\"\\ud800\" | ``" })
	void argumentsThatAreNoObjectAreAFieldOfOne(String arguments, String told) {
		for (boolean stream : List.of(false, true)) {
			this.gigachat.onAnyMessage().callFunction("read", arguments).finishReason("length");

			MessageAnswer answer = ask(MessagesBody.of(stream).user("Read it").tool("read"));

			assertThat(answer.status()).as(answer::body).isEqualTo(200);
			assertThat(answer.calls()).singleElement()
				.satisfies((call) -> assertThat(call.path("input").path("arguments").asString("")).contains(told));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCharacterThatCannotBeWrittenKeepsNoCallBack(boolean stream) {
		this.gigachat.onAnyMessage().callFunction("read", "{\"path\":\"a\\ud800\"}");

		assertThat(ask(MessagesBody.of(stream).user("Read it").tool("read")).calls()).singleElement()
			.satisfies((call) -> assertThat(call.path("input").path("path").asString("")).startsWith("a"));
	}

	@ParameterizedTest
	@CsvSource({ "'', Error", "no such file, Error: no such file", "ERROR 5, ERROR 5" })
	void theModelReadsThatAResultIsAnError(String output, String told) {
		ask(MessagesBody.of(false)
			.tool("read")
			.user("Read it")
			.call("1", "read", Map.of("path", "a"))
			.user(Map.of("type", "tool_result", "tool_use_id", "1", "is_error", true, "content", output)));

		assertThat(this.gigachat.lastChatRequest().chat().functionResults()).singleElement()
			.satisfies((result) -> assertThat(result.content()).contains('"' + told + '"'));
	}

	@Test
	void theResultsOfATurnComeBeforeItsText() {
		MessageAnswer answer = ask(MessagesBody.of(false)
			.tool("read")
			.user("Read it")
			.call("toolu_1", "read", Map.of("path", "a"))
			.user(MessagesBody.text("Go on"), MessagesBody.result("toolu_1", "content of a"),
					Map.of("type", "tool_result", "tool_use_id", "toolu_2", "is_error", true)));

		assertThat(answer.status()).as(answer::body).isEqualTo(200);
		List<ChatMessage> sent = this.gigachat.lastChatRequest().chat().messages();
		assertThat(sent.get(1).functionCall().arguments()).isEqualTo("{\"path\":\"a\"}");
		assertThat(sent.get(2).content()).contains("content of a");
		assertThat(sent.get(sent.size() - 1).content()).isEqualTo("Go on");
	}

	@Test
	void theTextsOfBlocksAreJoinedAndWhatBelongsToOthersIsLeftOut() {
		MessageAnswer answer = ask(MessagesBody.of(false)
			.user("Hello")
			.message("assistant", List.of(Map.of("type", "thinking", "thinking", "hm", "signature", "s")))
			.message("assistant",
					List.of(Map.of("type", "redacted_thinking", "data", "x"), MessagesBody.text("Hi"),
							Map.of("type", "server_tool_use", "id", "s1", "name", "web_search", "input", Map.of()),
							Map.of("type", "web_search_tool_result", "tool_use_id", "s1", "content", List.of())))
			.user(MessagesBody.text("one"), Map.of("type", "unknown", "text", "two"),
					Map.of("type", "document", "title", "title of three", "context", "context of three", "source",
							Map.of("type", "text", "media_type", "text/plain", "data", "three")),
					Map.of("type", "document", "source",
							Map.of("type", "content", "content", List.of(MessagesBody.text("four")))),
					Map.of("type", "search_result", "source", "s", "title", "t", "content",
							List.of(MessagesBody.text("five")))));

		assertThat(this.gigachat.lastChatRequest().chat().messages()).extracting(ChatMessage::content)
			.containsExactly("Hello", "Hi", "one\ntwo\ntitle of three\ncontext of three\nthree\nfour\nt\ns\nfive");
		assertThat(answer.answer().header("x-gateway-ignored"))
			.isEqualTo("messages[2].content[2], messages[2].content[3]");
	}

	@Test
	void aDocumentKeepsItsTitleAsItsName() {
		Map<String, Object> document = new LinkedHashMap<>(
				media("document", "application/pdf", "%PDF-1.4 with a title"));
		document.put("title", "contract.pdf");

		ask(MessagesBody.of(false).user(document, MessagesBody.text("Read it")));

		assertThat(this.gigachat.uploads()).extracting(EmulatedFile::fileName).containsExactly("contract.pdf");
	}

	@Test
	void theBillingBlockOfClaudeCodeIsNoInstruction() {
		this.client.post("/v1/messages", (Object) ClientRequests.all().get("claude-code"));

		assertThat(this.gigachat.lastChatRequest().chat().messages().get(0).content())
			.startsWith("You are a Claude agent");
	}

	@Test
	void picturesAndDocumentsAreAttached() {
		ask(MessagesBody.of(false)
			.user(media("image", "image/png", PNG), media("document", "application/pdf", "%PDF-1.4 of messages")));
		List<EmulatedFile> uploads = this.gigachat.uploads();
		ask(MessagesBody.of(false)
			.user(Map.of("type", "image", "source", Map.of("type", "file", "file_id", uploads.get(0).id())),
					Map.of("type", "document", "title", "a.pdf", "source",
							Map.of("type", "file", "file_id", uploads.get(1).id()))));

		assertThat(uploads).extracting(EmulatedFile::type).containsExactlyInAnyOrder("image/png", "application/pdf");
		assertThat(this.gigachat.uploads()).hasSize(2);
		assertThat(this.gigachat.lastChatRequest().chat().messages()).flatExtracting(ChatMessage::attachments)
			.containsExactlyInAnyOrder(uploads.get(0).id(), uploads.get(1).id());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void samplingLengthAndEffortGoOn(boolean stream) {
		MessageAnswer answer = ask(MessagesBody.of(stream)
			.with("model", "GigaChat-2-Pro")
			.with("max_tokens", 32_000)
			.with("temperature", 0.5)
			.with("top_p", 0.25)
			.with("thinking", Map.of("type", "adaptive"))
			.with("context_management", Map.of("edits", List.of()))
			.with("output_config", Map.of("effort", "max"))
			.with("cache_control", Map.of("type", "ephemeral"))
			.with("betas", List.of("b"))
			.with("metadata", Map.of("user_id", "anna"))
			.user("Hello"));

		JsonNode sent = lastSent();
		assertThat(sent.path("temperature").doubleValue()).isEqualTo(0.5);
		assertThat(sent.path("top_p").doubleValue()).isEqualTo(0.25);
		assertThat(sent.path("max_tokens").intValue()).isEqualTo(2_000);
		assertThat(sent.path("reasoning_effort").stringValue()).isEqualTo("high");
		assertThat(answer.answer().header("x-gateway-changes")).contains("maxTokensReduced=2000");
		assertThat(answer.answer().header("x-gateway-ignored")).isEmpty();
	}

	@Test
	void whatHasNoEffectIsReported() {
		MessageAnswer answer = ask(MessagesBody.of(false)
			.with("top_k", 5)
			.with("mcp_servers", List.of())
			.with("output_config", Map.of("effort", "high", "task_budget", Map.of()))
			.tool(Map.of("type", "web_search_20250305", "name", "web_search"))
			.tool("read")
			.tool(Map.of("type", "bash_20250124", "name", "bash"))
			.user("Hello"));

		assertThat(answer.answer().header("x-gateway-ignored").split(", ")).containsExactlyInAnyOrder("top_k",
				"mcp_servers", "output_config.effort", "tools[0]", "tools[2]");
		assertThat(this.gigachat.lastChatRequest().chat().functions()).extracting(OfferedFunction::name)
			.containsExactly("read");
	}

	@Test
	void aChoiceOfAToolThatIsNotServedIsReported() {
		MessageAnswer answer = ask(MessagesBody.of(false)
			.tool(Map.of("type", "web_search_20250305", "name", "web_search"))
			.tool("read")
			.with("tool_choice", Map.of("type", "tool", "name", "web_search"))
			.user("Hello"));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.answer().header("x-gateway-ignored")).isEqualTo("tools[0], tool_choice");
	}

	@Test
	void aStreamWithoutUsageInventsNone() {
		// GigaChat states it at the end, which the gateway does not wait for
		this.gigachat.onAnyMessage().replyInChunks("one ", "two ", "three");
		MessagesBody body = MessagesBody.of(true).with("stop_sequences", List.of("two")).user("Hi");

		assertThat(ask(body).usage()).hasToString("{\"output_tokens\":0}");
		assertThat(ask(body.with("stream", false)).usage().path("input_tokens").isNumber()).isTrue();
	}

	@Test
	void aRequestNeedsNoMaximumOfTokens() {
		MessageAnswer answer = new MessageAnswer(
				this.client.post("/v1/messages", "{'model':'GigaChat-2','messages':[{'role':'user','content':'Hi'}]}"));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(lastSent().has("max_tokens")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "tool, {\"name\":\"b\"}", "none, none", "auto, auto" })
	void theChoiceOfToolsGoesOn(String type, String sent) {
		Map<String, ?> choice = Map.of("type", type, "name", "b", "disable_parallel_tool_use", true);

		ask(MessagesBody.of(false).tool("a").tool("b").with("tool_choice", choice).user("Hello"));

		assertThat(this.gigachat.lastChatRequest().chat().functions()).hasSize(2);
		assertThat(lastSent().path("function_call").toString().replace("\"none\"", "none").replace("\"auto\"", "auto"))
			.isEqualTo(sent);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aStopSequenceCutsTheAnswerAndIsNamed(boolean stream) {
		this.gigachat.onAnyMessage().replyInChunks("one\n", "tw", "o</", "en", "d>three");

		MessageAnswer answer = ask(
				MessagesBody.of(stream).with("stop_sequences", List.of("four", "</end>")).user("Hi"));

		assertThat(answer.text()).isEqualTo("one\ntwo");
		assertThat(answer.stopReason()).isEqualTo("stop_sequence");
		assertThat(answer.stop().path("stop_sequence").stringValue()).isEqualTo("</end>");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void thoughtsAreNoText(boolean stream) {
		this.gigachat.onAnyMessage().reply("42").reasoning("Let me think");

		assertThat(ask(MessagesBody.of(stream).user("The answer?")).blocks()).singleElement()
			.satisfies((block) -> assertThat(block.path("text").stringValue()).isEqualTo("42"));
	}

	@Test
	void theSessionIsThatOfTheHeaderOrElseOfTheUser() {
		ask(MessagesBody.of(false).with("metadata", Map.of("user_id", "anna")).user("Hello"));
		String user = session();
		ask(MessagesBody.of(true).with("metadata", Map.of("user_id", "anna")).user("Again"));
		String again = session();
		this.client.send(this.client.request("/v1/messages")
			.headers("Content-Type", "application/json", "x-claude-code-session-id", "s", "anthropic-beta", "b")
			.POST(BodyPublishers.ofString(
					MessagesBody.of(false).with("metadata", Map.of("user_id", "anna")).user("Hello").toString())));

		assertThat(user).isNotBlank().isEqualTo(again).isNotEqualTo(session());
		assertThat(this.gigachat.lastChatRequest().headers().toString()).doesNotContain("anthropic-beta");
	}

	private MessageAnswer ask(MessagesBody body) {
		return MessageAnswer.of(this.client, body);
	}

	private JsonNode lastSent() {
		return JsonMapper.shared().readTree(this.gigachat.lastChatRequest().body());
	}

	private String session() {
		return this.gigachat.lastChatRequest().header("X-Session-ID");
	}

	private static Map<String, ?> media(String type, String mediaType, String content) {
		String data = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.ISO_8859_1));
		return Map.of("type", type, "source", Map.of("type", "base64", "media_type", mediaType, "data", data));
	}

}
