package io.github.gigachat.samples.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.ChatMessage.FunctionCall;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
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
 * Tests for common faults of gateways, in the Messages API, whole and streamed.
 */
@GatewayTest
class MessagesContractTests {

	private static final String PATH = "/v1/messages";

	private static final Duration SOON = Duration.ofSeconds(5);

	@Autowired
	GigaChatEmulator gigachat;

	@LocalServerPort
	int port;

	private GatewayClient client;

	@BeforeEach
	void reset() {
		this.gigachat.reset();
		this.client = new GatewayClient(this.port);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("1 the error object nested under another key")
	void theErrorIsAtTheTop(boolean stream) {
		this.gigachat.onAnyMessage().fail(422, "Invalid params: repetition_penalty must be in range (0, +inf)");

		JsonNode error = ask(MessagesBody.of(stream).user("Hello")).answer().json();

		assertThat(error.propertyNames()).containsExactly("type", "error");
		assertThat(error.path("type").stringValue()).isEqualTo("error");
		assertThat(error.path("error").propertyNames()).containsExactly("type", "message");
		assertThat(error.path("error").path("message").stringValue()).contains("repetition_penalty");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("2, 3 results of parallel calls merged, second and later calls of a history dropped")
	void callsAndResultsOfAHistoryStayApart(boolean stream) {
		ask(MessagesBody.of(stream)
			.tool("read")
			.user("Read a.txt and b.txt")
			.message("assistant",
					List.of(MessagesBody.text("Reading"), use("1", "read", "a.txt"), use("2", "read", "b.txt")))
			.user(MessagesBody.result("2", "second file"), MessagesBody.result("1", "first file")));

		List<ChatMessage> sent = this.gigachat.lastChatRequest().chat().messages();
		assertThat(sent).extracting(ChatMessage::functionCall)
			.filteredOn((call) -> call != null)
			.extracting(FunctionCall::arguments)
			.containsExactly("{\"path\":\"a.txt\"}", "{\"path\":\"b.txt\"}");
		List<ChatMessage> results = this.gigachat.lastChatRequest().chat().functionResults();
		assertThat(results).hasSize(2);
		assertThat(results.get(0).content()).contains("first file").doesNotContain("second file");
		assertThat(results.get(1).content()).contains("second file").doesNotContain("first file");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("3 second and later calls dropped, in an answer")
	void noCallOfAnAnswerIsDropped(boolean stream) {
		this.gigachat.onAnyMessage()
			.callFunctions(FunctionCall.of("read", Map.of("path", "a.txt")),
					FunctionCall.of("read", Map.of("path", "b.txt")));

		MessageAnswer answer = ask(
				MessagesBody.of(stream).with("model", "v2").tool("read").user("Read a.txt and b.txt"));

		assertThat(answer.calls()).extracting((call) -> call.path("input").path("path").stringValue())
			.containsExactly("a.txt", "b.txt");
		assertThat(answer.stopReason()).isEqualTo("tool_use");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("4 tools without parameters dropped")
	void aToolWithoutASchemaIsSent(boolean stream) {
		this.gigachat.onAnyMessage().callFunction("list_agents", Map.of());

		MessageAnswer answer = ask(MessagesBody.of(stream).tool(Map.of("name", "list_agents")).user("Which agents?"));

		assertThat(answer.calls()).singleElement()
			.satisfies((call) -> assertThat(call.path("input")).hasToString("{}"));
		assertThat(this.gigachat.lastChatRequest().chat().functions().get(0).parameters()).contains("\"object\"");
	}

	@ParameterizedTest
	@CsvSource({ "false, blacklist, refusal", "true, blacklist, refusal", "false, stop, end_turn",
			"true, length, max_tokens", "false, length, max_tokens", "false, something_new, end_turn",
			"true, something_new, end_turn" })
	@DisplayName("6 blacklist or error let through")
	void stopReasonsAreAClosedSet(boolean stream, String own, String reason) {
		this.gigachat.onAnyMessage().reply("Не люблю менять тему разговора").finishReason(own);

		MessageAnswer answer = ask(MessagesBody.of(stream).user("Hello"));

		assertThat(answer.stopReason()).isEqualTo(reason);
		assertThat(answer.text()).isEqualTo("Не люблю менять тему разговора");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("5, 7 a schema of the answer refused; $ref, unions, const damaged")
	void schemasKeepTheirMeaning(boolean stream) {
		Map<String, ?> schema = Map.of("$schema", "https://json-schema.org/draft/2020-12/schema", "type", "object",
				"$defs", Map.of("place", Map.of("type", "string", "description", "A place")), "properties",
				Map.of("where", Map.of("$ref", "#/$defs/place"), "count",
						Map.of("anyOf", List.of(Map.of("type", "integer"), Map.of("type", "null"))), "kind",
						Map.of("const", "fast")));

		ask(MessagesBody.of(stream).tool(Map.of("name", "go", "input_schema", schema)).user("Go"));
		JsonNode sent = lastSent().path("functions").path(0).path("parameters");
		ask(MessagesBody.of(stream)
			.with("output_config", Map.of("format", Map.of("type", "json_schema", "schema", schema)))
			.user("Where?"));
		JsonNode format = lastSent().path("response_format");

		assertThat(format.path("type").stringValue()).isEqualTo("json_schema");
		assertThat(format.path("strict").booleanValue()).isTrue();
		for (JsonNode fitted : List.of(sent, format.path("schema"))) {
			JsonNode properties = fitted.path("properties");
			assertThat(fitted.toString()).doesNotContain("$ref");
			assertThat(properties.path("where").path("description").stringValue()).contains("A place");
			assertThat(properties.path("count").toString()).contains("\"integer\"");
			assertThat(properties.path("kind").toString()).contains("fast");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "false | [1, 2", "true | ${java.version}", "false | {\"a\": 1} and more" })
	@DisplayName("8, 9 a result of blocks wrapped raw, program output evaluated")
	void aResultIsItsText(boolean stream, String output) {
		MessageAnswer answer = ask(MessagesBody.of(stream)
			.tool("run")
			.user("Run it")
			.call("1", "run", Map.of("path", "a"))
			.user(MessagesBody.result("1", List.of(MessagesBody.text(output), MessagesBody.text("end")))));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(this.gigachat.lastChatRequest().chat().functionResults()).singleElement()
			.satisfies((result) -> assertThat(JsonMapper.shared().readTree(result.content()).valueStream().toList())
				.anySatisfy((value) -> assertThat(value.asString("")).isEqualTo(output + "\nend")));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("10 a second system message lost or made user text without need")
	void systemMessagesInTheMiddleBelongToTheFirst(boolean stream) {
		ask(MessagesBody.of(stream)
			.with("system", List.of(MessagesBody.text("Be brief"), MessagesBody.text("Be kind")))
			.user("Hello")
			.message("system", "Agents: none")
			.message("assistant", "Hi")
			.message("system", List.of(MessagesBody.text("Skills: none")))
			.user("Go on"));

		List<ChatMessage> sent = this.gigachat.lastChatRequest().chat().messages();
		assertThat(sent).extracting(ChatMessage::role).containsExactly("system", "user", "assistant", "user");
		assertThat(sent.get(0).content()).containsSubsequence("Be brief", "Be kind", "Agents: none", "Skills: none");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("11, 12 usage ignored, cached above prompt")
	void cachedTokensAreBesideTheOthers(boolean stream) {
		this.gigachat.onAnyMessage().reply("Hello").usage(1, 5, 37);

		JsonNode usage = ask(MessagesBody.of(stream).user("Hello")).usage();

		assertThat(usage.path("input_tokens").intValue()).isEqualTo(1);
		assertThat(usage.path("cache_read_input_tokens").intValue()).isEqualTo(37);
		assertThat(usage.path("output_tokens").intValue()).isEqualTo(5);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("13 the answer goes on without a picture that could not be uploaded")
	void noAnswerWithoutThePicture(boolean stream) {
		this.gigachat.onEndpoint(RecordedRequest.Endpoint.FILES).fail(413);

		MessageAnswer answer = ask(MessagesBody.of(stream).user(picture(201)));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.answer().error().path("message").stringValue()).contains("messages[0].content");
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("13 the picture of a result dropped")
	void aPictureInAResultFollowsIt(boolean stream) {
		ask(MessagesBody.of(stream)
			.tool("look")
			.user("Look at it")
			.call("1", "look", Map.of("path", "a.png"))
			.user(MessagesBody.result("1", List.of(MessagesBody.text("a.png"), picture(202))),
					MessagesBody.text("And?")));

		List<ChatMessage> sent = this.gigachat.lastChatRequest().chat().messages();
		assertThat(sent).extracting(ChatMessage::role).endsWith("function", "user", "user");
		assertThat(sent.get(sent.size() - 3).content()).contains("a.png");
		assertThat(sent.get(sent.size() - 2).attachments()).hasSize(1);
		assertThat(sent.get(sent.size() - 1).content()).isEqualTo("And?");
	}

	@Test
	@DisplayName("14 uploads shared between accounts")
	void eachAccountUploadsItsOwnPicture() {
		ask(MessagesBody.of(false).user(picture(203)));
		ask(MessagesBody.of(false).user(picture(203)));
		assertThat(this.gigachat.uploads()).hasSize(1);

		ask(MessagesBody.of(false).with("model", "GigaChat-2-other").user(picture(203)));

		assertThat(this.gigachat.uploads()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("17 call ids that repeat")
	void idsOfCallsDifferAndComeBackUnchanged(boolean stream) {
		this.gigachat.onRequest((request) -> request.functionResults().isEmpty())
			.respondWith((request) -> ChatAnswer.functionCall("read", Map.of("path", "a.txt")));
		MessagesBody body = MessagesBody.of(stream).tool("read").user("Read a.txt");

		String first = ask(body).calls().get(0).path("id").stringValue();
		String second = ask(body).calls().get(0).path("id").stringValue();
		MessageAnswer answer = ask(
				body.call(first, "read", Map.of("path", "a.txt")).user(MessagesBody.result(first, "content of a")));

		assertThat(first).isNotBlank().isNotEqualTo(second);
		assertThat(answer.stopReason()).isEqualTo("end_turn");
		assertThat(this.gigachat.lastChatRequest().chat().functionResults()).extracting(ChatMessage::name)
			.containsExactly("read");
	}

	@ParameterizedTest
	@ValueSource(strings = { PATH, PATH + "/count_tokens" })
	@DisplayName("18 the body limit passed by chunked uploads")
	void aLargeBodyIsRefusedBeforeItsEnd(String path) {
		byte[] piece = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.head(path, "Transfer-Encoding: chunked");
			// 17 pieces of 64 KB are more than the megabyte that is allowed
			for (int i = 0; i < 17; i++) {
				connection.sendWhileOpen(piece);
			}

			assertThat(connection.status()).isEqualTo(413);
			assertThat(connection.readUntil("}}")).contains("{\"type\":\"error\",\"error\":{")
				.contains("\"request_too_large\"");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { PATH, PATH + "/count_tokens" })
	@DisplayName("18 the body limit passed by compression")
	void aBodyThatExpandsTooFarIsRefused(String path) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
			gzip.write(MessagesBody.of(false).user("x".repeat(2_000_000)).toString().getBytes(StandardCharsets.UTF_8));
		}

		GatewayClient.Answer answer = this.client.send(this.client.request(path)
			.headers("Content-Type", "application/json", "Content-Encoding", "gzip")
			.POST(BodyPublishers.ofByteArray(body.toByteArray())));

		assertThat(answer.status()).isEqualTo(413);
		assertThat(answer.error().path("type").stringValue()).isEqualTo("request_too_large");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("19 any treated as auto")
	void aCallIsRequiredOfSeveralTools(boolean stream) {
		AtomicInteger requests = new AtomicInteger();
		this.gigachat.onAnyMessage().respondWith((request) -> switch (requests.incrementAndGet()) {
			case 1 -> ChatAnswer.text("I would rather talk");
			case 2 -> ChatAnswer.functionCall("choose_tool", Map.of("name", "write"));
			default -> ChatAnswer.functionCall("write", Map.of("path", "b.txt"));
		});

		MessageAnswer answer = ask(MessagesBody.of(stream)
			.tool("read")
			.tool("write")
			.with("tool_choice", Map.of("type", "any"))
			.user("Hi"));

		assertThat(answer.text()).isEmpty();
		assertThat(answer.calls()).singleElement()
			.satisfies((call) -> assertThat(call.path("name").stringValue()).isEqualTo("write"));
		assertThat(this.gigachat.chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("20 a call cut by max_tokens reported as tool_use")
	void aCallThatWasCutIsReportedAsSuch(boolean stream) {
		this.gigachat.onAnyMessage().callFunction("read", Map.of("path", "a")).finishReason("length");

		assertThat(ask(MessagesBody.of(stream).tool("read").user("Read it")).stopReason()).isEqualTo("max_tokens");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("6 error let through")
	void unusableOutputOfTheModelIsAnError(boolean stream) {
		this.gigachat.onAnyMessage().reply("").finishReason("error").then().reply("").finishReason("error");

		MessageAnswer answer = ask(MessagesBody.of(stream).tool("read").user("Hello"));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.answer().error().path("type").stringValue()).isEqualTo("invalid_request_error");
		assertThat(this.gigachat.chatRequests()).hasSize(2);
	}

	@Test
	@DisplayName("21 a cut answer delivered as a whole one")
	void aCutAnswerIsAnError() {
		this.gigachat.network().onChat().cutAfterEvents(1).always();

		MessageAnswer answer = ask(MessagesBody.of(false).user("Count"));

		assertThat(answer.status()).isEqualTo(502);
		assertThat(answer.answer().error().path("type").stringValue()).isEqualTo("api_error");
	}

	@Test
	@DisplayName("21 a cut stream ended normally")
	void aCutStreamEndsWithAnError() {
		this.gigachat.onAnyMessage().replyInChunks("One ", "two ", "three ", "four");
		this.gigachat.network().onChat().cutAfterEvents(2);

		MessageAnswer answer = ask(MessagesBody.of(true).user("Count"));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).startsWith("One");
		assertThat(answer.eventNames()).endsWith("content_block_delta", "error")
			.doesNotContain("message_delta", "message_stop");
		assertThat(answer.event("error").path("error").path("type").stringValue()).isEqualTo("api_error");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("22 the client's leaving noticed late")
	void aClientThatLeavesEndsTheUpstreamRequest(boolean stream) {
		this.gigachat.network().onChat().silentBeforeResponse();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.post(PATH, MessagesBody.of(stream).user("Hello"));
			Await.chat(this.gigachat);
		}

		assertThat(this.gigachat.awaitClientLeft(SOON)).isNotNull();
	}

	@Test
	@DisplayName("22 the client's leaving noticed late, in a stream")
	void aClientThatLeavesAStreamEndsTheUpstreamRequest() {
		this.gigachat.onAnyMessage().replyInChunks("One ", "two ", "three");
		this.gigachat.network().onChat().silentAfterEvents(2);
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.post(PATH, MessagesBody.of(true).user("Count"));
			connection.readUntil("One");
		}

		assertThat(this.gigachat.awaitClientLeft(SOON)).isNotNull();
	}

	@Test
	@DisplayName("22 the client's leaving noticed late, while tokens are counted")
	void aClientThatLeavesEndsTheCount() {
		Predicate<RecordedRequest> counts = (request) -> request.endpoint() == RecordedRequest.Endpoint.TOKENS_COUNT;
		this.gigachat.network().on(counts).silentBeforeResponse();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.post(PATH + "/count_tokens", MessagesBody.of(false).user("Hello"));
			Await.request(this.gigachat, RecordedRequest.Endpoint.TOKENS_COUNT);
		}

		assertThat(this.gigachat.awaitClientLeft(SOON)).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "false, mcp.fs/read-file", "true, mcp.fs/read-file", "false, read-file", "true, a.b" })
	@DisplayName("23 tool names with dots or dashes changed for the client")
	void aToolKeepsItsNameForTheClient(boolean stream, String name) {
		this.gigachat.onAnyMessage()
			.respondWith(
					(request) -> ChatAnswer.functionCall(request.functions().get(0).name(), Map.of("path", "a.txt")));

		MessageAnswer answer = ask(MessagesBody.of(stream).tool(name).user("Read a.txt"));

		assertThat(answer.calls()).singleElement()
			.satisfies((call) -> assertThat(call.path("name").stringValue()).isEqualTo(name));
	}

	private MessageAnswer ask(MessagesBody body) {
		return MessageAnswer.of(this.client, body);
	}

	private JsonNode lastSent() {
		return JsonMapper.shared().readTree(this.gigachat.lastChatRequest().body());
	}

	private static Map<String, ?> use(String id, String name, String path) {
		return Map.of("type", "tool_use", "id", id, "name", name, "input", Map.of("path", path));
	}

	/**
	 * Returns a picture with the signature of a PNG, and a number so that they differ.
	 */
	private static Map<String, Object> picture(int number) {
		byte[] png = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, (byte) number };
		return MessagesBody.picture(Base64.getEncoder().encodeToString(png));
	}

}
