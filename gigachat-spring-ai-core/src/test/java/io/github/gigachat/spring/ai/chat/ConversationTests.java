package io.github.gigachat.spring.ai.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.LaterSystemMessages;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static io.github.gigachat.spring.ai.fixtures.Conversations.call;
import static io.github.gigachat.spring.ai.fixtures.Conversations.calls;
import static io.github.gigachat.spring.ai.fixtures.Conversations.result;
import static io.github.gigachat.spring.ai.fixtures.Conversations.results;
import static io.github.gigachat.spring.ai.fixtures.Conversations.system;
import static io.github.gigachat.spring.ai.fixtures.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the strict emulator accepts every conversation that Spring AI can express,
 * and that nothing is lost on the way.
 */
class ConversationTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@Test
	void leadingSystemMessagesAreJoinedAndALaterOneStaysInItsPlace() {
		send(system("Be brief."), system("Be kind."), user("Hi"), system("Now rhyme."));

		assertThat(sent()).extracting(ChatMessage::role).containsExactly("system", "user", "user");
		assertThat(sent()).extracting(ChatMessage::content)
			.containsExactly("Be brief.\n\nBe kind.", "Hi", "Now rhyme.");
	}

	@Test
	void parallelCallsBecomeCallsWithTheirResultsWhateverTheResultsOrder() {
		send(user("Weather?"), calls(call("1", "a", "{\"x\":1}"), call("2", "b", "{\"y\":2}")),
				results(new ToolResponse("2", "b", "{\"r\":\"B\"}"), new ToolResponse("1", "a", "{\"r\":\"A\"}")));

		assertThat(sent()).extracting(ChatMessage::role)
			.containsExactly("user", "assistant", "function", "assistant", "function");
		assertThat(messages().get(1).path("function_call").path("arguments").toString()).isEqualTo("{\"x\":1}");
		assertThat(messages().get(2).path("content").asString()).isEqualTo("{\"r\":\"A\"}");
		assertThat(messages().get(4).path("name").asString()).isEqualTo("b");
		assertThat(messages().get(4).path("content").asString()).isEqualTo("{\"r\":\"B\"}");
	}

	@Test
	void aCallWithoutItsResultGetsOneThatSaysSoAndAResultWithoutItsCallIsKeptAsText() {
		send(user("Weather?"), calls(call("1", "a", "{}")), result("9", "b", "lost and found"), user("Well?"));

		assertThat(sent()).extracting(ChatMessage::role)
			.containsExactly("user", "assistant", "function", "user", "user");
		assertThat(messages().get(2).path("content").asString()).contains("not executed");
		assertThat(messages().get(3).path("content").asString()).contains("lost and found");
	}

	@Test
	void aResultFurtherOnIsFoundByItsId() {
		send(user("Weather?"), calls(call("1", "a", "{}")), user("Hurry."), calls(call("2", "b", "{}")),
				result("2", "b", "{\"r\":\"B\"}"), result("1", "a", "{\"r\":\"A\"}"));

		assertThat(sent()).extracting(ChatMessage::role)
			.containsExactly("user", "assistant", "function", "user", "assistant", "function");
		assertThat(messages().get(2).path("content").asString()).isEqualTo("{\"r\":\"A\"}");
		assertThat(messages().get(5).path("content").asString()).isEqualTo("{\"r\":\"B\"}");
	}

	@Test
	void aReusedIdBelongsToTheCallBeforeIt() {
		send(user("Weather?"), calls(call("1", "a", "{}")), calls(call("1", "a", "{}")),
				result("1", "a", "{\"r\":\"second\"}"));

		assertThat(messages().get(2).path("content").asString()).contains("not executed");
		assertThat(messages().get(4).path("content").asString()).isEqualTo("{\"r\":\"second\"}");
	}

	@Test
	void theStateIdOfAnAnswerIsSentBack() {
		send(user("Draw a cat"),
				AssistantMessage.builder()
					.content("Here it is.")
					.properties(Map.of(GigaChatMetadata.FUNCTIONS_STATE_ID, "0199e210-2f13-744c-8fe5-c9a19fe27db7"))
					.build(),
				user("Another"));

		assertThat(messages().get(1).path("functions_state_id").asString())
			.isEqualTo("0199e210-2f13-744c-8fe5-c9a19fe27db7");
	}

	@ParameterizedTest
	@EnumSource(LaterSystemMessages.class)
	void aForcedFunctionIsReleasedWhateverFollowsItsResult(LaterSystemMessages later) {
		GigaChatOptions forced = GigaChatOptions.builder()
			.toolCallbacks(tool("weather"))
			.functionCall(FunctionCallMode.forced("weather"))
			.laterSystemMessages(later)
			.build();

		service.model()
			.call(new Prompt(List.<Message>of(user("Weather?"), calls(call("1", "weather", "{}")),
					result("1", "weather", "{}"), system("Be brief."), user("")), forced));

		assertThat(body().path("function_call").asString()).isEqualTo("auto");
	}

	@Test
	void aForcedFunctionOfTheServiceKeepsItsNameBesideACallOfATool() {
		GigaChatOptions options = GigaChatOptions.builder()
			.builtInFunctions(List.of("text2image"))
			.functionCall(FunctionCallMode.forced("text2image"))
			.build();
		Message[] history = { user("A cat?"), calls(call("1", "text2image", "{}")), result("1", "text2image", "{}"),
				user("Another!") };

		service.model().call(new Prompt(List.of(history), options));

		assertThat(body().path("function_call").path("name").asString()).isEqualTo("text2image");
	}

	@Test
	void twoToolsOfOneNameAreRefused() {
		GigaChatOptions options = GigaChatOptions.builder().toolCallbacks(tool("weather"), tool("weather")).build();

		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> service.model().call(new Prompt("Hi", options)))
			.withMessageContaining("Two tools have the name weather");
	}

	@ParameterizedTest
	@CsvSource({ "'',7", "7,''", "'',''" })
	void aResultBelongsToTheCallOfItsNameWhenOneOfThemHasNoId(String call, String result) {
		send(user("Weather?"), calls(call(call, "a", "{}")), result(result, "a", "{}"));

		assertThat(messages()).extracting((message) -> message.path("role").asString())
			.containsExactly("user", "assistant", "function");
		assertThat(messages().get(2).path("content").asString()).isEqualTo("{}");
	}

	@Test
	void aResultWithoutAnIdIsNotTakenFromTheCallThatItsIdNames() {
		send(user("Weather?"), calls(call("", "a", "{}"), call("7", "a", "{}")), result("7", "a", "{\"seven\":7}"));

		assertThat(messages().get(2).path("content").asString()).contains("not executed");
		assertThat(messages().get(4).path("content").asString()).isEqualTo("{\"seven\":7}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "true", "" })
	void aToolWithoutASchemaIsOffered(String schema) {
		ToolCallback silent = FunctionToolCallback.builder("silent", (City city) -> "done")
			.description("a tool")
			.inputType(City.class)
			.inputSchema(schema.isEmpty() ? "{}" : schema)
			.build();

		service.model().call(new Prompt("Hi", GigaChatOptions.builder().toolCallbacks(silent).build()));

		assertThat(body().path("functions").path(0).path("parameters").toString())
			.isEqualTo("{\"type\":\"object\",\"properties\":{}}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"t":1}           | {"t":1}
			[1]               | {"result":[1]}
			"sunny"           | {"result":"sunny"}
			1.0               | {"result":1.0}
			sunny, 12C        | {"result":"sunny, 12C"}
			Солнце "и" тучи   | {"result":"Солнце \\"и\\" тучи"}
			{not json         | {"result":"{not json"}
			12 apples         | {"result":"12 apples"}
			''                | {"result":""}
			""")
	void aToolsAnswerIsSentAsAJsonObject(String returned, String expected) {
		send(user("Weather?"), calls(call("1", "a", "{}")), result("1", "a", returned));

		assertThat(messages().get(2).path("content").asString()).isEqualTo(expected);
	}

	@Test
	void theStateIdIsSentBackWithItsCall() {
		service.emulator().onUserMessage("Weather?").callFunction("weather", Map.of("city", "Tula"));
		service.emulator().onFunctionResult("weather").reply("Sunny");
		Prompt prompt = new Prompt("Weather?", GigaChatOptions.builder().toolCallbacks(tool("weather")).build());

		ChatResponse first = service.model().call(prompt);
		AssistantMessage turn = first.getResult().getOutput();
		send(user("Weather?"), turn, result(turn.getToolCalls().get(0).id(), "weather", "{}"));

		Object stateId = turn.getMetadata().get(GigaChatMetadata.FUNCTIONS_STATE_ID);
		assertThat(stateId).isInstanceOf(String.class);
		assertThat(messages().get(1).path("functions_state_id").asString()).isEqualTo(stateId);
		assertThat(messages().get(2).has("functions_state_id")).isFalse();
	}

	@Test
	void eachSerialisedCallKeepsItsOwnStateId() {
		send(user("Weather?"),
				calls(call("call_0123456789ab_s-1", "a", "{}"), call("call_0123456789ac_s-1", "b", "{}"),
						call("call_0123456789ad_s-2", "c", "{}"), call("other", "d", "{}")),
				result("call_0123456789ab_s-1", "a", "1"));

		assertThat(messages().stream()
			.filter((message) -> message.has("function_call"))
			.map((message) -> message.path("functions_state_id").asString("none")))
			.containsExactly("s-1", "none", "s-2", "none");
	}

	@Test
	void aToolIsCalledEndToEndByCallAndByStream() {
		service.emulator().onUserMessage("Weather?").callFunction("weather", Map.of("city", "Tula"));
		service.emulator().onFunctionResult("weather").reply("It is sunny in Tula.");
		List<String> cities = new ArrayList<>();
		ToolCallback weather = FunctionToolCallback.builder("weather", (City city) -> {
			cities.add(city.city());
			return "sunny";
		}).description("Tells the weather").inputType(City.class).build();
		ChatClient client = ChatClient.create(service.model());

		String called = client.prompt().user("Weather?").tools(weather).call().content();
		String streamed = String.join("",
				client.prompt().user("Weather?").tools(weather).stream().content().toIterable());

		assertThat(List.of(called, streamed)).containsOnly("It is sunny in Tula.");
		assertThat(cities).containsExactly("Tula", "Tula");
		assertThat(body().path("function_call").asString()).isEqualTo("auto");
		assertThat(body().path("functions")
			.path(0)
			.path("parameters")
			.path("properties")
			.path("city")
			.path("type")
			.asString()).isEqualTo("string");
	}

	@Test
	void anIllegalNameIsSentAsALegalOneAndMappedBack() {
		service.emulator()
			.onAnyMessage()
			.respondWith(
					(request) -> ChatAnswer.functionCall(request.functions().get(0).name(), Map.of("city", "Тула")));

		ChatResponse response = service.model()
			.call(new Prompt("Погода?", GigaChatOptions.builder().toolCallbacks(tool("погода-1")).build()));

		assertThat(body().path("functions").path(0).path("name").asString()).matches("[A-Za-z][A-Za-z0-9_]{0,63}");
		ToolCall call = response.getResult().getOutput().getToolCalls().get(0);
		assertThat(call.name()).isEqualTo("погода-1");
		assertThat(call.arguments()).isEqualTo("{\"city\":\"Тула\"}");
	}

	@Test
	void anAssistantTurnWithoutTextIsAcceptedBack() {
		send(user("Hi"), new AssistantMessage(null), user("Are you there?"));

		assertThat(sent()).extracting(ChatMessage::role).containsExactly("user", "user");
	}

	@Test
	void anEmptyPromptIsRefusedBeforeItIsSent() {
		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(() -> send(user(" ")))
			.withMessageContaining("No message of the prompt has text");
		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> service.model().stream(new Prompt(user(" "))).blockLast());

		assertThat(service.emulator().requests()).isEmpty();
	}

	private void send(Message... messages) {
		service.model().call(new Prompt(messages));
	}

	private List<ChatMessage> sent() {
		return service.emulator().lastChatRequest().chat().messages();
	}

	private JsonNode body() {
		return JsonMapper.shared().readTree(service.emulator().lastChatRequest().body());
	}

	private List<JsonNode> messages() {
		List<JsonNode> messages = new ArrayList<>();
		body().path("messages").forEach(messages::add);
		return messages;
	}

	private static ToolCallback tool(String name) {
		return FunctionToolCallback.builder(name, (City city) -> "sunny")
			.description("Tells the weather")
			.inputType(City.class)
			.build();
	}

	record City(String city) {
	}

}
