package io.github.gigachat.spring.ai.structured;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the repeat of a request by a function, after the service has refused
 * {@code response_format} beside tools.
 */
@Timeout(120)
class OutputFallbackTests {

	private static final String ANSWER = "{\"answer\":\"42\"}";

	private static final String SCHEMA = """
			{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"]}""";

	private static final String FITTING = "{\"type\":\"object\",\"properties\":{}}";

	/** A schema with a keyword that the service's dialect for functions does not have. */
	private static final String OWN = "{\"type\":\"object\",\"title\":\"Own\",\"properties\":{}}";

	private static final String NAMED = "response_format is not supported here";

	private static final String UNNAMED = "Invalid params: something is wrong";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> everyWay() {
		return Arrays.stream(ChatApi.values())
			.flatMap((api) -> Arrays.stream(Way.values()).map((way) -> Arguments.of(api, way)));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aRefusedFormatBesideToolsIsReplacedByAFunction(ChatApi api, Way way) {
		service.emulator().refuseResponseFormatBesideTools();
		answerByFunction();

		assertThat(way.ask(service.model(), prompt(options(api).toolCallbacks(tool(FITTING)))).answer())
			.isEqualTo(ANSWER);

		assertThat(sent()).containsExactly("format oracle", "oracle structured_output");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void anyRefusalOfTheRequestIsFollowedByAFunction(ChatApi api, Way way) {
		for (int status : new int[] { 400, 422 }) {
			service.emulator().reset();
			service.emulator().onAnyMessage().fail(status, UNNAMED).then().callFunction("structured_output", ANSWER);

			assertThat(way.ask(service.model(), prompt(options(api).toolCallbacks(tool(FITTING)))).answer())
				.isEqualTo(ANSWER);

			assertThat(sent()).containsExactly("format oracle", "oracle structured_output");
		}
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void toolsOfTheServiceCountAsTools(Way way) {
		service.emulator().refuseResponseFormatBesideTools();
		answerByFunction();
		GigaChatOptions.Builder v1 = options(ChatApi.V1).builtInFunctions(List.of("text2image"));
		GigaChatOptions.Builder v2 = options(ChatApi.V2).builtInTools(List.of(BuiltInTool.WEB_SEARCH));

		assertThat(way.ask(service.model(), prompt(v1)).answer()).isEqualTo(ANSWER);
		assertThat(way.ask(service.model(), prompt(v2)).answer()).isEqualTo(ANSWER);

		assertThat(sent()).containsExactly("format text2image", "text2image structured_output", "format",
				"structured_output");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void withoutToolsTheRefusalIsFinal(ChatApi api, Way way) {
		service.emulator().onAnyMessage().fail(400, NAMED);

		way.ask(service.model(), prompt(options(api))).lasting(FailureKind.INVALID_REQUEST);

		assertThat(sent()).containsExactly("format");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void inModeNativeTheRefusalIsFinal(ChatApi api, Way way) {
		service.emulator().refuseResponseFormatBesideTools();

		way.ask(service.model(),
				prompt(options(api).structuredOutput(StructuredOutputMode.NATIVE).toolCallbacks(tool(FITTING))))
			.lasting(FailureKind.INVALID_REQUEST);

		assertThat(sent()).containsExactly("format oracle");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void anotherFailureIsFinal(ChatApi api, Way way) {
		service.emulator().onAnyMessage().fail(403, NAMED);

		way.ask(service.model(), prompt(options(api).toolCallbacks(tool(FITTING)))).lasting(FailureKind.PERMISSION);

		assertThat(sent()).containsExactly("format oracle");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void theFunctionIsTriedOnceInACall(ChatApi api, Way way) {
		service.emulator().onAnyMessage().fail(400, NAMED);

		way.ask(service.model(), prompt(options(api).toolCallbacks(tool(FITTING))))
			.lasting(FailureKind.INVALID_REQUEST);

		assertThat(sent()).containsExactly("format oracle", "oracle structured_output");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aLaterAttemptBeginsWithTheFunction(ChatApi api, Way way) {
		service.emulator()
			.onAnyMessage()
			.fail(400, NAMED)
			.then()
			.fail(503)
			.then()
			.callFunction("structured_output", ANSWER);

		assertThat(way.ask(service.model(), prompt(options(api).toolCallbacks(tool(FITTING)))).answer())
			.isEqualTo(ANSWER);

		assertThat(sent()).containsExactly("format oracle", "oracle structured_output", "oracle structured_output");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aRefusalThatNamesTheFormatLeavesTheSchemas(ChatApi api, Way way) {
		service.emulator().refuseResponseFormatBesideTools();
		answerByFunction();

		assertThat(way.ask(service.model(), prompt(ownSchemas(api))).answer()).isEqualTo(ANSWER);

		assertThat(sent()).containsExactly("format Oracle", "Oracle structured_output");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void schemasAreAdaptedFirstAfterAnyOtherRefusal(ChatApi api, Way way) {
		service.emulator().onAnyMessage().fail(422, UNNAMED).then().reply(ANSWER);

		assertThat(way.ask(service.model(), prompt(ownSchemas(api))).answer()).isEqualTo(ANSWER);

		assertThat(sent()).containsExactly("format Oracle", "format oracle");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void bothCausesAreRemovedOneAfterTheOther(ChatApi api, Way way) {
		for (String first : List.of(UNNAMED, NAMED)) {
			service.emulator().reset();
			service.emulator()
				.onAnyMessage()
				.fail(400, first)
				.then()
				.fail(422, UNNAMED)
				.then()
				.callFunction("structured_output", ANSWER);

			assertThat(way.ask(service.model(), prompt(ownSchemas(api))).answer()).isEqualTo(ANSWER);

			assertThat(sent()).containsExactly("format Oracle",
					first.equals(NAMED) ? "Oracle structured_output" : "format oracle", "oracle structured_output");
		}
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void theSchemaOfTheAnswerIsAdaptedWhenAFunctionTakesIt(ChatApi api, Way way) {
		service.emulator()
			.onAnyMessage()
			.fail(400, NAMED)
			.then()
			.fail(422, UNNAMED)
			.then()
			.callFunction("structured_output", ANSWER);
		GigaChatOptions.Builder options = options(api).functionSchema(FunctionSchemaMode.AUTO)
			.outputSchema(OWN)
			.toolCallbacks(tool(FITTING));

		assertThat(way.ask(service.model(), prompt(options)).answer()).isEqualTo(ANSWER);

		assertThat(sent()).containsExactly("format oracle", "oracle Structured_output", "oracle structured_output");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void noFileIsLookedUpAfterARefusalThatNamesTheFormat(ChatApi api, Way way) {
		GigaChatModel model = service.model();
		GigaChatOptions options = options(api).toolCallbacks(tool(FITTING)).build();
		Prompt prompt = new Prompt(List.of(MediaWire.message(MediaWire.png(MediaWire.picture()))), options);
		service.emulator()
			.onAnyMessage()
			.reply(ANSWER)
			.then()
			.fail(422, NAMED)
			.then()
			.callFunction("structured_output", ANSWER);
		way.ask(model, prompt).answer();

		assertThat(way.ask(model, prompt).answer()).isEqualTo(ANSWER);

		assertThat(service.emulator()
			.requests()
			.stream()
			.filter((request) -> request.endpoint() == Endpoint.FILES && request.method().equals("GET"))).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(ChatApi.class)
	void aLoopOfToolsEndsWithTheFunction(ChatApi api) {
		service.emulator().refuseResponseFormatBesideTools();
		service.emulator().onUserMessage("Well?").callFunction("oracle", Map.of());
		service.emulator().onFunctionResult("oracle").callFunction("structured_output", ANSWER);

		Answer answer = ChatClient.create(service.model())
			.prompt("Well?")
			.options(GigaChatOptions.builder().api(api).structuredOutput(StructuredOutputMode.AUTO))
			.tools(tool(FITTING))
			.call()
			.entity(Answer.class, (spec) -> spec.useProviderStructuredOutput());

		assertThat(answer).isEqualTo(new Answer("42"));
		assertThat(sent()).as("each call costs two requests")
			.containsExactly("format oracle", "oracle structured_output", "format oracle", "oracle structured_output");
	}

	private static void answerByFunction() {
		service.emulator().onAnyMessage().callFunction("structured_output", ANSWER);
	}

	private static GigaChatOptions.Builder ownSchemas(ChatApi api) {
		return options(api).functionSchema(FunctionSchemaMode.AUTO).toolCallbacks(tool(OWN));
	}

	private static GigaChatOptions.Builder options(ChatApi api) {
		return GigaChatOptions.builder().api(api).structuredOutput(StructuredOutputMode.AUTO).outputSchema(SCHEMA);
	}

	private static Prompt prompt(GigaChatOptions.Builder options) {
		return new Prompt("Well?", options.build());
	}

	private static ToolCallback tool(String schema) {
		return FunctionToolCallback.builder("oracle", (Map<String, Object> input) -> "yes")
			.description("Knows the answer")
			.inputType(Map.class)
			.inputSchema(schema)
			.build();
	}

	/**
	 * Returns the chat requests in words: "format" if there is a response format, and the
	 * functions, which have a capital letter if their schema is sent as it is.
	 */
	private static List<String> sent() {
		return service.emulator().chatRequests().stream().map(OutputFallbackTests::words).toList();
	}

	private static String words(RecordedRequest request) {
		JsonNode body = JsonMapper.shared().readTree(request.body());
		boolean format = body.has("response_format") || body.path("model_options").has("response_format");
		Stream<String> functions = request.chat().functions().stream().map((function) -> {
			String parameters = function.parameters();
			boolean own = parameters != null && parameters.contains("\"title\":\"Own\"");
			String name = function.name();
			return own ? name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) : name;
		});
		return String.join(" ", Stream.concat(format ? Stream.of("format") : Stream.of(), functions).toList());
	}

	record Answer(String answer) {
	}

}
