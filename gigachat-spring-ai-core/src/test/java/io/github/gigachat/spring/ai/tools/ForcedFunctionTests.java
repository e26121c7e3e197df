package io.github.gigachat.spring.ai.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static io.github.gigachat.spring.ai.fixtures.Conversations.assistant;
import static io.github.gigachat.spring.ai.fixtures.Conversations.call;
import static io.github.gigachat.spring.ai.fixtures.Conversations.calls;
import static io.github.gigachat.spring.ai.fixtures.Conversations.result;
import static io.github.gigachat.spring.ai.fixtures.Conversations.system;
import static io.github.gigachat.spring.ai.fixtures.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests when a forced function is sent as forced: until it has a result after the last
 * user message, or in every request.
 */
class ForcedFunctionTests {

	private static final String FORCED = "answer";

	private static final Message QUESTION = user("Who?");

	private static final Message SEARCHING = calls(call("1", "search", "{}"));

	private static final Message FOUND = result("1", "search", "{}");

	private static final Message ANSWERING = calls(call("2", FORCED, "{}"));

	private static final Message ANSWERED = result("2", FORCED, "{}");

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> conversationsWithItsResult() {
		return everyWay(new Conversation("its result", QUESTION, ANSWERING, ANSWERED),
				new Conversation("its result before that of another", QUESTION, ANSWERING, ANSWERED, SEARCHING, FOUND),
				new Conversation("its result after that of another", QUESTION, SEARCHING, FOUND, ANSWERING, ANSWERED),
				new Conversation("text after its result", QUESTION, ANSWERING, ANSWERED, assistant("Well.")),
				new Conversation("a system message after its result", QUESTION, ANSWERING, ANSWERED, system("Go on.")),
				new Conversation("an empty message after its result", QUESTION, ANSWERING, ANSWERED, user("")),
				new Conversation("its call without a result", QUESTION, ANSWERING),
				new Conversation("its result beside that of another", QUESTION,
						calls(call("1", "search", "{}"), call("2", FORCED, "{}")), ANSWERED, FOUND),
				new Conversation("its result without a call", QUESTION, ANSWERED),
				new Conversation("its result without a name", QUESTION, ANSWERING, result("2", "", "{}")),
				new Conversation("its late result without a name", QUESTION, ANSWERING, user("Well?"),
						result("2", "", "{}")),
				new Conversation("its result without a question", ANSWERING, ANSWERED));
	}

	static Stream<Arguments> conversationsWithoutItsResult() {
		Message picture = UserMessage.builder().text("").media(MediaWire.png(MediaWire.picture())).build();
		return everyWay(new Conversation("a question", QUESTION),
				new Conversation("the result of another", QUESTION, SEARCHING, FOUND),
				new Conversation("the result of another without a name", QUESTION, ANSWERING, ANSWERED, user("And?"),
						SEARCHING, result("1", "", "{}")),
				new Conversation("another question", QUESTION, ANSWERING, ANSWERED, user("And?")),
				new Conversation("a picture", QUESTION, ANSWERING, ANSWERED, picture),
				new Conversation("a result without name and call", QUESTION, result("7", "", "{}")));
	}

	static Stream<Arguments> everyWay() {
		return everyWay(new Conversation("", QUESTION)).map((all) -> Arguments.of(all.get()[0], all.get()[1]));
	}

	private static Stream<Arguments> everyWay(Conversation... conversations) {
		return Stream.of(ChatApi.values())
			.flatMap((api) -> Stream.of(Way.values())
				.flatMap((way) -> Stream.of(conversations).map((each) -> Arguments.of(api, way, each))));
	}

	@ParameterizedTest
	@MethodSource("conversationsWithItsResult")
	void aFunctionIsReleasedByItsOwnResult(ChatApi api, Way way, Conversation conversation) {
		ask(api, way, conversation, FunctionCallMode.forced(FORCED));

		assertThat(chat().functionCall()).isEqualTo(released(api));
	}

	@ParameterizedTest
	@MethodSource("conversationsWithoutItsResult")
	void aFunctionIsForcedUntilItsOwnResult(ChatApi api, Way way, Conversation conversation) {
		ask(api, way, conversation, FunctionCallMode.forced(FORCED));

		assertThat(mode(api)).isEqualTo(forced(api, FORCED));
	}

	@ParameterizedTest
	@MethodSource({ "conversationsWithItsResult", "conversationsWithoutItsResult" })
	void aFunctionThatIsAlwaysForcedIsNeverReleased(ChatApi api, Way way, Conversation conversation) {
		ask(api, way, conversation, FunctionCallMode.always(FORCED));

		assertThat(mode(api)).isEqualTo(forced(api, FORCED));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aRenamedFunctionIsReleasedByItsOwnResultOnly(ChatApi api, Way way) {
		GigaChatOptions options = GigaChatOptions.builder()
			.api(api)
			.toolCallbacks(tool("web.search", List.of()), tool("web-search", List.of()))
			.functionCall(FunctionCallMode.forced("web.search"))
			.build();
		List<Message> other = List.of(QUESTION, calls(call("1", "web-search", "{}")), result("1", "web-search", "{}"));
		List<Message> own = List.of(QUESTION, calls(call("1", "web.search", "{}")), result("1", "web.search", "{}"));

		way.ask(service.model(), new Prompt(other, options)).last();
		assertThat(chat().functionCall()).startsWith("web_search_");

		way.ask(service.model(), new Prompt(own, options)).answer();
		assertThat(chat().functionCall()).isEqualTo(released(api));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aFunctionOfTheServiceIsForcedAfterTheResultOfATool(ChatApi api, Way way) {
		GigaChatOptions.Builder options = GigaChatOptions.builder().api(api).toolCallbacks(tool("search", List.of()));
		if (api == ChatApi.V1) {
			options.builtInFunctions(List.of("text2image"));
		}
		else {
			options.builtInTools(List.of(BuiltInTool.IMAGE_GENERATE));
		}
		String drawing = (api == ChatApi.V1) ? "text2image" : "image_generate";

		way.ask(service.model(), new Prompt(List.of(QUESTION, SEARCHING, FOUND),
				options.functionCall(FunctionCallMode.forced(drawing)).build()))
			.last();

		assertThat(chat().functionCall()).isEqualTo(drawing);
	}

	@Test
	void givenArgumentsAreSentWithEveryRequest() {
		ask(ChatApi.V1, Way.CALL, new Conversation("", QUESTION, ANSWERING, ANSWERED),
				FunctionCallMode.always(FORCED, Map.of("text", "It is")));

		assertThat(mode(ChatApi.V1)).isEqualTo(json("{'name':'answer','partial_arguments':{'text':'It is'}}"));
	}

	@ParameterizedTest
	@MethodSource("io.github.gigachat.spring.ai.fixtures.Way#apisAndWaysOfChatClient")
	void aClientsLoopForcesAFunctionOnceAndEnds(ChatApi api, Way way) {
		service.emulator().onAnyMessage().respondWith(ForcedFunctionTests::obey);
		List<String> executed = new ArrayList<>();

		String answer = way.content(ChatClient.create(service.model())
			.prompt("Who?")
			.options(GigaChatOptions.builder().api(api).functionCall(FunctionCallMode.forced("search")))
			.tools(tool("search", executed), tool(FORCED, executed)));

		assertThat(answer).isEqualTo("Done.");
		assertThat(executed).containsExactly("search", FORCED);
		assertThat(service.emulator().chatRequests()).extracting(RecordedRequest::chat)
			.extracting(ChatRequest::functionCall)
			.containsExactly("search", released(api), released(api));
	}

	@Test
	void modesDifferByWhenTheyEnd() {
		FunctionCallMode always = FunctionCallMode.always("f");

		assertThat(always).isEqualTo(FunctionCallMode.always("f"))
			.hasSameHashCodeAs(FunctionCallMode.always("f"))
			.isNotEqualTo(FunctionCallMode.forced("f"))
			.isNotEqualTo(FunctionCallMode.always("f", Map.of("a", 1)))
			.hasToString("always(f)");
		assertThat(always.isForced()).isTrue();
		assertThat(always.isAlways()).isTrue();
		assertThat(always.withName("g")).isEqualTo(FunctionCallMode.always("g"));
		assertThat(FunctionCallMode.of("f")).isEqualTo(FunctionCallMode.forced("f"));
		assertThat(FunctionCallMode.forced("f").isAlways()).isFalse();
		assertThat(FunctionCallMode.AUTO.isForced()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void aNameIsRequired(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> FunctionCallMode.always(name))
			.withMessage("The name of the function to force must not be blank");
	}

	/** Calls the forced function; then the other one; then ends. */
	private static ChatAnswer obey(ChatRequest request) {
		if (request.offers(request.functionCall())) {
			return ChatAnswer.functionCall(request.functionCall(), Map.of());
		}
		return (request.functionResults().size() == 1) ? ChatAnswer.functionCall(FORCED, Map.of())
				: ChatAnswer.text("Done.");
	}

	private static void ask(ChatApi api, Way way, Conversation conversation, FunctionCallMode mode) {
		way.ask(service.model(),
				new Prompt(conversation.messages(),
						GigaChatOptions.builder()
							.api(api)
							.toolCallbacks(tool("search", List.of()), tool(FORCED, List.of()))
							.functionCall(mode)
							.build()))
			.last();
	}

	private static ToolCallback tool(String name, List<String> executed) {
		Supplier<String> code = () -> {
			executed.add(name);
			return "{}";
		};
		return FunctionToolCallback.builder(name, code).description("Does " + name).inputType(Void.class).build();
	}

	private static ChatRequest chat() {
		return service.emulator().lastChatRequest().chat();
	}

	private static JsonNode mode(ChatApi api) {
		return JsonMapper.shared()
			.readTree(service.emulator().lastChatRequest().body())
			.path((api == ChatApi.V1) ? "function_call" : "tool_config");
	}

	/** The mode of a request that lets the model decide; v2 needs none. */
	private static String released(ChatApi api) {
		return (api == ChatApi.V1) ? "auto" : "";
	}

	private static JsonNode forced(ChatApi api, String name) {
		return json(
				(api == ChatApi.V1) ? "{'name':'" + name + "'}" : "{'mode':'forced','function_name':'" + name + "'}");
	}

	private static JsonNode json(String json) {
		return JsonMapper.shared().readTree(json.replace('\'', '"'));
	}

	record Conversation(String name, List<Message> messages) {

		Conversation(String name, Message... messages) {
			this(name, List.of(messages));
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
