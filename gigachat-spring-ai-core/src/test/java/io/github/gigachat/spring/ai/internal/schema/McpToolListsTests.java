package io.github.gigachat.spring.ai.internal.schema;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.OfferedFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tools of real MCP servers are offered, called, and answered by their own names.
 */
class McpToolListsTests {

	private final StrictService service = new StrictService();

	@AfterEach
	void stop() {
		this.service.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "everything", "filesystem", "memory" })
	void allToolsOfAServerAreAcceptedInOneRequest(String server) throws IOException {
		List<ToolDefinition> tools = tools(server);

		this.service.offer(tools);

		assertThat(this.service.offered()).hasSameSizeAs(tools);
		assertThat(this.service.offered()).extracting(OfferedFunction::parameters)
			.allSatisfy((parameters) -> assertThat(DialectRules.violations(parameters)).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "everything", "filesystem", "memory" })
	void aCallAndItsResultFindTheToolByItsOwnName(String server) throws IOException {
		List<ToolDefinition> tools = tools(server);
		List<String> called = new ArrayList<>();
		List<ToolCallback> callbacks = tools.stream().map((tool) -> StrictService.callback(tool, (input) -> {
			called.add(tool.name() + " " + input);
			return "result of " + tool.name();
		})).toList();
		this.service.emulator().onAnyMessage().respondWith(McpToolListsTests::callTheOneWhoseNumberIsAsked);
		ChatClient client = ChatClient.create(this.service.model());

		for (int i = 0; i < tools.size(); i++) {
			String answer = client.prompt().user(Integer.toString(i)).tools(callbacks.toArray()).call().content();

			assertThat(answer).isEqualTo("{\"result\":\"result of " + tools.get(i).name() + "\"}");
		}

		assertThat(called).containsExactlyElementsOf(tools.stream().map((tool) -> tool.name() + " {\"n\":1}").toList());
	}

	private static ChatAnswer callTheOneWhoseNumberIsAsked(ChatRequest request) {
		if (!request.functionResults().isEmpty()) {
			return ChatAnswer.text(request.lastMessage().content());
		}
		OfferedFunction function = request.functions().get(Integer.parseInt(request.lastUserText()));
		return ChatAnswer.functionCall(function.name(), "{\"n\":1}");
	}

	private static List<ToolDefinition> tools(String server) throws IOException {
		try (InputStream list = McpToolListsTests.class.getResourceAsStream("/mcp/" + server + ".json")) {
			List<ToolDefinition> tools = new ArrayList<>();
			for (JsonNode tool : JsonMapper.shared().readTree(Objects.requireNonNull(list))) {
				tools
					.add(FlattenedFunctions.tool(tool.path("name").stringValue(), tool.path("inputSchema").toString()));
			}
			return tools;
		}
	}

}
