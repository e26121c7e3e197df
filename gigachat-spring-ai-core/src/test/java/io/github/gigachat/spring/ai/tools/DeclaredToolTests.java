package io.github.gigachat.spring.ai.tools;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.GigaChatToolDefinition;
import io.github.gigachat.spring.ai.GigaChatTools;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.AdvisorParams;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

import static io.github.gigachat.spring.ai.fixtures.Conversations.result;
import static io.github.gigachat.spring.ai.fixtures.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests tools that are only declared: the model sees them, and the application executes
 * their calls.
 */
class DeclaredToolTests {

	private static final String SCHEMA = """
			{"type":"object","properties":{"path":{"type":"string"}},"required":["path"]}""";

	private static final String SECRET = "secret.txt";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> everyWay() {
		return Stream.of(ChatApi.values())
			.flatMap((api) -> Stream.of(Way.values()).map((way) -> Arguments.of(api, way)));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aDeclarationIsSentAsAFunction(ChatApi api, Way way) {
		ask(api, way, GigaChatTools.declared("readFile", "Reads a file", SCHEMA));

		assertThat(function(api))
			.isEqualTo(json("{\"name\":\"readFile\",\"description\":\"Reads a file\",\"parameters\":" + SCHEMA + "}"));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aMissingDescriptionIsNotSent(ChatApi api, Way way) {
		for (String none : new String[] { null, "", " " }) {
			ask(api, way, GigaChatTools.declared("readFile", none, SCHEMA));

			assertThat(function(api)).isEqualTo(json("{\"name\":\"readFile\",\"parameters\":" + SCHEMA + "}"));
		}
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aMissingSchemaMeansNoArguments(ChatApi api, Way way) {
		for (String none : new String[] { null, "", " " }) {
			ToolCallback tool = GigaChatTools.declared("now", "Tells the time", none);
			for (FunctionSchemaMode mode : FunctionSchemaMode.values()) {
				ask(way, GigaChatOptions.builder().api(api).functionSchema(mode).toolCallbacks(tool).build());

				assertThat(function(api).path("parameters")).isEqualTo(json("{\"type\":\"object\",\"properties\":{}}"));
			}
			assertThat(json(tool.getToolDefinition().inputSchema()))
				.isEqualTo(json("{\"type\":\"object\",\"properties\":{}}"));
		}
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aDefinitionIsSentAsItIs(ChatApi api, Way way) {
		GigaChatToolDefinition definition = GigaChatToolDefinition.builder()
			.name("readFile")
			.description("Reads a file")
			.inputSchema(SCHEMA)
			.fewShotExample("What is in a.txt?", Map.of("path", "a.txt"))
			.returnSchema("{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}")
			.build();
		ToolCallback tool = GigaChatTools.declared(definition);

		ask(api, way, tool);

		assertThat(tool.getToolDefinition()).isSameAs(definition);
		assertThat(function(api).path("few_shot_examples"))
			.isEqualTo(json("[{\"request\":\"What is in a.txt?\",\"params\":{\"path\":\"a.txt\"}}]"));
		assertThat(function(api).path("return_parameters").path("properties").has("text")).isTrue();
	}

	@Test
	void aNameThatLosesLettersIsTheDescription() {
		ask(ChatApi.V1, Way.CALL, GigaChatTools.declared("погода", null, null));

		assertThat(function(ChatApi.V1).path("description").asString()).isEqualTo("погода");
	}

	@Test
	void examplesAreAddedToADeclarationWithoutADescription() {
		ToolCallback tool = GigaChatTools.declared("readFile", null, SCHEMA);

		ask(ChatApi.V1, Way.CALL,
				GigaChatTools.declared(GigaChatToolDefinition.from(tool.getToolDefinition())
					.fewShotExample("What is in a.txt?", Map.of("path", "a.txt"))
					.build()));

		assertThat(function(ChatApi.V1).propertyNames()).containsExactlyInAnyOrder("name", "parameters",
				"few_shot_examples");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aHandWrittenLoopSendsTheResult(ChatApi api, Way way) {
		service.emulator().onUserMessage("a.txt").callFunction("readFile", Map.of("path", "a.txt"));
		service.emulator().onFunctionResult("readFile").reply("It is empty.");
		GigaChatOptions options = GigaChatOptions.builder()
			.api(api)
			.toolCallbacks(GigaChatTools.declared("readFile", null, SCHEMA))
			.functionCall(FunctionCallMode.forced("readFile"))
			.build();
		Message question = user("What is in a.txt?");

		AssistantMessage turn = output(way.ask(service.model(), new Prompt(List.of(question), options)).whole());
		ToolCall call = turn.getToolCalls().get(0);
		String answer = way
			.ask(service.model(), new Prompt(List.of(question, turn, result(call, "{\"text\":\"\"}")), options))
			.answer();

		assertThat(call.name()).isEqualTo("readFile");
		assertThat(call.arguments()).isEqualTo("{\"path\":\"a.txt\"}");
		assertThat(answer).isEqualTo("It is empty.");
		assertThat(service.emulator().lastChatRequest().chat().lastMessage().content()).isEqualTo("{\"text\":\"\"}");
	}

	@ParameterizedTest
	@MethodSource("io.github.gigachat.spring.ai.fixtures.Way#apisAndWaysOfChatClient")
	void anExecutedDeclarationFailsTheCaller(ChatApi api, Way way) {
		service.emulator().onAnyMessage().callFunction("readFile", Map.of("path", SECRET));

		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> way.content(client(api, GigaChatTools.declared("readFile", null, SCHEMA))))
			.withMessage("The tool readFile has no code, because it is only declared. Execute the calls of the"
					+ " AssistantMessage in your own loop. ChatClient executes tools unless the request has"
					+ " advisors(AdvisorParams.toolCallingAdvisorAutoRegister(false))");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aClientThatExecutesNoToolsReturnsTheCall(ChatApi api) {
		service.emulator().onAnyMessage().callFunction("readFile", Map.of("path", SECRET));
		ToolCallback tool = GigaChatTools.declared("readFile", null, SCHEMA);

		ChatResponse called = client(api, tool).advisors(AdvisorParams.toolCallingAdvisorAutoRegister(false))
			.call()
			.chatResponse();
		ChatResponse streamed = client(api, tool).advisors(AdvisorParams.toolCallingAdvisorAutoRegister(false))
			.stream()
			.chatResponse()
			.filter(ChatResponse::hasToolCalls)
			.blockLast(EmulatedService.LIMIT);

		assertThat(Stream.of(called, streamed))
			.allSatisfy((response) -> assertThat(output(response).getToolCalls()).singleElement()
				.satisfies((call) -> assertThat(call.arguments()).contains(SECRET)));
		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@Test
	void aNameIsRequired() {
		assertThatIllegalArgumentException().isThrownBy(() -> GigaChatTools.declared(" ", null, null))
			.withMessage("A tool definition needs a name");
	}

	@Test
	void declarationsAreEqualIfTheirDefinitionsAre() {
		ToolDefinition definition = ToolDefinition.builder().name("f").description("Does f").inputSchema("{}").build();

		assertThat(GigaChatTools.declared("f", null, SCHEMA)).isEqualTo(GigaChatTools.declared("f", "", SCHEMA))
			.hasSameHashCodeAs(GigaChatTools.declared("f", "", SCHEMA))
			.isNotEqualTo(GigaChatTools.declared("f", "f", SCHEMA))
			.hasToString("DeclaredToolCallback[name=f]");
		assertThat(GigaChatTools.declared(definition).getToolDefinition()).isSameAs(definition);
	}

	private static ChatClientRequestSpec client(ChatApi api, ToolCallback tool) {
		return ChatClient.create(service.model())
			.prompt("What is in it?")
			.options(GigaChatOptions.builder().api(api))
			.tools(tool);
	}

	private static void ask(ChatApi api, Way way, ToolCallback tool) {
		ask(way, GigaChatOptions.builder().api(api).toolCallbacks(tool).build());
	}

	private static void ask(Way way, GigaChatOptions options) {
		way.ask(service.model(), new Prompt("Hi", options)).answer();
	}

	private static AssistantMessage output(ChatResponse response) {
		return Objects.requireNonNull(response.getResult()).getOutput();
	}

	private static JsonNode function(ChatApi api) {
		JsonNode body = json(service.emulator().lastChatRequest().body());
		return body.at((api == ChatApi.V1) ? "/functions/0" : "/tools/0/functions/specifications/0");
	}

	private static JsonNode json(String json) {
		return JsonMapper.shared().readTree(json);
	}

}
