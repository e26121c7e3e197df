package io.github.gigachat.spring.ai.chat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.WebPage;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.GigaChatTools;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.Asker;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests whole answers that no thread waits for: they equal those of a call, and are asked
 * for as a stream. The contract that they share with calls and streams is in the tests
 * that take each {@link Way}.
 */
@Timeout(60)
class WholeAnswerTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";

	static Stream<Arguments> answers() {
		Map<String, ChatAnswer> answers = Map.of("text", ChatAnswer.text("Раз, два, три: ёлочка, гори!"), "cut",
				ChatAnswer.text("Раз").withFinishReason("length"), "usage", ChatAnswer.text("Да").withUsage(30, 5, 12),
				"thoughts", ChatAnswer.text("42").withReasoning("Шесть на семь. Сорок два."), "call",
				ChatAnswer.functionCall("weather", Map.of("city", "Тула")), "thoughtful call",
				ChatAnswer.functionCall("weather", Map.of("city", "Тула")).withReasoning("Надо спросить."), "sources",
				ChatAnswer.text("Дождь").withSources(List.of(new WebPage("https://example.org", "Погода"))), "blocked",
				ChatAnswer.text("Не могу.").withFinishReason("blacklist"), "chunks",
				ChatAnswer.chunks(List.of("а", "б", "", "в")));
		return Stream.of(ChatApi.values())
			.flatMap((api) -> answers.entrySet()
				.stream()
				.filter((answer) -> api == ChatApi.V2 || !answer.getKey().equals("sources"))
				.map((answer) -> Arguments.of(api, answer.getKey(), answer.getValue())));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("answers")
	void theAnswerEqualsThatOfACall(ChatApi api, String name, ChatAnswer answer) {
		service.emulator().onAnyMessage().respondWith((request) -> answer);
		Prompt prompt = new Prompt("Hi", options(api).toolCallbacks(weather()).build());

		ChatResponse called = Way.CALL.ask(service.model(), prompt).last();
		ChatResponse collected = Way.ASYNC.ask(service.model(), prompt).last();

		assertSame(collected, called);
	}

	@ParameterizedTest
	@EnumSource(ChatApi.class)
	void anAnswerByFunctionEqualsThatOfACall(ChatApi api) {
		service.emulator()
			.onAnyMessage()
			.respondWith((request) -> ChatAnswer.functionCall("structured_output", Map.of("city", "Тула")));
		Prompt prompt = new Prompt("Hi",
				options(api).structuredOutput(StructuredOutputMode.FUNCTION).outputSchema(SCHEMA).build());

		ChatResponse called = Way.CALL.ask(service.model(), prompt).last();
		ChatResponse collected = Way.ASYNC.ask(service.model(), prompt).last();

		assertThat(collected.getResult().getOutput().getText()).isEqualTo("{\"city\":\"Тула\"}");
		assertSame(collected, called);
	}

	@ParameterizedTest
	@EnumSource(ChatApi.class)
	void theServiceIsAskedForAStreamOnSubscriptionOnly(ChatApi api) {
		Mono<ChatResponse> answer = service.model().callAsync(new Prompt("Hi", options(api).build()));

		assertThat(service.emulator().requests()).isEmpty();
		answer.block(EmulatedService.LIMIT);
		answer.block(EmulatedService.LIMIT);

		assertThat(service.emulator().chatRequests()).hasSize(2)
			.allSatisfy((request) -> assertThat(request.body()).contains("\"stream\":true"));
	}

	@Test
	void aLongAnswerIsNoSilence() {
		service.emulator().onAnyMessage().replyInChunks("а", "б", "в", "г", "д", "е");
		service.emulator().network().onChat().pauseBetweenEvents(Duration.ofMillis(500)).always();
		GigaChatModel model = service.model((api) -> api.readTimeout(Duration.ofSeconds(2)));

		assertThat(Way.ASYNC.ask(model).answer()).isEqualTo("абвгде");
	}

	@ParameterizedTest
	@EnumSource(ChatApi.class)
	void theTimeOfTheWholeCallBoundsIt(ChatApi api) {
		service.emulator().onAnyMessage().replyInChunks("а", "б", "в");
		service.emulator().network().onChat().silentAfterEvents(2);
		GigaChatModel model = service.model((settings) -> settings.callTimeout(Duration.ofSeconds(2)));

		Outcome outcome = Way.ASYNC.ask(model, new Prompt("Hi", options(api).build()));

		outcome.passing(FailureKind.TIMEOUT);
		assertThat(outcome.responses()).isEmpty();
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void cancellingInMidAnswerEndsTheRequest() {
		service.emulator().onAnyMessage().replyInChunks("а", "б", "в");
		service.emulator().network().onChat().silentAfterEvents(2);

		Asker asker = Asker.of(service.model(), Way.ASYNC, "Hi");
		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().chatRequests().size() == 1);
		asker.leave();

		assertThat(service.emulator().awaitClientLeft(EmulatedService.LIMIT).request().body()).contains("Hi");
		assertThat(asker.isWaiting()).isTrue();
	}

	@Test
	void unusableOutputBehindThoughtsIsRepeatedAsByACall() {
		service.emulator().onAnyMessage().reply("").reasoning("Hm.").finishReason("error").then().reply("It rains.");

		assertThat(Way.ASYNC.ask(service.model()).answer()).isEqualTo("It rains.");
		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@Test
	void theRepeatOfUnusableOutputIsRetriedAsByACall() {
		service.emulator()
			.onAnyMessage()
			.reply("")
			.reasoning("Hm.")
			.finishReason("error")
			.then()
			.fail(503)
			.then()
			.reply("It rains.");

		assertThat(Way.ASYNC.ask(service.model((api) -> api.retry(EmulatedService.QUICK_RETRY))).answer())
			.isEqualTo("It rains.");
		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@Test
	void aRefusalBehindAPartOfTheAnswerIsNotRepeatedWithOtherSchemas() {
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", """
				data: {"choices":[{"delta":{"role":"assistant","content":"It"},"index":0}],"model":"GigaChat-2"}

				event: error
				data: {"status":422,"message":"Invalid params"}

				""");
		Prompt prompt = new Prompt("Hi",
				GigaChatOptions.builder()
					.functionSchema(FunctionSchemaMode.AUTO)
					.toolCallbacks(GigaChatTools.declared("read", "Reads a file",
							"{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\",\"pattern\":\"^/\"}}}"))
					.build());

		GigaChatFailure failure = Way.ASYNC.ask(service.model(), prompt).lasting(FailureKind.INVALID_REQUEST);

		assertThat(failure.status()).isEqualTo(422);
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(ChatApi.class)
	void nothingIsRepeatedOnceAPartOfTheAnswerHasArrived(ChatApi api) {
		service.emulator().onAnyMessage().replyInChunks("а", "б", "в");
		service.emulator().network().onChat().cutAfterEvents(3).always();

		Outcome outcome = Way.ASYNC.ask(service.model(), new Prompt("Hi", options(api).build()));

		outcome.passing(FailureKind.CUT);
		assertThat(outcome.responses()).isEmpty();
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void manyAnswersAtOnceNeedNoThreadEach() {
		int callers = 100;
		service.emulator().onAnyMessage().reply("Да");
		service.emulator().network().onChat().silentBeforeResponse().always();
		GigaChatModel model = service.model();
		Set<Thread> before = Thread.getAllStackTraces().keySet();

		Mono<List<String>> answers = Flux.range(0, callers)
			.flatMap((i) -> model.callAsync(new Prompt("Вопрос " + i)), callers)
			.map((response) -> String.valueOf(response.getResult().getOutput().getText()))
			.collectList();
		CompletableFuture<List<String>> waiting = answers.toFuture();
		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().chatRequests().size() == callers);
		List<String> threads = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread))
			.map(Thread::getName)
			.toList();
		service.emulator().network().resume();

		assertThat(waiting.orTimeout(EmulatedService.LIMIT.toSeconds(), TimeUnit.SECONDS).join()).hasSize(callers)
			.containsOnly("Да");
		assertThat(threads)
			.filteredOn((name) -> !name.startsWith("gigachat-emulator")
					&& (name.startsWith("gigachat-") || name.startsWith("boundedElastic-")))
			.hasSizeLessThan(callers / 2);
	}

	private static void assertSame(ChatResponse collected, ChatResponse called) {
		assertThat(collected.getResults()).hasSameSizeAs(called.getResults());
		Generation one = collected.getResult();
		Generation other = called.getResult();
		assertThat(one.getOutput().getText()).isEqualTo(other.getOutput().getText());
		assertThat(calls(one)).isEqualTo(calls(other));
		assertThat(metadata(one)).isEqualTo(metadata(other));
		assertThat(one.getMetadata().getFinishReason()).isEqualTo(other.getMetadata().getFinishReason());
		assertThat(one.getMetadata().entrySet()).isEqualTo(other.getMetadata().entrySet());
		assertSame(collected.getMetadata(), called.getMetadata());
	}

	private static Map<String, Object> metadata(Generation generation) {
		Map<String, Object> metadata = new HashMap<>(generation.getOutput().getMetadata());
		// the emulator's are random
		metadata.computeIfPresent(GigaChatMetadata.FUNCTIONS_STATE_ID, (key, id) -> "some");
		return metadata;
	}

	private static List<AssistantMessage.ToolCall> calls(Generation generation) {
		// ids without one of the service are random
		return generation.getOutput()
			.getToolCalls()
			.stream()
			.map((call) -> new AssistantMessage.ToolCall("", call.type(), call.name(), call.arguments()))
			.toList();
	}

	private static void assertSame(ChatResponseMetadata collected, ChatResponseMetadata called) {
		assertThat(collected.getModel()).isEqualTo(called.getModel());
		assertThat(collected.keySet()).isEqualTo(called.keySet());
		Usage one = collected.getUsage();
		Usage other = called.getUsage();
		assertThat(one.getPromptTokens()).isEqualTo(other.getPromptTokens());
		assertThat(one.getCompletionTokens()).isEqualTo(other.getCompletionTokens());
		assertThat(one.getCacheReadInputTokens()).isEqualTo(other.getCacheReadInputTokens());
		assertThat(one.getNativeUsage()).isEqualTo(other.getNativeUsage());
	}

	private static GigaChatOptions.Builder options(ChatApi api) {
		return GigaChatOptions.builder().api(api);
	}

	private static FunctionToolCallback<String, String> weather() {
		return FunctionToolCallback.builder("weather", (String city) -> "sunny")
			.description("Weather")
			.inputType(String.class)
			.build();
	}

}
