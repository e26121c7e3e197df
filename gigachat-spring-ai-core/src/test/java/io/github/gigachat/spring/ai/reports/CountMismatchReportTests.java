package io.github.gigachat.spring.ai.reports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.Conversations;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A model that keeps more calls under a state id than it returned: the service refuses
 * the history with that id and accepts it without.
 *
 * @see <a href="https://github.com/ai-forever/harness-bench-fast">harness-bench-fast</a>
 */
@Timeout(120)
class CountMismatchReportTests {

	private static final String MISMATCH = "Function calls count does not match function results count";

	private static final RetrySettings ONE_ATTEMPT = new RetrySettings(1, Duration.ofMillis(2), 2,
			Duration.ofMillis(10), Duration.ofSeconds(30), false);

	private static final RetrySettings TWO_ATTEMPTS = new RetrySettings(2, Duration.ofMillis(2), 2,
			Duration.ofMillis(10), Duration.ofSeconds(30), false);

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> ways() {
		return withApis(List.of(Way.values()));
	}

	static Stream<Arguments> waysOfChatClient() {
		return withApis(Way.ofChatClient());
	}

	private static Stream<Arguments> withApis(List<Way> ways) {
		return ways.stream().flatMap((way) -> Stream.of(ChatApi.values()).map((api) -> Arguments.of(way, api)));
	}

	@ParameterizedTest
	@MethodSource("waysOfChatClient")
	void theToolLoopGoesOnWithoutStateIds(Way way, ChatApi api) {
		service.emulator().onUserMessage("Weather").callFunction("get_weather", Map.of()).plannedCalls(3);
		service.emulator().onFunctionResult("get_weather").reply("Warm.");

		assertThat(way.content(client(api).prompt("Weather?"))).isEqualTo("Warm.");

		assertThat(stateIds()).extracting(List::size).containsExactly(0, 1, 0);
		assertThat(told(2)).usingRecursiveFieldByFieldElementComparatorIgnoringFields("functionsStateId")
			.containsExactlyElementsOf(told(1));
	}

	@ParameterizedTest
	@MethodSource("waysOfChatClient")
	void eachLaterCallOfTheLoopIsSentWithoutStateIds(Way way, ChatApi api) {
		service.emulator()
			.onAnyMessage()
			.callFunction("get_weather", Map.of())
			.plannedCalls(2)
			.then()
			.callFunction("get_weather", Map.of())
			.plannedCalls(2)
			.then()
			.callFunction("get_weather", Map.of())
			.then()
			.reply("Warm.");

		assertThat(way.content(client(api).prompt("Weather?"))).isEqualTo("Warm.");

		assertThat(stateIds()).extracting(List::size).containsExactly(0, 1, 0, 0, 0);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void laterTurnsOfTheConversationSendNoStateIds(Way way, ChatApi api) {
		List<Message> history = callWithResult(way, api);
		history.add(answer(way, api, history));
		history.add(new UserMessage("And tomorrow?"));
		history.add(answer(way, api, history));
		// a window of the memory that has the latest answer alone
		List<Message> window = new ArrayList<>(history.subList(0, 3));
		window.addAll(history.subList(5, 6));
		window.add(new UserMessage("And on Sunday?"));
		answer(way, api, window);

		assertThat(stateIds()).extracting(List::size).containsExactly(0, 1, 0, 0, 0);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aHistoryThatKeepsOnlyIdsSendsNoStateIds(Way way, ChatApi api) {
		List<Message> history = callWithResult(way, ChatApi.V1);
		service.emulator().onFunctionResult("get_weather").callFunction("get_weather", Map.of()).then().reply("Warm.");
		history.replaceAll(CountMismatchReportTests::withoutMetadata);
		AssistantMessage second = answer(way, ChatApi.V1, history);
		history.add(withoutMetadata(second));
		history.add(resultOf(second));

		assertThat(answer(way, api, history).getText()).isEqualTo("Warm.");

		assertThat(stateIds()).extracting(List::size).containsExactly(0, 1, 0, 0);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void metadataKeptAsTextSendsNoStateIds(Way way, ChatApi api) {
		List<Message> history = callWithResult(way, api);
		history.add(AssistantMessage.builder()
			.content("Warm.")
			.properties(Map.of(GigaChatMetadata.STATE_IDS_OMITTED, "true"))
			.build());
		history.add(new UserMessage("Thank you"));

		AssistantMessage answer = answer(way, api, history);

		assertThat(answer.getMetadata()).containsEntry(GigaChatMetadata.STATE_IDS_OMITTED, true);
		assertThat(stateIds()).extracting(List::size).containsExactly(0, 0);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void anAnswerBySchemaThroughAFunctionSendsNoStateIds(Way way, ChatApi api) {
		List<Message> history = callWithResult(way, api);
		GigaChatOptions options = options(api).structuredOutput(StructuredOutputMode.FUNCTION)
			.outputSchema("{\"type\":\"object\",\"properties\":{\"t\":{\"type\":\"integer\"}}}")
			.build();

		AssistantMessage answer = Objects
			.requireNonNull(way.ask(service.model(), new Prompt(history, options)).whole().getResult())
			.getOutput();

		assertThat(answer.getText()).startsWith("{\"t\":");
		assertThat(answer.getMetadata()).containsEntry(GigaChatMetadata.STATE_IDS_OMITTED, true);
		assertThat(stateIds()).extracting(List::size).containsExactly(0, 1, 0);
	}

	@ParameterizedTest
	@MethodSource("waysOfChatClient")
	void aChatMemorySendsNoStateIds(Way way, ChatApi api) {
		service.emulator().onUserMessage("Weather").callFunction("get_weather", Map.of()).plannedCalls(3);
		service.emulator().onFunctionResult("get_weather").reply("Warm.");
		ChatMemory memory = MessageWindowChatMemory.builder().build();
		ChatClient client = client(api).mutate()
			.defaultAdvisors((advisors) -> advisors.advisors(MessageChatMemoryAdvisor.builder(memory).build())
				.param(ChatMemory.CONVERSATION_ID, "one"))
			.build();
		way.content(client.prompt("Weather?"));

		way.content(client.prompt("Thank you"));

		assertThat(memory.get("one")).filteredOn(AssistantMessage.class::isInstance)
			.extracting((message) -> message.getMetadata().get(GigaChatMetadata.STATE_IDS_OMITTED))
			.containsOnly(true);
		assertThat(stateIds()).extracting(List::size).containsExactly(0, 1, 0, 0);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void theRepeatDoesNotCountAsAnAttempt(Way way, ChatApi api) {
		List<Message> history = callWithResult(way, api);
		service.emulator().onFunctionResult("get_weather").reply("Warm.");

		assertThat(way.ask(model(ONE_ATTEMPT), prompt(api, history)).answer()).isEqualTo("Warm.");

		assertThat(stateIds()).extracting(List::size).containsExactly(0, 1, 0);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void anAttemptAfterTheRepeatHasNoStateIdsEither(Way way, ChatApi api) {
		List<Message> history = callWithResult(way, api);
		service.emulator().onFunctionResult("get_weather").fail(500).then().reply("Warm.");

		assertThat(way.ask(model(TWO_ATTEMPTS), prompt(api, history)).answer()).isEqualTo("Warm.");

		assertThat(stateIds()).extracting(List::size).containsExactly(0, 1, 0, 0);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void theRequestIsRepeatedOnceAndTheHintSaysSo(Way way, ChatApi api) {
		List<Message> history = callWithResult(way, api);
		service.emulator().onFunctionResult("get_weather").fail(422, "Invalid params: " + MISMATCH);

		GigaChatFailure failure = way.ask(model(EmulatedService.QUICK_RETRY), prompt(api, history))
			.lasting(FailureKind.INVALID_REQUEST);

		assertThat(failure.serviceMessage()).contains(MISMATCH);
		assertThat(failure.hint()).contains("without functions_state_id was refused as well",
				"start a new conversation");
		assertThat(stateIds()).extracting(List::size).containsExactly(0, 1, 0);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aRequestWithoutStateIdsIsNotRepeated(Way way, ChatApi api) {
		service.emulator().onAnyMessage().fail(422, MISMATCH);
		GigaChatOptions options = options(api).toolCallbacks(weather()).functionSchema(FunctionSchemaMode.AUTO).build();

		GigaChatFailure failure = way.ask(service.model(), new Prompt("Weather?", options))
			.lasting(FailureKind.INVALID_REQUEST);

		assertThat(failure.hint()).contains("start a new conversation").doesNotContain("functions_state_id");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void theFlatteningReportSaysSoOnce(Way way, ChatApi api) {
		List<Message> history = callWithResult(way, api);
		service.emulator().onFunctionResult("get_weather").fail(500).then().reply("Warm.");
		List<String> events = new CopyOnWriteArrayList<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new Events(events));
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((settings) -> settings))
			.observationRegistry(registry)
			.build();
		Logger logger = (Logger) LoggerFactory.getLogger(GigaChatModel.class);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		Level level = logger.getLevel();
		logger.setLevel(Level.DEBUG);
		log.start();
		logger.addAppender(log);
		try {
			way.ask(model, prompt(api, history)).answer();
		}
		finally {
			logger.detachAppender(log);
			logger.setLevel(level);
		}

		assertThat(events).containsExactly("gigachat.request.flattened stateIdsOmitted=1");
		assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("Flattened for GigaChat: stateIdsOmitted=1");
	}

	/** A turn whose state id has more calls, and its result. */
	private static List<Message> callWithResult(Way way, ChatApi api) {
		service.emulator().onUserMessage("Weather").callFunction("get_weather", Map.of()).plannedCalls(3);
		List<Message> history = new ArrayList<>(List.of(new UserMessage("Weather?")));
		AssistantMessage call = answer(way, api, history);
		history.add(call);
		history.add(resultOf(call));
		return history;
	}

	private static AssistantMessage answer(Way way, ChatApi api, List<Message> history) {
		Outcome outcome = way.ask(service.model(), prompt(api, history));
		return Objects.requireNonNull(outcome.whole().getResult()).getOutput();
	}

	private static ToolResponseMessage resultOf(AssistantMessage turn) {
		return Conversations.result(turn.getToolCalls().get(0), "{\"t\":12}");
	}

	private static Message withoutMetadata(Message message) {
		return (message instanceof AssistantMessage turn)
				? AssistantMessage.builder().content(turn.getText()).toolCalls(turn.getToolCalls()).build() : message;
	}

	private static Prompt prompt(ChatApi api, List<Message> history) {
		return new Prompt(List.copyOf(history), options(api).toolCallbacks(weather()).build());
	}

	private static GigaChatOptions.Builder options(ChatApi api) {
		return GigaChatOptions.builder().api(api).model("GigaChat-2-Max");
	}

	private static ToolCallback weather() {
		return FunctionToolCallback.builder("get_weather", () -> Map.of("t", 12))
			.description("Tells the weather")
			.inputSchema("{\"type\":\"object\",\"properties\":{}}")
			.build();
	}

	private static GigaChatModel model(RetrySettings retry) {
		return service.model((api) -> api.retry(retry));
	}

	private static ChatClient client(ChatApi api) {
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((settings) -> settings.retry(ONE_ATTEMPT)))
			.options(options(api).build())
			.build();
		return ChatClient.builder(model).defaultTools(weather()).build();
	}

	private static List<ChatMessage> told(int request) {
		return service.emulator().chatRequests().get(request).chat().messages();
	}

	/** The state ids of each request of the chat. */
	private static List<List<String>> stateIds() {
		return service.emulator()
			.chatRequests()
			.stream()
			.map(RecordedRequest::chat)
			.map((chat) -> chat.messages()
				.stream()
				.map(ChatMessage::functionsStateId)
				.filter(Objects::nonNull)
				.toList())
			.toList();
	}

	/**
	 * Collects the events of flattening.
	 *
	 * @param list where they go
	 */
	private record Events(List<String> list) implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public void onEvent(Observation.Event event, Observation.Context context) {
			this.list.add(event.getName() + " " + event.getContextualName());
		}

	}

}
