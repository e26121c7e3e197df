package io.github.gigachat.spring.ai.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static io.github.gigachat.spring.ai.fixtures.Conversations.assistant;
import static io.github.gigachat.spring.ai.fixtures.Conversations.call;
import static io.github.gigachat.spring.ai.fixtures.Conversations.calls;
import static io.github.gigachat.spring.ai.fixtures.Conversations.result;
import static io.github.gigachat.spring.ai.fixtures.Conversations.results;
import static io.github.gigachat.spring.ai.fixtures.Conversations.system;
import static io.github.gigachat.spring.ai.fixtures.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests requests of v1 chats against the peculiarities of the service, in a table: each
 * row has a prompt and the request that is sent for it, which the strict emulator
 * accepts. {@link AnswerQuirkTests} tests the answers.
 * <p>
 * A row is named by the keys of the facts in {@code docs/internals/wire.md} that it
 * relies on. Where the facts leave a choice, the row asserts the choice of this project:
 * a later system message becomes a user message (W-V1-2), arguments and results that are
 * not objects are wrapped (W-FN-1, W-FN-5), a call without its result gets a result that
 * says so (W-FN-4), and a wide schema is sent whole (W-FN-15).
 */
class QuirkTests {

	private static final String SCHEMA = """
			{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""";

	private static final String WEATHER = """
			{"name":"get_weather","description":"w","parameters":{"type":"object",\
			"properties":{"city":{"type":"string"}},"required":["city"]}}""";

	private static final String WITHOUT_FUNCTIONS = "GigaChat-Plain";

	@RegisterExtension
	static final EmulatedService service = EmulatedService
		.overHttp((emulator) -> emulator.modelWithoutFunctions(WITHOUT_FUNCTIONS));

	static Stream<Arguments> whatIsSaidAndWhatIsSent() {
		return Stream.of(messageRows(), functionRows(), optionRows())
			.flatMap((rows) -> rows)
			.flatMap(QuirkTests::byEachWay);
	}

	static Stream<Row> messageRows() {
		return Stream.of(
				new Row("the smallest request", new Prompt("hi"), "{'messages':[{'role':'user','content':'hi'}]}"),
				new Row("W-V1-3 one of each in order", prompt(system("s"), user("u"), assistant("a"), user("v")), """
						{'messages':[{'role':'system','content':'s'},{'role':'user','content':'u'},
						{'role':'assistant','content':'a'},{'role':'user','content':'v'}]}"""),
				new Row("W-V1-4 messages of one role in a row",
						prompt(user("u"), user("v"), assistant("a"), assistant("b")), """
								{'messages':[{'role':'user','content':'u'},{'role':'user','content':'v'},
								{'role':'assistant','content':'a'},{'role':'assistant','content':'b'}]}"""),
				new Row("W-V1-1 content is one string", prompt(user("say \"я\\\n\t😀\"")), """
						{'messages':[{'role':'user','content':'say \\"я\\\\\\n\\t😀\\"'}]}"""),
				new Row("W-V1-2 system messages in front are joined", prompt(system("s"), system("t"), user("u")), """
						{'messages':[{'role':'system','content':'s\\n\\nt'},{'role':'user','content':'u'}]}"""),
				new Row("W-V1-2 a later one becomes a user's words in its place",
						prompt(system("s"), user("u"), system("t"), user("v")), """
								{'messages':[{'role':'system','content':'s'},{'role':'user','content':'u'},
								{'role':'user','content':'t'},{'role':'user','content':'v'}]}"""),
				new Row("W-FN-1 W-V1-3 arguments are an object, a tool's role is function",
						prompt(user("u"), calls(call("1", "get_weather", "{\"city\":\"Tula\",\"days\":2.0}")),
								result("1", "get_weather", "{\"t\":12}")),
						"""
								{'messages':[{'role':'user','content':'u'},{'role':'assistant','content':'',
								'function_call':{'name':'get_weather','arguments':{'city':'Tula','days':2.0}}},
								{'role':'function','name':'get_weather','content':'{\\"t\\":12}'}]}"""),
				new Row("W-FN-1 arguments that are no object are wrapped, none are an empty object",
						prompt(calls(call("1", "get_weather", "12")), result("1", "get_weather", "{}"),
								calls(call("2", "get_weather", "oops")), result("2", "get_weather", "{}"),
								calls(call("3", "get_weather", "")), result("3", "get_weather", "{}")),
						"""
								{'messages':[{'role':'assistant','content':'','function_call':{'name':'get_weather','arguments':{'arguments':12}}},
								{'role':'function','name':'get_weather','content':'{}'},
								{'role':'assistant','content':'','function_call':{'name':'get_weather','arguments':{'arguments':'oops'}}},
								{'role':'function','name':'get_weather','content':'{}'},
								{'role':'assistant','content':'','function_call':{'name':'get_weather','arguments':{}}},
								{'role':'function','name':'get_weather','content':'{}'}]}"""),
				new Row("W-FN-6 the state id goes back with its call",
						prompt(user("u"),
								AssistantMessage.builder()
									.properties(Map.of(GigaChatMetadata.FUNCTIONS_STATE_ID, "0199e210"))
									.toolCalls(List.of(call("1", "get_weather", "{}")))
									.build(),
								result("1", "get_weather", "{}")),
						"""
								{'messages':[{'role':'user','content':'u'},{'role':'assistant','content':'',
								'function_call':{'name':'get_weather','arguments':{}},'functions_state_id':'0199e210'},
								{'role':'function','name':'get_weather','content':'{}'}]}"""),
				new Row("W-FN-3 parallel calls go one after the other, each with its result and the text with the first",
						prompt(AssistantMessage.builder()
							.content("Let me see.")
							.toolCalls(List.of(call("1", "get_weather", "{\"n\":1}"),
									call("2", "get_weather", "{\"n\":2}")))
							.build(),
								results(new ToolResponse("2", "get_weather", "{\"r\":2}"),
										new ToolResponse("1", "get_weather", "{\"r\":1}"))),
						"""
								{'messages':[{'role':'assistant','content':'Let me see.','function_call':{'name':'get_weather','arguments':{'n':1}}},
								{'role':'function','name':'get_weather','content':'{\\"r\\":1}'},
								{'role':'assistant','content':'','function_call':{'name':'get_weather','arguments':{'n':2}}},
								{'role':'function','name':'get_weather','content':'{\\"r\\":2}'}]}"""),
				resultRow("W-FN-5 a result in plain text", "sunny, 12C", "{\\\"result\\\":\\\"sunny, 12C\\\"}"),
				resultRow("W-FN-5 a result that is a JSON string", "\"sunny\"", "{\\\"result\\\":\\\"sunny\\\"}"),
				resultRow("W-FN-5 a result that is a number", "12", "{\\\"result\\\":12}"),
				resultRow("W-FN-5 a result that is nothing", "", "{\\\"result\\\":\\\"\\\"}"),
				new Row("W-FN-4 calls without their results, in the middle and at the end",
						prompt(calls(call("1", "get_weather", "{}")), user("u"), calls(call("2", "get_weather", "{}"))),
						"""
								{'messages':[{'role':'assistant','content':'','function_call':{'name':'get_weather','arguments':{}}},
								{'role':'function','name':'get_weather','content':'{\\"result\\":\\"the call was not executed\\"}'},
								{'role':'user','content':'u'},
								{'role':'assistant','content':'','function_call':{'name':'get_weather','arguments':{}}},
								{'role':'function','name':'get_weather','content':'{\\"result\\":\\"the call was not executed\\"}'}]}"""),
				new Row("W-FN-4 a result without its call", prompt(user("u"), result("1", "get_weather", "sunny")), """
						{'messages':[{'role':'user','content':'u'},
						{'role':'user','content':'Result of get_weather: sunny'}]}"""));
	}

	static Stream<Row> functionRows() {
		String hi = "{'messages':[{'role':'user','content':'hi'}],";
		return Stream.of(
				new Row("W-FN-8 tools are functions, and auto is said", prompt(with(weather())),
						hi + "'functions':[" + WEATHER + "],'function_call':'auto'}"),
				new Row("W-FN-10 one function is forced by its name",
						prompt(with(weather())
							.functionCall(FunctionCallMode.forced("get_weather", Map.of("city", "Tula")))),
						hi + "'functions':[" + WEATHER
								+ "],'function_call':{'name':'get_weather','partial_arguments':{'city':'Tula'}}}"),
				new Row("W-FN-8 none is said", prompt(with(weather()).functionCall(FunctionCallMode.NONE)),
						hi + "'functions':[" + WEATHER + "],'function_call':'none'}"),
				new Row("W-FN-9 built-ins are named beside tools",
						prompt(with(weather()).builtInFunctions(List.of("text2image"))),
						hi + "'functions':[" + WEATHER + ",{'name':'text2image'}],'function_call':'auto'}"),
				new Row("W-FN-9 auto without functions allows the built-ins",
						prompt(GigaChatOptions.builder().functionCall(FunctionCallMode.AUTO)),
						hi + "'function_call':'auto'}"),
				new Row("W-FN-12 an object without properties gets some", prompt(with(tool("get_weather", """
						{"type":"object","properties":{"data":{"type":"object"}}}"""))), hi + """
						'functions':[{'name':'get_weather','description':'w','parameters':{'type':'object',
						'properties':{'data':{'type':'object','properties':{}}}}}],'function_call':'auto'}"""),
				new Row("W-FN-11 a name that begins with a digit", prompt(with(tool("1st", SCHEMA))),
						hi + "'functions':[{'name':'f_1st','description':'w','parameters':" + SCHEMA
								+ "}],'function_call':'auto'}"),
				new Row("W-FN-11 a name with other letters than Latin", prompt(with(tool("Имя", SCHEMA))),
						hi + "'functions':[{'name':'f____','description':'Имя: w','parameters':" + SCHEMA
								+ "}],'function_call':'auto'}"),
				new Row("W-FN-15 a wide schema goes out whole", prompt(with(tool("get_weather", wide()))),
						hi + "'functions':[{'name':'get_weather','description':'w','parameters':" + wide()
								+ "}],'function_call':'auto'}"));
	}

	private static Stream<Row> optionRows() {
		String hi = "{'messages':[{'role':'user','content':'hi'}],";
		return Stream.of(
				new Row("W-V1-5 temperature 0 is top_p 0", prompt(GigaChatOptions.builder().temperature(0.0).topP(0.5)),
						hi + "'top_p':0.0}"),
				new Row("W-V1-5 W-V1-6 values within their ranges",
						prompt(GigaChatOptions.builder()
							.temperature(0.001)
							.topP(1.0)
							.maxTokens(1)
							.repetitionPenalty(0.01)
							.updateInterval(0.0)),
						hi + "'temperature':0.001,'top_p':1.0,'max_tokens':1,'repetition_penalty':0.01,"
								+ "'update_interval':0.0}"),
				new Row("W-V1-7 portable options that the service has not are dropped",
						new Prompt("hi",
								ChatOptions.builder()
									.stopSequences(List.of("end"))
									.topK(3)
									.frequencyPenalty(0.1)
									.presencePenalty(0.2)
									.maxTokens(9)
									.build()),
						hi + "'max_tokens':9}"),
				new Row("W-V1-9 JSON is asked for by a schema, flat beside its type",
						prompt(GigaChatOptions.builder().outputSchema(SCHEMA)),
						hi + "'response_format':{'type':'json_schema','schema':" + SCHEMA + ",'strict':true}}"));
	}

	@ParameterizedTest(name = "{0} by {1}")
	@MethodSource("whatIsSaidAndWhatIsSent")
	void promptsAreSentInTheServicesForm(Row row, Way way) {
		Outcome outcome = way.ask(service.model(), row.prompt());

		assertThat(outcome.error()).isNull();
		RecordedRequest request = service.emulator().lastChatRequest();
		ObjectNode sent = (ObjectNode) JsonMapper.shared().readTree(request.body());
		assertThat(sent.remove("model").asString()).isEqualTo(GigaChatModel.DEFAULT_MODEL);
		// the body of the request asks for a stream
		assertThat(sent.remove("stream") != null).isEqualTo(way.isStreamed());
		assertThat(sent).isEqualTo(JsonMapper.shared().readTree(row.sent().replace('\'', '"')));
		// W-HDR-1: without it the public host answers 403
		assertThat(request.header("User-Agent")).isNotBlank();
	}

	static Stream<Arguments> whatIsRefusedBeforeItIsSent() {
		return Stream
			.of(new Row("W-V1-5", prompt(GigaChatOptions.builder().temperature(-1.0)), "temperature"),
					new Row("W-V1-6", prompt(GigaChatOptions.builder().topP(1.5)), "top-p"),
					new Row("W-V1-6", prompt(GigaChatOptions.builder().maxTokens(0)), "max-tokens"),
					new Row("W-V1-6", prompt(GigaChatOptions.builder().repetitionPenalty(0.0)), "repetition-penalty"))
			.flatMap(QuirkTests::byEachWay);
	}

	@ParameterizedTest(name = "{0} by {1}")
	@MethodSource("whatIsRefusedBeforeItIsSent")
	void aValueOutOfItsRangeIsNotSent(Row row, Way way) {
		Outcome outcome = way.ask(service.model(), row.prompt());

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("spring.ai.gigachat.chat." + row.sent());
		assertThat(service.emulator().requests()).isEmpty();
	}

	static Stream<Arguments> whatOnlyTheServiceKnows() {
		return Stream
			.of(new Row("W-ERR-14", prompt(GigaChatOptions.builder().model("NonExistentModel")), "No such model"),
					new Row("W-ERR-16", prompt(with(weather()).model(WITHOUT_FUNCTIONS)),
							"Requested model does not support functions"),
					new Row("W-FN-10", prompt(with(weather()).functionCall(FunctionCallMode.forced("nope"))), "nope"))
			.flatMap(QuirkTests::byEachWay);
	}

	@ParameterizedTest(name = "{0} by {1}")
	@MethodSource("whatOnlyTheServiceKnows")
	void aRefusalKeepsTheWordsOfTheService(Row row, Way way) {
		Outcome outcome = way.ask(service.model(), row.prompt());

		GigaChatFailure failure = outcome
			.lasting(row.name().equals("W-ERR-14") ? FailureKind.NOT_FOUND : FailureKind.INVALID_REQUEST);
		assertThat(failure.serviceMessage()).contains(row.sent());
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	/** W-ERR-10: the message is generic, so the status and the request id matter. */
	@ParameterizedTest
	@EnumSource
	void aGenericRefusalIsDescribedByItsStatusAndRequestId(Way way) {
		service.emulator().onAnyMessage().fail(400, "Your request contains invalid JSON syntax.");

		GigaChatFailure failure = way.ask(service.model()).lasting(FailureKind.INVALID_REQUEST);

		assertThat(failure.status()).isEqualTo(400);
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
	}

	private static Stream<Arguments> byEachWay(Row row) {
		return Arrays.stream(Way.values()).map((way) -> Arguments.of(row, way));
	}

	private static Row resultRow(String name, String returned, String content) {
		return new Row(name, prompt(calls(call("1", "get_weather", "{}")), result("1", "get_weather", returned)),
				"{'messages':[{'role':'assistant','content':'',"
						+ "'function_call':{'name':'get_weather','arguments':{}}},"
						+ "{'role':'function','name':'get_weather','content':'" + content + "'}]}");
	}

	private static Prompt prompt(Message... messages) {
		return new Prompt(messages);
	}

	private static Prompt prompt(GigaChatOptions.Builder options) {
		return new Prompt("hi", options.build());
	}

	private static GigaChatOptions.Builder with(ToolCallback tool) {
		return GigaChatOptions.builder().toolCallbacks(tool);
	}

	private static ToolCallback weather() {
		return tool("get_weather", """
				{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");
	}

	private static ToolCallback tool(String name, String schema) {
		return FunctionToolCallback.builder(name, (Map<?, ?> input) -> "sunny")
			.description("w")
			.inputType(Map.class)
			.inputSchema(schema)
			.build();
	}

	private static String wide() {
		String properties = IntStream.range(0, 20)
			.mapToObj((i) -> "\"p" + i + "\":{\"type\":\"string\"}")
			.collect(Collectors.joining(","));
		return "{\"type\":\"object\",\"properties\":{" + properties + "},\"required\":[\"p0\",\"p19\"]}";
	}

	/**
	 * A row of the table.
	 *
	 * @param name the keys of the facts, and the subject
	 * @param prompt the prompt
	 * @param sent the body of the request without model and stream, with single quotes
	 * for double ones; for a refusal a part of its message
	 */
	record Row(String name, Prompt prompt, String sent) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
