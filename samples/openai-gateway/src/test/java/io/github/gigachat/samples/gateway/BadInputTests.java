package io.github.gigachat.samples.gateway;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests the errors of wrong requests: nothing of them reaches the service.
 */
@GatewayTest
class BadInputTests {

	private static final Map<String, ?> NO_TOOL = Map.of("type", "function", "function", Map.of("name", "other"));

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.gigachat.reset();
		this.client = new GatewayClient(port);
	}

	static Stream<Arguments> brokenBodies() {
		return Stream.of(arguments("", "empty"), arguments("[]", "object"), arguments("7", "object"),
				arguments("null", "object"), arguments("{\"model\":\"x\"", "line 1, column"),
				arguments("{\n\n  'model': 1}", "line 3, column"), arguments("{\"a\":1,\"a\":2}", "line 1, column"),
				arguments("{} {}", "line 1, column"), arguments("{\"model\":\"a\u0000b\"}", "line 1, column"),
				arguments("\u0000", "line 1, column"),
				arguments("[".repeat(10_000) + "]".repeat(10_000), "line 1, column"),
				arguments("{\"messages\":" + "[".repeat(10_000), "line 1, column"),
				arguments("{\"n\":01}", "line 1, column"), arguments("{\"n\":NaN}", "line 1, column"));
	}

	@ParameterizedTest
	@MethodSource("brokenBodies")
	void aBodyThatIsNoJsonObjectIsInvalidJson(String body, String told) {
		for (String path : List.of("/v1/chat/completions", "/v1/responses", "/v1/completions", "/v1/embeddings")) {
			GatewayClient.Answer answer = this.client.post(path, (Object) body);

			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.error().path("code").stringValue()).isEqualTo("invalid_json");
			assertThat(answer.error().path("message").stringValue()).contains(told);
		}
		assertThat(this.gigachat.chatRequests()).isEmpty();
		assertThat(this.gigachat.embeddingRequests()).isEmpty();
	}

	@Test
	void brokenUtf8IsInvalidJson() {
		byte[] body = { '{', '"', 'a', '"', ':', '"', (byte) 0xc3, (byte) 0x28, '"', '}' };

		GatewayClient.Answer answer = this.client.send(this.client.request("/v1/chat/completions")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofByteArray(body)));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("code").stringValue()).isEqualTo("invalid_json");
	}

	static Stream<Arguments> wrongFields() {
		return Stream.of(arguments(hello().with("model", 7), "model"),
				arguments(hello().with("temperature", 3), "temperature"),
				arguments(hello().with("temperature", "0.5"), "temperature"),
				arguments(hello().with("top_p", 1.1), "top_p"), arguments(hello().with("max_tokens", 0), "max_tokens"),
				arguments(hello().with("max_completion_tokens", 1.5), "max_completion_tokens"),
				arguments(hello().with("n", 2), "n"), arguments(hello().with("stop", List.of(1)), "stop"),
				arguments(hello().with("stop", Collections.nCopies(17, "a")), "stop"),
				arguments(hello().with("reasoning_effort", "extreme"), "reasoning_effort"),
				arguments(hello().with("stream", "yes"), "stream"),
				arguments(hello().with("stream_options", 1), "stream_options"),
				arguments(hello().with("response_format", Map.of("type", "xml")), "response_format.type"),
				arguments(hello().with("response_format", Map.of("type", "json_schema")),
						"response_format.json_schema"),
				arguments(hello().with("repetition_penalty", -1), "repetition_penalty"),
				arguments(hello().with("flags", "a"), "flags"),
				arguments(hello().with("function_ranker", Map.of("top_n", 0)), "function_ranker.top_n"),
				arguments(hello().with("messages", "Hello"), "messages"),
				arguments(hello().with("messages", List.of()), "messages"),
				arguments(hello().with("messages", List.of("Hello")), "messages[0]"),
				arguments(hello().with("messages", Collections.nCopies(10_001, Map.of("role", "user", "content", "a"))),
						"messages"),
				arguments(ChatBody.of(false).message("robot", "Hello"), "messages[0].role"),
				arguments(ChatBody.of(false).user(7), "messages[0].content"),
				arguments(ChatBody.of(false).user(List.of(Map.of("type", "hologram"))), "messages[0].content[0].type"),
				arguments(hello().user(List.of(picture("data:image/png;base64,%%%"))),
						"messages[1].content[0].image_url.url"),
				arguments(hello().user(List.of(picture("data:image/png;base64,"))),
						"messages[1].content[0].image_url.url"),
				arguments(hello().user(List.of(picture("data:image/png,abc"))), "messages[1].content[0].image_url.url"),
				arguments(hello().user(List.of(picture("https://example.org/a.png"))),
						"messages[1].content[0].image_url.url"),
				arguments(hello().user(List.of(picture("data:image/webp;base64,UklGRgAAAABXRUJQVlA4IA=="))),
						"messages[1].content"),
				arguments(hello().user(List.of(picture("data:image/gif;base64,R0lGODlhAQABAAAAACw="))),
						"messages[1].content"),
				arguments(hello().message("assistant", List.of(picture("data:image/png;base64,AAAA"))),
						"messages[1].content"));
	}

	static Stream<Arguments> wrongTools() {
		return Stream.of(arguments(hello().with("tools", Map.of()), "tools"),
				arguments(hello().with("tools", List.of(Map.of("type", "retrieval"))), "tools[0].type"),
				arguments(hello().with("tools", List.of(Map.of("type", "function"))), "tools[0].function"),
				arguments(hello().tool("read").tool("read"), "tools[1].function.name"),
				arguments(hello().tool("x".repeat(257)), "tools[0].function.name"),
				arguments(hello().tool(" "), "tools[0].function.name"), arguments(manyTools(), "tools"),
				arguments(hello().with("tools",
						List.of(Map.of("type", "function", "function", Map.of("name", "a", "parameters", "b")))),
						"tools[0].function.parameters"),
				arguments(hello().tool("read").with("tool_choice", "always"), "tool_choice"),
				arguments(hello().tool("read").with("tool_choice", NO_TOOL), "tool_choice"),
				arguments(hello().with("tool_choice", "required"), "tool_choice"),
				arguments(
						hello().tool("read")
							.with("tool_choice",
									Map.of("type", "allowed_tools", "allowed_tools",
											Map.of("mode", "auto", "tools", List.of(NO_TOOL)))),
						"tool_choice.allowed_tools.tools[0]"));
	}

	@ParameterizedTest
	@MethodSource({ "wrongFields", "wrongTools" })
	void aWrongFieldIsNamed(ChatBody body, String param) {
		GatewayClient.Answer answer = this.client.chat(body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("type").stringValue()).isEqualTo("invalid_request_error");
		assertThat(answer.error().path("param").asString("")).isEqualTo(param);
		assertThat(answer.error().path("message").stringValue()).startsWith(param).doesNotContain("Medium ");
		assertThat(answer.error().path("message").stringValue()).doesNotContain("spring.ai").hasSizeLessThan(400);
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@Test
	void unknownFieldsAreReported() {
		GatewayClient.Answer answer = this.client.chat(hello().with("seed", 7)
			.with("logit_bias", Map.of())
			.with("с пробелом", 1)
			.with("extra_body", Map.of("x", 1)));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("x-gateway-ignored").split(", ")).containsExactlyInAnyOrder("seed", "logit_bias", "?",
				"extra_body.x");
	}

	private static ChatBody hello() {
		return ChatBody.of(false).user("Hello");
	}

	private static Map<String, ?> picture(String url) {
		return Map.of("type", "image_url", "image_url", Map.of("url", url));
	}

	private static ChatBody manyTools() {
		ChatBody body = hello();
		List<String> names = new ArrayList<>();
		for (int i = 0; i <= 512; i++) {
			names.add("tool" + i);
		}
		names.forEach(body::tool);
		return body;
	}

}
