package io.github.gigachat.samples.gateway;

import java.util.List;
import java.util.stream.Stream;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the strict emulator takes what becomes of each client's request.
 */
@GatewayTest
class ClientRequestsTests {

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.gigachat.reset();
		this.client = new GatewayClient(port);
	}

	static Stream<String> clients() {
		return ClientRequests.all().keySet().stream().sorted();
	}

	@ParameterizedTest
	@MethodSource("clients")
	void aRequestIsAnsweredWholeAndStreamed(String name) {
		for (boolean stream : new boolean[] { false, true }) {
			ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(ClientRequests.all().get(name));
			request.put("stream", stream);

			GatewayClient.Answer answer = this.client.post(ClientRequests.path(name), (Object) request);

			assertThat(answer.status()).as(() -> answer.response().body()).isEqualTo(200);
			assertThat(answer.isStream()).isEqualTo(stream);
			assertThat(end(ClientRequests.path(name), answer)).isIn("stop", "tool_calls", "completed", "end_turn",
					"tool_use");
			assertThat(this.gigachat.lastChatRequest().chat().functions()).hasSameSizeAs(offered(request));
			assertThat(this.gigachat.lastChatRequest().body().contains("response_format"))
				.isEqualTo(request.has("response_format"));
		}
	}

	/** Returns the word with which an answer says that it is whole. */
	private static String end(String path, GatewayClient.Answer answer) {
		return switch (path) {
			case "/v1/messages" -> new MessageAnswer(answer).stopReason();
			case "/v1/responses" -> new ResponseAnswer(answer).response().path("status").asString("");
			default -> answer.finishReason();
		};
	}

	/** Returns the functions of a request, without the tools that only OpenAI has. */
	private static List<JsonNode> offered(JsonNode request) {
		JsonNode tools = request.has("tools") ? request.path("tools") : request.path("functions");
		return tools.valueStream()
			.flatMap((tool) -> tool.has("tools") ? tool.path("tools").valueStream() : Stream.of(tool))
			.filter((tool) -> tool.has("function") || tool.has("name"))
			.toList();
	}

}
