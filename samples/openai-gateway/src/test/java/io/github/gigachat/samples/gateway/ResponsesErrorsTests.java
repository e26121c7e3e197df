package io.github.gigachat.samples.gateway;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.NetworkFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests the errors of the Responses API, as statuses and as events.
 */
@GatewayTest
class ResponsesErrorsTests {

	private static final String PATH = "/v1/responses";

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
		return new ResponseAnswer(this.client.post(PATH, body));
	}

	@ParameterizedTest
	@CsvSource({ "401, 400, upstream_error, upstream_auth", "402, 400, permission_error, insufficient_quota",
			"403, 400, permission_error, upstream_permission", "404, 404, invalid_request_error, model_not_found",
			"413, 400, invalid_request_error, context_length_exceeded", "422, 400, invalid_request_error, ",
			"429, 429, rate_limit_error, rate_limit_exceeded", "500, 502, server_error, upstream_unavailable",
			"302, 400, upstream_error, upstream_protocol" })
	void aRefusalOfTheServiceHasAStatusThatAgentsUnderstand(int upstream, int status, String type, String code) {
		for (boolean stream : List.of(false, true)) {
			this.gigachat.reset();
			this.gigachat.onAnyMessage().fail(upstream);

			ResponseAnswer answer = ask(ResponseBody.of(stream).user("Hello"));

			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.error().path("type").stringValue()).isEqualTo(type);
			assertThat(answer.error().path("code").asString(null)).isEqualTo(code);
			assertThat(answer.error().path("message").stringValue()).doesNotContain("spring.ai")
				.doesNotContain("127.0.0.1");
			assertThat(answer.http().header("x-should-retry")).isEqualTo(String.valueOf(status == 429 || status > 500));
			assertThat(answer.http().header("Retry-After")).isEqualTo((status == 429) ? "1" : "");
		}
	}

	@ParameterizedTest
	@CsvSource({ "GET, /v1/responses, 400, method_not_allowed, POST", "GET, /v1/responses/resp_1, 404, unknown_url,",
			"DELETE, /responses/resp_1, 404, unknown_url,", "POST, /v1/responses/compact, 404, unknown_url," })
	void whatNeedsStoredResponsesIsNotThere(String method, String path, int status, String code, String allowed) {
		GatewayClient.Answer answer = this.client
			.send(this.client.request(path).method(method, BodyPublishers.noBody()));

		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.error().path("code").stringValue()).isEqualTo(code);
		assertThat(answer.response().headers().firstValue("Allow").orElse(null)).isEqualTo(allowed);
	}

	@ParameterizedTest
	@CsvSource({ "text/plain, , unsupported_media_type", "application/json, br, unsupported_media_type",
			"application/json, gzip, invalid_json" })
	void onlyJsonIsTaken(String type, String encoding, String code) {
		HttpRequest.Builder request = this.client.request(PATH)
			.header("Content-Type", type)
			.POST(BodyPublishers.ofString(ResponseBody.of(false).user("Hello").toString()));
		if (encoding != null) {
			request.header("Content-Encoding", encoding);
		}

		GatewayClient.Answer answer = this.client.send(request);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("code").asString(null)).isEqualTo(code);
	}

	@ParameterizedTest
	@CsvSource({ "1200000, 1200000, request_too_large", "100, 1, request_timeout" })
	void aBodyThatIsTooLargeOrTooSlowIsRefused(int length, int sent, String code) {
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.head(PATH, "Content-Length: " + length)
				.sendWhileOpen("{".repeat(sent).getBytes(StandardCharsets.US_ASCII));

			assertThat(connection.readUntil("}")).startsWith("HTTP/1.1 400 ").contains(code);
		}
	}

	static Stream<Arguments> wrongFields() {
		return Stream.of(arguments(hello().with("model", 7), "model"),
				arguments(hello().with("temperature", 3), "temperature"), arguments(hello().with("top_p", -1), "top_p"),
				arguments(hello().with("max_output_tokens", 0), "max_output_tokens"),
				arguments(hello().with("reasoning", Map.of("effort", "extreme")), "reasoning.effort"),
				arguments(hello().with("text", Map.of("format", Map.of("type", "xml"))), "text.format.type"),
				arguments(hello().with("text", Map.of("format", Map.of("type", "json_schema", "name", "a"))),
						"text.format"),
				arguments(hello().with("previous_response_id", "resp_1"), "previous_response_id"),
				arguments(hello().with("conversation", "conv_1"), "conversation"),
				arguments(hello().with("background", true), "background"),
				arguments(hello().with("instructions", List.of()), "instructions"),
				arguments(hello().with("input", List.of()), "input"), arguments(hello().with("input", 7), "input"),
				arguments(hello().with("input", List.of("Hi")), "input[0]"),
				arguments(hello().with("input", Collections.nCopies(10_001, Map.of("role", "user", "content", "a"))),
						"input"),
				arguments(hello().item(Map.of("type", "hologram")), "input[1].type"),
				arguments(hello().message("robot", "Hi"), "input[1].role"),
				arguments(hello().user(7), "input[1].content"),
				arguments(hello().user(List.of(Map.of("type", "hologram"))), "input[1].content[0].type"),
				arguments(hello().user(List.of(image("https://example.org/a.png"))), "input[1].content[0].image_url"),
				arguments(hello().user(List.of(image("data:image/png;base64,%%%"))), "input[1].content[0].image_url"),
				arguments(hello().user(List.of(image("data:image/gif;base64,R0lGODlhAQABAAAAACw="))),
						"input[1].content"),
				arguments(hello().output("1", List.of(image("data:image/gif;base64,R0lGODlhAQABAAAAACw="))),
						"input[1].output"),
				arguments(hello().user(List.of(Map.of("type", "input_file", "file_url", "https://example.org/a.pdf"))),
						"input[1].content[0].file_url"),
				arguments(hello().message("assistant", List.of(image("data:image/png;base64,AAAA"))),
						"input[1].content"),
				arguments(hello().item(Map.of("type", "function_call", "call_id", "1")), "input[1].name"));
	}

	static Stream<Arguments> wrongTools() {
		return Stream.of(arguments(hello().with("tools", List.of(Map.of("name", "a"))), "tools[0].type"),
				arguments(hello().tool(Map.of("type", "function")), "tools[0].name"),
				arguments(hello().tool("read").tool("read"), "tools[1].name"),
				arguments(hello()
					.tool(Map.of("type", "namespace", "name", "fs", "tools", List.of(Map.of("type", "function")))),
						"tools[0].tools[0].name"),
				arguments(hello().tool("read").with("tool_choice", "always"), "tool_choice"),
				arguments(hello().with("tool_choice", "required"), "tool_choice"),
				arguments(hello().tool("read").with("tool_choice", Map.of("type", "function", "name", "write")),
						"tool_choice"),
				arguments(
						hello().tool("read")
							.with("tool_choice",
									Map.of("type", "allowed_tools", "tools",
											List.of(Map.of("type", "function", "name", "write")))),
						"tool_choice.tools[0]"));
	}

	@ParameterizedTest
	@MethodSource({ "wrongFields", "wrongTools" })
	void aWrongFieldIsNamed(ResponseBody body, String param) {
		ResponseAnswer answer = ask(body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("type").stringValue()).isEqualTo("invalid_request_error");
		assertThat(answer.error().path("param").asString("")).isEqualTo(param);
		assertThat(answer.error().path("message").stringValue()).doesNotContain("spring.ai").hasSizeLessThan(400);
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@Test
	void aReferenceToAStoredResponseTellsWhatToDo() {
		assertThat(ask(hello().with("previous_response_id", "resp_1")).error().path("message").stringValue())
			.contains("whole history");
	}

	@ParameterizedTest
	@CsvSource({ "503, server_error", "429, rate_limit_exceeded", "413, context_length_exceeded", "422, invalid_prompt",
			"401, invalid_prompt", "402, invalid_prompt" })
	void aFailureBehindACommentIsAFailedResponse(int upstream, String code) {
		NetworkFault silence = this.gigachat.network().onChat().silentBeforeResponse();
		this.gigachat.onAnyMessage().fail(upstream);
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.post(PATH, ResponseBody.of(true).user("Hello"));
			connection.readUntil(": keep-alive\n\n");

			silence.resume();

			assertThat(connection.readUntil("0\r\n\r\n"))
				.containsSubsequence("event: response.created\n", "event: response.in_progress\n",
						"event: response.failed\n", "\"status\":\"failed\"", "\"code\":\"" + code + "\"")
				.doesNotContain("response.completed");
		}
	}

	private static ResponseBody hello() {
		return ResponseBody.of(false).user("Hello");
	}

	private static Map<String, ?> image(String url) {
		return Map.of("type", "input_image", "image_url", url);
	}

}
