package io.github.gigachat.spring.ai.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.LaterSystemMessages;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.fixtures.Conversations;
import io.github.gigachat.spring.ai.internal.flatten.FunctionNames;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests random conversations of Spring AI, with messages in any order: the strict
 * emulator accepts them by both APIs, no text is lost, and a flattened conversation is
 * not changed by being flattened again.
 */
class ConversationPropertyTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final List<String> TOOLS = List.of("weather", "get-weather", "get.weather", "погода", "1st",
			"web_search", "a tool/with:marks", "x".repeat(100));

	private static GigaChatEmulator emulator;

	private static GigaChatApi api;

	private static GigaChatModel model;

	@BeforeContainer
	static void start() {
		emulator = GigaChatEmulator.start();
		api = GigaChatApi.builder()
			.baseUrl(emulator.baseUrl())
			.authUrl(emulator.authUrl())
			.credentials(GigaChatCredentials.authorizationKey(emulator.apiKey()))
			.build();
		model = GigaChatModel.builder().api(api).build();
	}

	@AfterContainer
	static void stop() {
		api.close();
		emulator.close();
	}

	@Property(tries = 10_000, shrinking = ShrinkingMode.BOUNDED)
	void anyConversationIsAcceptedKeepsItsTextAndFlattensToItself(@ForAll("conversations") List<Message> conversation,
			@ForAll LaterSystemMessages later) {
		List<String> expected = expected(conversation, later);
		for (ChatApi version : ChatApi.values()) {
			GigaChatOptions options = GigaChatOptions.builder().laterSystemMessages(later).api(version).build();
			model.call(new Prompt(conversation, options));
			JsonNode first = sent();
			List<ChatMessage> read = emulator.lastChatRequest().chat().messages();

			assertThat(turns(read)).as("by %s", version).isEqualTo(expected);

			model.call(new Prompt(readBack(read), options));

			assertThat(sent()).as("by %s", version).isEqualTo(first);
		}
		emulator.reset();
	}

	@Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
	void aCallMapsBackToTheToolsOwnNameAndArguments(@ForAll("toolNames") List<String> names,
			@ForAll @StringLength(max = 20) String argument, @ForAll ChatApi version) {
		String chosen = names.get(0);
		GigaChatOptions options = GigaChatOptions.builder().toolCallbacks(tools(names)).api(version).build();
		String arguments = JSON.writeValueAsString(Map.of("text", argument));
		emulator.onAnyMessage()
			.respondWith((request) -> ChatAnswer.functionCall(request.functions().get(0).name(), arguments));

		ChatResponse response = model.call(new Prompt("Hi", options));

		ToolCall call = response.getResult().getOutput().getToolCalls().get(0);
		assertThat(call.name()).isEqualTo(chosen);
		assertThat(JSON.readTree(call.arguments())).isEqualTo(JSON.readTree(arguments));
		emulator.reset();
	}

	@Provide
	Arbitrary<List<Message>> conversations() {
		return Arbitraries
			.frequencyOf(Tuple.of(2, systems()), Tuple.of(4, users()), Tuple.of(3, assistants()),
					Tuple.of(3, exchanges()), Tuple.of(1, orphans()))
			.list()
			.ofMinSize(0)
			.ofMaxSize(6)
			.map((parts) -> {
				List<Message> conversation = new ArrayList<>();
				for (int i = 0; i < parts.size(); i++) {
					conversation.addAll(parts.get(i).apply("id-" + i + "-"));
				}
				// something to say is what makes a prompt
				conversation.add(new UserMessage("Well?"));
				return conversation;
			});
	}

	private static Arbitrary<Function<String, List<Message>>> systems() {
		return texts().map((text) -> (prefix) -> List.of(new SystemMessage(text)));
	}

	private static Arbitrary<Function<String, List<Message>>> users() {
		return texts().map((text) -> (prefix) -> List.of(new UserMessage(text)));
	}

	private static Arbitrary<Function<String, List<Message>>> assistants() {
		return texts().injectNull(0.1).map((text) -> (prefix) -> List.of(new AssistantMessage(text)));
	}

	/**
	 * A turn with calls, of which some have their result: in any order, behind a user's
	 * words, or without ids and then all of them in order.
	 */
	private static Arbitrary<Function<String, List<Message>>> exchanges() {
		return Combinators.combine(texts(), calls().list().ofMinSize(1).ofMaxSize(3), results().list().ofSize(3),
				Arbitraries.integers().between(0, 255), Arbitraries.of("", "", "0199e210-2f13-744c-8fe5-c9a19fe27db7"),
				Arbitraries.frequency(Tuple.of(3, "next"), Tuple.of(1, "later"), Tuple.of(1, "without ids")))
			.as((text, calls, results, seed, state,
					kind) -> (prefix) -> exchange(text, calls, results, seed, state, kind, prefix));
	}

	private static List<Message> exchange(String text, List<ToolCall> calls, List<String> results, int seed,
			String state, String kind, String prefix) {
		boolean ids = !kind.equals("without ids");
		List<ToolCall> numbered = new ArrayList<>();
		List<ToolResponse> responses = new ArrayList<>();
		for (int i = 0; i < calls.size(); i++) {
			String id = ids ? prefix + i : "";
			numbered.add(Conversations.call(id, calls.get(i).name(), calls.get(i).arguments()));
			if (!ids || (seed >> i) % 4 != 0) {
				responses.add((ids && seed % 2 == 0) ? 0 : responses.size(),
						new ToolResponse(id, calls.get(i).name(), results.get(i)));
			}
		}
		List<Message> messages = new ArrayList<>();
		messages.add(AssistantMessage.builder()
			.content(text)
			.toolCalls(numbered)
			.properties(state.isEmpty() ? Map.of() : Map.of(GigaChatMetadata.FUNCTIONS_STATE_ID, state))
			.build());
		if (kind.equals("later")) {
			messages.add(new UserMessage("Are you there?"));
		}
		if (!responses.isEmpty()) {
			messages.add(ToolResponseMessage.builder().responses(responses).build());
		}
		return messages;
	}

	private static Arbitrary<Function<String, List<Message>>> orphans() {
		return results().map((result) -> (prefix) -> List.of(Conversations.result("lost", "weather", result)));
	}

	private static Arbitrary<ToolCall> calls() {
		return Combinators.combine(Arbitraries.of(TOOLS), results())
			.as((name, arguments) -> Conversations.call("", name, arguments));
	}

	private static Arbitrary<String> results() {
		return Arbitraries.frequencyOf(Tuple.of(3, texts()),
				Tuple.of(2, texts().map((text) -> JSON.writeValueAsString(Map.of("text", text)))),
				Tuple.of(1, texts().map(JSON::writeValueAsString)),
				Tuple.of(1, Arbitraries.of("1.0", "[1, 2]", "true", "null", "-3e5", "", " ", "{\"a\":")));
	}

	@Provide
	static Arbitrary<String> texts() {
		Arbitrary<String> plain = Arbitraries.strings().ofMaxLength(20);
		Arbitrary<String> cyrillic = Arbitraries.strings().withCharRange('А', 'я').ofMaxLength(20);
		Arbitrary<String> loneSurrogates = Arbitraries.strings()
			.withChars("a\uD83D\uDE00\uDE00\uD83D\"\\\n")
			.ofMaxLength(6);
		return Arbitraries.oneOf(plain, cyrillic, loneSurrogates);
	}

	@Provide
	Arbitrary<List<String>> toolNames() {
		return Arbitraries.oneOf(Arbitraries.of(TOOLS), Arbitraries.strings().ofMinLength(1).ofMaxLength(80))
			.filter((name) -> !name.isBlank())
			.list()
			.uniqueElements()
			.ofMinSize(1)
			.ofMaxSize(6);
	}

	private static List<ToolCallback> tools(List<String> names) {
		List<ToolCallback> tools = new ArrayList<>();
		names.forEach((name) -> tools.add(FunctionToolCallback.builder(name, (Argument input) -> "done")
			.description("a tool")
			.inputType(Argument.class)
			.build()));
		return tools;
	}

	/**
	 * The turns in the documented order: the leading system messages joined, later ones
	 * as it was asked for; each call followed by its own result; what is empty left out.
	 */
	private static List<String> expected(List<Message> conversation, LaterSystemMessages later) {
		FunctionNames names = FunctionNames.of(conversation.stream()
			.filter(AssistantMessage.class::isInstance)
			.flatMap((message) -> ((AssistantMessage) message).getToolCalls().stream())
			.map(ToolCall::name)
			.toList());
		List<ToolResponse> left = new ArrayList<>();
		conversation.stream()
			.filter(ToolResponseMessage.class::isInstance)
			.forEach((message) -> left.addAll(((ToolResponseMessage) message).getResponses()));
		List<String> turns = new ArrayList<>();
		List<String> system = new ArrayList<>();
		boolean leading = true;
		for (Message message : conversation) {
			leading = leading && message instanceof SystemMessage;
			if (message instanceof SystemMessage) {
				(leading || later == LaterSystemMessages.JOIN ? system : turns)
					.add((leading || later == LaterSystemMessages.JOIN ? "" : "user: ") + message.getText());
			}
			else if (message instanceof AssistantMessage turn && turn.hasToolCalls()) {
				expectedExchange(turn, left, names, turns);
			}
			else if (message instanceof ToolResponseMessage results) {
				results.getResponses()
					.stream()
					.filter((result) -> result.id().equals("lost"))
					.forEach((lost) -> turns.add("user: Result of weather: " + lost.responseData()));
			}
			else {
				turns.add(message.getMessageType().getValue() + ": "
						+ ((message.getText() != null) ? message.getText() : ""));
			}
		}
		system.removeIf(String::isEmpty);
		turns.removeIf((turn) -> turn.matches("user: |assistant: "));
		if (!system.isEmpty()) {
			turns.add(0, "system: " + String.join("\n\n", system));
		}
		return turns;
	}

	private static void expectedExchange(AssistantMessage turn, List<ToolResponse> left, FunctionNames names,
			List<String> turns) {
		String text = turn.getText();
		Object state = turn.getMetadata().getOrDefault(GigaChatMetadata.FUNCTIONS_STATE_ID, "");
		for (ToolCall call : turn.getToolCalls()) {
			String name = names.toWire(call.name());
			turns.add("call " + name + " " + meaning(call.arguments(), "arguments") + " state " + state + " text "
					+ text);
			// without ids all results are there, in order
			ToolResponse own = left.stream().filter((result) -> result.id().equals(call.id())).findFirst().orElse(null);
			left.remove(own);
			turns.add("result " + name + " " + ((own != null) ? meaning(own.responseData(), "result")
					: "{\"result\":\"the call was not executed\"}"));
			text = "";
			state = "";
		}
	}

	/** What a result, or a call's arguments, mean, however they went out. */
	private static String meaning(String given, String property) {
		JsonNode value;
		try {
			value = given.isBlank() ? null : JSON.readTree(given);
		}
		catch (JacksonException ex) {
			value = null;
		}
		if (value != null && value.isObject()) {
			return value.toString();
		}
		if (property.equals("arguments") && (given.isBlank() || (value != null && value.isNull()))) {
			return "{}";
		}
		return JSON.createObjectNode().set(property, (value != null) ? value : JSON.valueToTree(given)).toString();
	}

	private static List<String> turns(List<ChatMessage> messages) {
		List<String> turns = new ArrayList<>();
		for (ChatMessage message : messages) {
			ChatMessage.FunctionCall call = message.functionCall();
			if (call != null) {
				turns.add("call " + call.name() + " " + call.arguments() + " state "
						+ Objects.requireNonNullElse(message.functionsStateId(), "") + " text " + message.content());
			}
			else if (message.role().equals("function")) {
				turns.add("result " + message.name() + " " + JSON.readTree(message.content()));
			}
			else {
				turns.add(message.role() + ": " + message.content());
			}
		}
		return turns;
	}

	/** The wire's messages as Spring AI's, as a gateway or a store would have them. */
	private static List<Message> readBack(List<ChatMessage> sent) {
		List<Message> messages = new ArrayList<>();
		int calls = 0;
		for (ChatMessage message : sent) {
			String content = message.content();
			ChatMessage.FunctionCall call = message.functionCall();
			switch (message.role()) {
				case "system" -> messages.add(new SystemMessage(content));
				case "assistant" -> {
					if (call == null) {
						messages.add(new AssistantMessage(content));
					}
					else {
						messages.add(readBack(message, call, "call-" + ++calls));
					}
				}
				case "function" -> messages.add(Conversations.result("call-" + calls, message.name(), content));
				default -> messages.add(new UserMessage(content));
			}
		}
		return messages;
	}

	private static Message readBack(ChatMessage message, ChatMessage.FunctionCall call, String id) {
		String state = message.functionsStateId();
		return AssistantMessage.builder()
			.content(message.content())
			.properties((state != null) ? Map.of(GigaChatMetadata.FUNCTIONS_STATE_ID, state) : Map.of())
			.toolCalls(List.of(Conversations.call(id, call.name(), call.arguments())))
			.build();
	}

	private static JsonNode sent() {
		List<RecordedRequest> requests = emulator.chatRequests();
		return JSON.readTree(requests.get(requests.size() - 1).body());
	}

	record Argument(String text) {
	}

}
