package io.github.gigachat.samples.gateway;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

			GatewayClient.Answer answer = this.client.post("/v1/chat/completions", (Object) request);

			assertThat(answer.status()).as(() -> answer.response().body()).isEqualTo(200);
			assertThat(answer.isStream()).isEqualTo(stream);
			assertThat(answer.finishReason()).isIn("stop", "tool_calls");
			assertThat(this.gigachat.lastChatRequest().chat().functions()).hasSameSizeAs(offered(request));
			assertThat(this.gigachat.lastChatRequest().body().contains("response_format"))
				.isEqualTo(request.has("response_format"));
		}
	}

	private static Iterable<JsonNode> offered(JsonNode request) {
		Map<String, JsonNode> fields = request.properties()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		JsonNode tools = fields.getOrDefault("tools", fields.get("functions"));
		return (tools != null) ? tools.values() : List.of();
	}

}
