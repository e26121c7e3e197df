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
 * Tests for common faults of gateways, in the Responses API, whole and streamed.
 */
@GatewayTest
class ResponsesContractTests {

	private static final Map<String, ?> PATH = Map.of("type", "object", "properties",
			Map.of("path", Map.of("type", "string")));

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

	private ResponseAnswer ask(Object body) {
		return new ResponseAnswer(this.client.post("/v1/responses", body));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("1 the error object nested under another key")
	void theErrorIsAtTheTop(boolean stream) {
		this.gigachat.onAnyMessage().fail(422, "Invalid params: repetition_penalty must be in range (0, +inf)");

		JsonNode answer = ask(ResponseBody.of(stream).user("Hello")).http().json();

		assertThat(answer.propertyNames()).containsExactly("error");
		assertThat(answer.path("error").propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("2 results of parallel calls merged, 3 second and later calls dropped, in history")
	void callsAndResultsOfOneTurnStayApart(boolean stream) {
		this.gigachat.onAnyMessage().reply("Both are read");

		ResponseAnswer answer = ask(ResponseBody.of(stream)
			.tool("read", PATH)
			.user("Read a.txt and b.txt")
			.message("assistant", "I read them")
			.call("1", "read", "{\"path\":\"a.txt\"}")
			.call("2", "read", "{\"path\":\"b.txt\"}")
			.output("2", "second file")
			.output("1", "first file"));

		assertThat(answer.text()).isEqualTo("Both are read");
		List<ChatMessage> sent = this.gigachat.lastChatRequest().chat().messages();
		assertThat(sent).extracting(ChatMessage::role)
			.containsExactly("user", "assistant", "function", "assistant", "function");
		assertThat(sent.get(1).content()).isEqualTo("I read them");
		assertThat(sent.get(1).functionCall().arguments()).isEqualTo("{\"path\":\"a.txt\"}");
		assertThat(sent.get(2).content()).contains("first file");
		assertThat(sent.get(3).functionCall().arguments()).isEqualTo("{\"path\":\"b.txt\"}");
		assertThat(sent.get(4).content()).contains("second file");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("3 second and later calls dropped, in an answer")
	void noCallOfAnAnswerIsDropped(boolean stream) {
		this.gigachat.onAnyMessage()
			.callFunctions(FunctionCall.of("read", Map.of("path", "a.txt")),
					FunctionCall.of("read", Map.of("path", "b.txt")));

		ResponseAnswer answer = ask(
				ResponseBody.of(stream).with("model", "v2").tool("read", PATH).user("Read a.txt and b.txt"));

		assertThat(answer.calls()).extracting((call) -> call.path("arguments").stringValue())
			.containsExactly("{\"path\":\"a.txt\"}", "{\"path\":\"b.txt\"}");
		assertThat(answer.calls()).extracting((call) -> call.path("id").stringValue()).doesNotHaveDuplicates();
		if (stream) {
			assertThat(answer.events("response.output_item.done"))
				.extracting((event) -> event.path("output_index").intValue())
				.containsExactly(0, 1);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("4 tools without parameters dropped")
	void aToolWithoutParametersIsSent(boolean stream) {
		this.gigachat.onAnyMessage().callFunction("list_agents", Map.of());

		assertThat(ask(ResponseBody.of(stream).tool("list_agents").user("Which agents?")).calls()).singleElement()
			.satisfies((call) -> assertThat(call.path("arguments").stringValue()).isEqualTo("{}"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("5 json_object refused")
	void anyJsonObjectCanBeAskedFor(boolean stream) {
		this.gigachat.onAnyMessage().reply("{\"city\":\"Omsk\"}");

		ResponseAnswer answer = ask(ResponseBody.of(stream)
			.with("text", Map.of("format", Map.of("type", "json_object")))
			.user("A city, in JSON"));

		assertThat(answer.text()).isEqualTo("{\"city\":\"Omsk\"}");
		assertThat(this.gigachat.lastChatRequest().body()).contains("response_format");
	}

	@ParameterizedTest
	@CsvSource({ "blacklist, incomplete, content_filter", "length, incomplete, max_output_tokens", "stop, completed, ",
			"something_new, completed, " })
	@DisplayName("6 blacklist or error let through")
	void theStatusIsOfAClosedSet(String own, String status, String reason) {
		for (boolean stream : List.of(false, true)) {
			this.gigachat.reset();
			this.gigachat.onAnyMessage().reply("Не люблю менять тему разговора").finishReason(own);

			ResponseAnswer answer = ask(ResponseBody.of(stream).user("Hello"));

			assertThat(answer.response().path("status").stringValue()).isEqualTo(status);
			assertThat(answer.response().path("incomplete_details").path("reason").asString(null)).isEqualTo(reason);
			assertThat(answer.text()).isEqualTo("Не люблю менять тему разговора");
			assertThat(answer.items("message").get(0).path("status").stringValue()).isEqualTo(status);
			if (stream) {
				assertThat(answer.types()).last().isEqualTo("response." + status);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("6 error let through")
	void unusableOutputOfTheModelIsAnError(boolean stream) {
		this.gigachat.onAnyMessage().reply("").finishReason("error").then().reply("").finishReason("error");

		ResponseAnswer answer = ask(ResponseBody.of(stream).tool("read").user("Hello"));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("code").stringValue()).isEqualTo("model_output_invalid");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("7 $ref, unions, const damaged")
	void referencesUnionsAndConstantsKeepTheirMeaning(boolean stream) {
		ask(ResponseBody.of(stream)
			.tool("go",
					Map.of("type", "object", "$defs", Map.of("place", Map.of("type", "string")), "properties",
							Map.of("where", Map.of("$ref", "#/$defs/place"), "kind", Map.of("const", "fast"), "count",
									Map.of("anyOf", List.of(Map.of("type", "integer"), Map.of("type", "null"))))))
			.user("Go"));

		JsonNode sent = JsonMapper.shared()
			.readTree(this.gigachat.lastChatRequest().chat().functions().get(0).parameters())
			.path("properties");
		assertThat(sent.path("where").path("type").stringValue()).isEqualTo("string");
		assertThat(sent.path("count").path("type").stringValue()).isEqualTo("integer");
		assertThat(sent.path("kind").toString()).contains("fast");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("8 a result of content parts wrapped raw, 9 program output evaluated")
	void aResultIsItsText(boolean stream) {
		ask(ResponseBody.of(stream)
			.tool("run", PATH)
			.user("Run it")
			.call("1", "run", "{}")
			.output("1", List.of(Map.of("type", "input_text", "text", "[1, 2"),
					Map.of("type", "output_text", "text", "${java.version}"))));

		assertThat(this.gigachat.lastChatRequest().chat().functionResults()).singleElement()
			.satisfies((result) -> assertThat(result.content()).contains("[1, 2\\n${java.version}")
				.doesNotContain("\"type\""));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("10 a second system message lost or made user text without need")
	void systemMessagesAreJoined(boolean stream) {
		ask(ResponseBody.of(stream)
			.with("instructions", "Be brief")
			.message("system", "Be kind")
			.message("developer", "Be exact")
			.user("Hello"));

		List<ChatMessage> sent = this.gigachat.lastChatRequest().chat().messages();
		assertThat(sent).extracting(ChatMessage::role).containsExactly("system", "user");
		assertThat(sent.get(0).content()).containsSubsequence("Be brief", "Be kind", "Be exact");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("12 cached above prompt")
	void cachedTokensAreAPartOfThePrompts(boolean stream) {
		this.gigachat.onAnyMessage().reply("Hello").usage(1, 5, 37);

		JsonNode usage = ask(ResponseBody.of(stream).user("Hello")).response().path("usage");

		assertThat(usage.path("input_tokens").intValue()).isEqualTo(38);
		assertThat(usage.path("input_tokens_details").path("cached_tokens").intValue()).isEqualTo(37);
		assertThat(usage.path("total_tokens").intValue()).isEqualTo(43);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("13 the answer goes on without a picture that could not be uploaded")
	void noAnswerWithoutThePicture(boolean stream) {
		this.gigachat.onEndpoint(RecordedRequest.Endpoint.FILES).fail(413);

		ResponseAnswer answer = ask(ResponseBody.of(stream).user(withPicture(1)));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("param").stringValue()).isEqualTo("input[0].content");
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("13 the picture of a result dropped")
	void aPictureInAResultFollowsIt(boolean stream) {
		ask(ResponseBody.of(stream)
			.tool("look")
			.user("Look at it")
			.call("1", "look", "{}")
			.call("2", "look", "{}")
			.output("1", withPicture(2))
			.output("2", "nothing"));

		List<ChatMessage> sent = this.gigachat.lastChatRequest().chat().messages();
		assertThat(sent).hasSize(6);
		assertThat(sent.get(5).role()).isEqualTo("user");
		assertThat(sent.get(5).attachments()).hasSize(1);
	}

	@Test
	@DisplayName("14 uploads shared between accounts")
	void eachAccountUploadsItsOwnPicture() {
		ResponseBody body = ResponseBody.of(false).user(withPicture(3));
		ask(body);
		ask(body);
		assertThat(this.gigachat.uploads()).hasSize(1);

		ask(body.with("model", "GigaChat-2-other"));

		assertThat(this.gigachat.uploads()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("15 the upstream's 401 shown as the caller's, 16 a stream opened with 200 before the upstream answered")
	void theCredentialsOfTheGatewayAreNotTheCallers(boolean stream) {
		this.gigachat.onAnyMessage().fail(401);

		ResponseAnswer answer = ask(ResponseBody.of(stream).user("Hello"));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("message").stringValue()).contains("operator");
		assertThat(answer.http().header("WWW-Authenticate")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("17 call ids that repeat")
	void idsOfCallsDifferAndComeBack(boolean stream) {
		this.gigachat.onAnyMessage().respondWith((request) -> ChatAnswer.functionCall("read", Map.of("path", "a.txt")));
		ResponseBody body = ResponseBody.of(stream).tool("read", PATH).user("Read a.txt");

		JsonNode first = ask(body).calls().get(0);
		JsonNode second = ask(body).calls().get(0);
		assertThat(first.path("call_id").stringValue()).isNotBlank().isNotEqualTo(second.path("call_id").stringValue());
		assertThat(first.path("id").stringValue()).isNotEqualTo(second.path("id").stringValue());

		String id = first.path("call_id").stringValue();
		ask(body.call(id, "read", "{\"path\":\"a.txt\"}").output(id, "content"));

		// the id contains the state that the service wants back
		assertThat(this.gigachat.lastChatRequest().body()).contains("functions_state_id");
	}

	@Test
	@DisplayName("18 the body limit passed by chunked uploads")
	void aLargeBodyIsRefusedBeforeItsEnd() {
		byte[] piece = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.head("/v1/responses", "Transfer-Encoding: chunked");
			for (int i = 0; i < 17; i++) {
				connection.sendWhileOpen(piece);
			}

			assertThat(connection.readUntil("}")).startsWith("HTTP/1.1 400 ").contains("request_too_large");
		}
	}

	@Test
	@DisplayName("18 the body limit passed by compression")
	void aBodyThatExpandsTooFarIsRefused() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream output = new GZIPOutputStream(bytes)) {
			output
				.write(ResponseBody.of(false).user("x".repeat(2_000_000)).toString().getBytes(StandardCharsets.UTF_8));
		}

		GatewayClient.Answer answer = this.client.send(this.client.request("/v1/responses")
			.header("Content-Type", "application/json")
			.header("Content-Encoding", "gzip")
			.POST(BodyPublishers.ofByteArray(bytes.toByteArray())));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("code").stringValue()).isEqualTo("request_too_large");
	}

	@ParameterizedTest
	@CsvSource({ "false, write", "true, write", "false, ", "true, " })
	@DisplayName("19 required treated as auto")
	void aCallIsRequiredOfSeveralTools(boolean stream, String chosen) {
		AtomicInteger requests = new AtomicInteger();
		this.gigachat.onAnyMessage().respondWith((request) -> switch (requests.incrementAndGet()) {
			case 2 -> (chosen != null) ? ChatAnswer.functionCall("choose_tool", Map.of("name", chosen))
					: ChatAnswer.text("No");
			case 3 ->
				(chosen != null) ? ChatAnswer.functionCall("write", Map.of("path", "b.txt")) : ChatAnswer.text("No");
			default -> ChatAnswer.text("I would rather talk");
		});

		ResponseAnswer answer = ask(ResponseBody.of(stream)
			.tool("read", PATH)
			.tool("write", PATH)
			.with("tool_choice", "required")
			.user("Hello"));

		assertThat(this.gigachat.chatRequests()).hasSize(3);
		if (chosen == null) {
			assertThat(answer.error().path("code").stringValue()).isEqualTo("model_output_invalid");
			return;
		}
		assertThat(answer.response().path("output")).hasSize(1);
		assertThat(answer.calls()).extracting((call) -> call.path("name").stringValue()).containsExactly("write");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("20 a call cut by max_tokens reported as a whole one")
	void aCallThatWasCutIsReportedAsSuch(boolean stream) {
		this.gigachat.onAnyMessage().callFunction("read", Map.of("path", "a")).finishReason("length");

		ResponseAnswer answer = ask(ResponseBody.of(stream).tool("read", PATH).user("Read it"));

		assertThat(answer.response().path("status").stringValue()).isEqualTo("incomplete");
		assertThat(answer.calls()).singleElement()
			.satisfies((call) -> assertThat(call.path("status").stringValue()).isEqualTo("incomplete"));
	}

	@Test
	@DisplayName("21 a cut stream ended normally")
	void aCutStreamEndsWithAnError() {
		this.gigachat.onAnyMessage().replyInChunks("One ", "two ", "three ", "four");
		this.gigachat.network().onChat().cutAfterEvents(2);

		ResponseAnswer answer = ask(ResponseBody.of(true).user("Count"));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.streamedText()).startsWith("One");
		assertThat(answer.types()).doesNotContain("response.completed").last().isEqualTo("response.failed");
		assertThat(answer.response().path("status").stringValue()).isEqualTo("failed");
		assertThat(answer.response().path("error").path("code").stringValue()).isEqualTo("server_error");
	}

	@Test
	@DisplayName("21 a cut answer delivered as a whole one")
	void aCutAnswerIsAnError() {
		this.gigachat.network().onChat().cutAfterEvents(1).always();

		assertThat(ask(ResponseBody.of(false).user("Count")).status()).isEqualTo(502);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("22 the client's leaving noticed late")
	void aClientThatLeavesEndsTheUpstreamRequest(boolean stream) {
		this.gigachat.network().onChat().silentBeforeResponse();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.post("/v1/responses", ResponseBody.of(stream).user("Hello"));
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
			connection.post("/v1/responses", ResponseBody.of(true).user("Count"));
			connection.readUntil("One");
		}

		assertThat(this.gigachat.awaitClientLeft(SOON)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("22 the client's leaving noticed late, during an upload")
	void aClientThatLeavesEndsTheUpload(boolean stream) {
		this.gigachat.network()
			.on((request) -> request.endpoint() == RecordedRequest.Endpoint.FILES)
			.silentBeforeResponse();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.post("/v1/responses", ResponseBody.of(stream).user(withPicture(stream ? 4 : 5)));
			Await.request(this.gigachat, RecordedRequest.Endpoint.FILES);
		}

		assertThat(this.gigachat.awaitClientLeft(SOON).request().endpoint()).isEqualTo(RecordedRequest.Endpoint.FILES);
	}

	@ParameterizedTest
	@CsvSource({ "false, mcp.fs/read-file", "true, mcp.fs/read-file", "true, read-file" })
	@DisplayName("23 tool names with dots or dashes changed for the client")
	void aToolKeepsItsNameForTheClient(boolean stream, String name) {
		this.gigachat.onAnyMessage()
			.respondWith(
					(request) -> ChatAnswer.functionCall(request.functions().get(0).name(), Map.of("path", "a.txt")));

		assertThat(ask(ResponseBody.of(stream).tool(name, PATH).user("Read a.txt")).calls())
			.extracting((call) -> call.path("name").stringValue())
			.containsExactly(name);
	}

	@ParameterizedTest
	@CsvSource({ "401", "402", "403", "404", "413", "422", "302" })
	@DisplayName("24 final errors that make agents call again")
	void aFinalErrorStopsAgents(int upstream) {
		for (boolean stream : List.of(false, true)) {
			this.gigachat.reset();
			this.gigachat.onAnyMessage().fail(upstream);

			ResponseAnswer answer = ask(ResponseBody.of(stream).user("Hello"));

			assertThat(answer.status()).isEqualTo((upstream == 404) ? 404 : 400);
			assertThat(answer.error().path("type").stringValue()).isNotEqualTo("server_error");
			assertThat(answer.http().header("x-should-retry")).isEqualTo("false");
			assertThat(answer.http().header("Retry-After")).isEmpty();
		}
	}

	private static List<Object> withPicture(int number) {
		byte[] png = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 0, 0, (byte) number };
		return List.of(Map.of("type", "input_text", "text", "What is this?"), Map.of("type", "input_image", "image_url",
				"data:image/png;base64," + Base64.getEncoder().encodeToString(png)));
	}

}
