package io.github.gigachat.spring.ai.chat;

import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.client.advisor.ToolCallingAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.ChatMemoryRepository;
import org.springframework.ai.chat.memory.InMemoryChatMemoryRepository;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.execution.DefaultToolExecutionExceptionProcessor;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static io.github.gigachat.spring.ai.fixtures.Conversations.assistant;
import static io.github.gigachat.spring.ai.fixtures.Conversations.call;
import static io.github.gigachat.spring.ai.fixtures.Conversations.calls;
import static io.github.gigachat.spring.ai.fixtures.Conversations.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests a chat memory of three messages, whose window cuts tool exchanges in half: the
 * strict emulator accepts every request.
 */
class ChatMemoryTests {

	private static final String CONVERSATION = "anna";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private final ChatMemoryRepository repository = new InMemoryChatMemoryRepository();

	private final ChatMemory memory = MessageWindowChatMemory.builder()
		.chatMemoryRepository(this.repository)
		.maxMessages(3)
		.build();

	private GigaChatModel model;

	@BeforeEach
	void connect() {
		this.model = service.model();
	}

	/**
	 * A memory within the tool loop takes its calls and results in one by one. The second
	 * call is the fourth message: the window forgets all, and the second result comes
	 * alone.
	 */
	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aResultWhoseCallLeftTheWindowIsSentAsText(Way way) {
		service.emulator()
			.onAnyMessage()
			.callFunction("weather", Map.of("city", "Tula"))
			.then()
			.callFunction("weather", Map.of("city", "Oryol"))
			.then()
			.reply("Fine.");
		ChatClient client = withinTheLoop(ToolCallingManager.builder().build());

		assertThat(way.content(ask(client, "Weather?"))).isEqualTo("Fine.");
		assertThat(way.content(ask(client, "And tomorrow?"))).isEqualTo("Fine.");
		assertThat(way.content(ask(client, "And then?"))).isEqualTo("Fine.");

		assertThat(conversations()).containsExactly(List.of("user: Weather?"),
				List.of("user: Weather?", "assistant calls weather", "function: {\"result\":\"sunny in Tula\"}"),
				List.of("user: Result of weather: \"sunny in Oryol\""),
				List.of("user: Result of weather: \"sunny in Oryol\"", "assistant: Fine.", "user: And tomorrow?"),
				List.of("user: And tomorrow?", "assistant: Fine.", "user: And then?"));
	}

	/** A tool that ends its turn with an exception leaves a call without a result. */
	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aCallWithoutAResultIsSentWithAResultThatSaysSo(Way way) {
		service.emulator().onUserMessage("Weather?").callFunction("weather", Map.of("city", "Nowhere"));
		service.emulator().onUserMessage("Well?").reply("It is not known.");
		ChatClient client = withinTheLoop(ToolCallingManager.builder()
			.toolExecutionExceptionProcessor(DefaultToolExecutionExceptionProcessor.builder().alwaysThrow(true).build())
			.build());

		assertThatExceptionOfType(ToolExecutionException.class).isThrownBy(() -> way.content(ask(client, "Weather?")));
		assertThat(way.content(ask(client, "Well?"))).isEqualTo("It is not known.");

		assertThat(conversations()).last()
			.isEqualTo(List.of("user: Weather?", "assistant calls weather",
					"function: {\"result\":\"the call was not executed\"}", "user: Well?"));
	}

	/** Another application, or an older one, cut the history where it liked. */
	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aHistoryThatBeginsWithAResultAndEndsWithACallIsAccepted(Way way) {
		this.repository.saveAll(CONVERSATION, List.<Message>of(result("7", "weather", "{\"celsius\":7}"),
				assistant("Seven."), calls(call("8", "weather", "{\"city\":\"Tula\"}"))));
		service.emulator().onUserMessage("Well?").reply("Still seven.");
		ChatClient client = ChatClient.builder(this.model)
			.defaultAdvisors(MessageChatMemoryAdvisor.builder(this.memory).build())
			.build();

		assertThat(way.content(ask(client, "Well?"))).isEqualTo("Still seven.");

		assertThat(conversations())
			.containsExactly(List.of("user: Result of weather: {\"celsius\":7}", "assistant: Seven.",
					"assistant calls weather", "function: {\"result\":\"the call was not executed\"}", "user: Well?"));
	}

	/** As Spring AI has it unless told otherwise: the memory around the tool loop. */
	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aMemoryAroundTheLoopKeepsQuestionsAndAnswers(Way way) {
		service.emulator()
			.onRequest((request) -> request.functionResults().isEmpty())
			.callFunction("weather", Map.of("city", "Tula"));
		service.emulator().onFunctionResult("weather").reply("Sunny.");
		ChatClient client = ChatClient.builder(this.model)
			.defaultAdvisors(MessageChatMemoryAdvisor.builder(this.memory).build())
			.build();

		for (String question : List.of("One?", "Two?", "Three?")) {
			assertThat(way.content(ask(client, question))).isEqualTo("Sunny.");
		}

		assertThat(conversations()).hasSize(6)
			.last()
			.isEqualTo(List.of("user: Two?", "assistant: Sunny.", "user: Three?", "assistant calls weather",
					"function: {\"result\":\"sunny in Tula\"}"));
		assertThat(this.memory.get(CONVERSATION)).extracting(Message::getText).containsExactly("Three?", "Sunny.");
	}

	private ChatClient withinTheLoop(ToolCallingManager manager) {
		ToolCallingAdvisor loop = ToolCallingAdvisor.builder()
			.toolCallingManager(manager)
			.disableInternalConversationHistory()
			.build();
		return ChatClient.builder(this.model)
			.defaultAdvisors(loop, MessageChatMemoryAdvisor.builder(this.memory).order(loop.getOrder() + 100).build())
			.build();
	}

	private static ChatClientRequestSpec ask(ChatClient client, String question) {
		return client.prompt(question)
			.tools(weather())
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, CONVERSATION));
	}

	private static ToolCallback weather() {
		return FunctionToolCallback.builder("weather", (City city) -> {
			if (city.city().equals("Nowhere")) {
				throw new IllegalStateException("There is no such city");
			}
			return "sunny in " + city.city();
		}).description("Tells the weather").inputType(City.class).build();
	}

	/** What the service got, request by request. */
	private static List<List<String>> conversations() {
		return service.emulator()
			.chatRequests()
			.stream()
			.map(RecordedRequest::chat)
			.map((request) -> request.messages().stream().map(ChatMemoryTests::line).toList())
			.toList();
	}

	private static String line(ChatMessage message) {
		ChatMessage.FunctionCall call = message.functionCall();
		return (call != null) ? message.role() + " calls " + call.name() : message.role() + ": " + message.content();
	}

	record City(String city) {
	}

}
