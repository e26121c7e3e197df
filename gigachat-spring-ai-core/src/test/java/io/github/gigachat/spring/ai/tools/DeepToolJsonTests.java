package io.github.gigachat.spring.ai.tools;

import java.util.List;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static io.github.gigachat.spring.ai.fixtures.Conversations.call;
import static io.github.gigachat.spring.ai.fixtures.Conversations.calls;
import static io.github.gigachat.spring.ai.fixtures.Conversations.result;
import static io.github.gigachat.spring.ai.fixtures.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests schemas, arguments and results of tools that are nested a hundred thousand levels
 * deep: they are sent as text or end in one of this provider's errors, never in a
 * StackOverflowError.
 */
@Timeout(60)
class DeepToolJsonTests {

	private static final int DEPTH = 100_000;

	private static final String DEEP = "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH);

	/** Each definition holds the next one two hundred objects below itself. */
	private static final String DEEP_BY_REFERENCES = deepByReferences();

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static String deepByReferences() {
		StringBuilder schema = new StringBuilder(
				"{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/d0\"}}," + "\"$defs\":{");
		for (int i = 0; i < 5; i++) {
			schema.append("\"d").append(i).append("\":");
			schema.append("{\"type\":\"object\",\"properties\":{\"p\":".repeat(200));
			schema.append((i < 4) ? "{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}" : "{\"type\":\"string\"}");
			schema.append("}}".repeat(200)).append((i < 4) ? "," : "");
		}
		return schema.append("}}").toString();
	}

	@ParameterizedTest
	@EnumSource
	void deepArgumentsAndResultsAreSentAsText(Way way) {
		Prompt prompt = new Prompt(user("hi"), calls(call("1", "get_weather", DEEP)), result("1", "get_weather", DEEP));

		assertThat(way.ask(service.model(), prompt).error()).isNull();

		JsonNode messages = JsonMapper.builder()
			.build()
			.readTree(service.emulator().lastChatRequest().body())
			.path("messages");
		assertThat(messages.path(1).path("function_call").path("arguments").path("arguments").asString())
			.isEqualTo(DEEP);
		assertThat(messages.path(2).path("content").asString()).contains("{\\\"a\\\":{\\\"a\\\":");
	}

	@ParameterizedTest
	@EnumSource
	void aSchemaThatIsTooDeepIsRefusedNamingTheTool(Way way) {
		Outcome outcome = way.ask(service.model(), asking(DEEP));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("get_weather").hasSizeLessThan(1_000);
		assertThat(service.emulator().chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aSchemaThatIsDeepThroughReferencesIsCut(Way way) {
		assertThat(way.ask(service.model(), asking(DEEP_BY_REFERENCES)).answer()).isNotEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void anOutputSchemaThatIsTooDeepIsRefused(Way way) {
		GigaChatOptions options = GigaChatOptions.builder().outputSchema(DEEP).build();

		way.ask(service.model(), new Prompt("hi", options)).lasting(FailureKind.INVALID_REQUEST);

		assertThat(service.emulator().chatRequests()).isEmpty();
	}

	private static Prompt asking(String schema) {
		return new Prompt("hi", GigaChatOptions.builder().toolCallbacks(List.of(tool(schema))).build());
	}

	private static ToolCallback tool(String schema) {
		ToolCallback callback = FunctionToolCallback.builder("get_weather", (input) -> "12")
			.description("w")
			.inputType(Object.class)
			.build();
		ToolDefinition definition = ToolDefinition.builder()
			.name("get_weather")
			.description("w")
			.inputSchema(schema)
			.build();
		return new DefinedTool(callback, definition);
	}

	/**
	 * A tool with a definition of its own.
	 *
	 * @param callback what is called
	 * @param definition the definition
	 */
	private record DefinedTool(ToolCallback callback, ToolDefinition definition) implements ToolCallback {

		@Override
		public ToolDefinition getToolDefinition() {
			return this.definition;
		}

		@Override
		public String call(String input) {
			return this.callback.call(input);
		}

	}

}
