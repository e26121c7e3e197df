package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
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
 * Whatever Spring AI says, in any order and mixture: the strict emulator accepts it,
 * nothing of its text is lost, and what was flattened flattens to itself.
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
	void isAcceptedKeepsItsTextAndFlattensToItself(@ForAll("conversations") List<Message> conversation) {
		model.call(new Prompt(conversation));
		JsonNode first = sent();

		assertThat(texts(first)).isEqualTo(expected(conversation));

		model.call(new Prompt(readBack(first)));

		assertThat(sent()).isEqualTo(first);
		emulator.reset();
	}

	@Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
	void aCallMapsBackToTheToolsOwnNameAndArguments(@ForAll("toolNames") List<String> names,
			@ForAll @StringLength(max = 20) String argument) {
		String chosen = names.get(0);
		GigaChatOptions options = GigaChatOptions.builder().toolCallbacks(tools(names)).build();
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
				parts.forEach(conversation::addAll);
				// something to say is what makes a prompt
				conversation.add(new UserMessage("Well?"));
				return conversation;
			});
	}

	private static Arbitrary<List<Message>> systems() {
		return texts().map((text) -> List.of(new SystemMessage(text)));
	}

	private static Arbitrary<List<Message>> users() {
		return texts().map((text) -> List.of(new UserMessage(text)));
	}

	private static Arbitrary<List<Message>> assistants() {
		return texts().injectNull(0.1).map((text) -> List.of(new AssistantMessage(text)));
	}

	/** A turn with calls, of which some have their result, in any order. */
	private static Arbitrary<List<Message>> exchanges() {
		Arbitrary<Integer> seeds = Arbitraries.integers();
		return Combinators.combine(texts(), calls().list().ofMinSize(1).ofMaxSize(3), results().list().ofSize(3), seeds)
			.as((text, calls, results, seed) -> {
				List<ToolCall> numbered = new ArrayList<>();
				List<ToolResponse> responses = new ArrayList<>();
				for (int i = 0; i < calls.size(); i++) {
					String id = "id-" + seed + "-" + i;
					numbered.add(new ToolCall(id, "function", calls.get(i).name(), calls.get(i).arguments()));
					if ((seed >> i) % 4 != 0) {
						responses.add((seed % 2 == 0) ? 0 : responses.size(),
								new ToolResponse(id, calls.get(i).name(), results.get(i)));
					}
				}
				Message turn = AssistantMessage.builder().content(text).toolCalls(numbered).build();
				return responses.isEmpty() ? List.of(turn)
						: List.of(turn, ToolResponseMessage.builder().responses(responses).build());
			});
	}

	private static Arbitrary<List<Message>> orphans() {
		return results().map((result) -> List
			.of(ToolResponseMessage.builder().responses(List.of(new ToolResponse("lost", "weather", result))).build()));
	}

	private static Arbitrary<ToolCall> calls() {
		return Combinators.combine(Arbitraries.of(TOOLS), texts())
			.as((name, text) -> new ToolCall("", "function", name, JSON.writeValueAsString(Map.of("text", text))));
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
	 * The texts in the documented order: the leading system messages joined; each call
	 * followed by its own result; what is empty left out.
	 */
	private static List<String> expected(List<Message> conversation) {
		List<String> texts = new ArrayList<>();
		List<String> system = new ArrayList<>();
		boolean leading = true;
		for (int i = 0; i < conversation.size(); i++) {
			Message message = conversation.get(i);
			leading = leading && message instanceof SystemMessage;
			if (leading) {
				system.add(message.getText());
			}
			else if (message instanceof AssistantMessage turn && turn.hasToolCalls()) {
				List<ToolResponse> responses = new ArrayList<>();
				while (conversation.get(i + 1) instanceof ToolResponseMessage results) {
					responses.addAll(results.getResponses());
					i++;
				}
				expectedExchange(turn, responses, texts);
			}
			else if (message instanceof ToolResponseMessage lost) {
				lost.getResponses().forEach((result) -> texts.add("Result of weather: " + result.responseData()));
			}
			else {
				texts.add((message.getText() != null) ? message.getText() : "");
			}
		}
		system.removeIf(String::isEmpty);
		texts.removeIf(String::isEmpty);
		if (!system.isEmpty()) {
			texts.add(0, String.join("\n\n", system));
		}
		return texts;
	}

	private static void expectedExchange(AssistantMessage turn, List<ToolResponse> responses, List<String> texts) {
		texts.add((turn.getText() != null) ? turn.getText() : "");
		for (ToolCall call : turn.getToolCalls()) {
			texts.add("call " + JSON.readTree(call.arguments()).path("text").asString());
			texts.add(responses.stream()
				.filter((response) -> response.id().equals(call.id()))
				.map((response) -> "result " + meaning(response.responseData()))
				.findFirst()
				.orElse("result {\"result\":\"the call was not executed\"}"));
		}
		responses.stream()
			.filter((response) -> response.id().equals("lost"))
			.forEach((lost) -> texts.add("Result of weather: " + lost.responseData()));
	}

	/** What a result means, however it went out. */
	private static String meaning(String returned) {
		JsonNode value;
		try {
			value = returned.isBlank() ? null : JSON.readTree(returned);
		}
		catch (JacksonException ex) {
			value = null;
		}
		if (value != null && value.isObject()) {
			return value.toString();
		}
		return JSON.createObjectNode().set("result", (value != null) ? value : JSON.valueToTree(returned)).toString();
	}

	private static List<String> texts(JsonNode request) {
		List<String> texts = new ArrayList<>();
		for (JsonNode message : request.path("messages")) {
			String content = message.path("content").asString();
			if (message.has("function_call")) {
				texts.add(content);
				texts.add("call " + message.path("function_call").path("arguments").path("text").asString());
			}
			else {
				boolean result = message.path("role").asString().equals("function");
				texts.add(result ? "result " + JSON.readTree(content) : content);
			}
		}
		texts.removeIf(String::isEmpty);
		return texts;
	}

	/** The wire's messages as Spring AI's, as a gateway or a store would have them. */
	private static List<Message> readBack(JsonNode request) {
		List<Message> messages = new ArrayList<>();
		int calls = 0;
		for (JsonNode message : request.path("messages")) {
			String content = message.path("content").asString();
			JsonNode call = message.path("function_call");
			switch (message.path("role").asString()) {
				case "system" -> messages.add(new SystemMessage(content));
				case "assistant" -> messages.add(call.isMissingNode() ? new AssistantMessage(content)
						: AssistantMessage.builder()
							.content(content)
							.toolCalls(List.of(new ToolCall("call-" + ++calls, "function", call.path("name").asString(),
									call.path("arguments").toString())))
							.build());
				case "function" -> messages.add(ToolResponseMessage.builder()
					.responses(List.of(new ToolResponse("call-" + calls, message.path("name").asString(), content)))
					.build());
				default -> messages.add(new UserMessage(content));
			}
		}
		return messages;
	}

	private static JsonNode sent() {
		List<RecordedRequest> requests = emulator.chatRequests();
		return JSON.readTree(requests.get(requests.size() - 1).body());
	}

	record Argument(String text) {
	}

}
