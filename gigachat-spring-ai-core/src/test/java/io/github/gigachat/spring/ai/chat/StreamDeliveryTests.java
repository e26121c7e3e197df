package io.github.gigachat.spring.ai.chat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.TokenUsage;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a stream delivers every character in order, with its calls, its usage and
 * its ids, wherever the network splits it.
 */
@Timeout(60)
class StreamDeliveryTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final String RUSSIAN = "Съешь же ещё этих мягких французских булок, да выпей чаю. "
			+ "Ёлки — зелёные, «кавычки» ёлочкой, № 5, 20 °C, €, 漢字 и 🙂👩‍👩‍👧 в придачу.\n\tИ «новая» строка: \"да\" \\ нет.";

	private static final ToolCallback WEATHER = FunctionToolCallback
		.builder("weather", (Map<String, Object> in) -> "ok")
		.description("The weather of a city")
		.inputType(Map.class)
		.build();

	private static final Prompt WITH_TOOL = new Prompt("Какая погода в Туле?",
			GigaChatOptions.builder().toolCallbacks(List.of(WEATHER)).build());

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7 })
	void aRussianAnswerSplitAtAnyByteEqualsTheAnswerOfACall(int bytes) {
		service.emulator().onAnyMessage().reply(RUSSIAN);
		String whole = Way.CALL.ask(service.model()).answer();
		service.emulator().network().onChat().splitEvery(bytes).always();

		String streamed = Way.STREAM.ask(service.model()).answer();

		assertThat(whole).isEqualTo(RUSSIAN);
		assertThat(streamed).isEqualTo(whole);
	}

	@Test
	void aStreamOfManyChunksIsCompleteAndInOrder() {
		String[] chunks = IntStream.range(0, 300).mapToObj((i) -> "кусок " + i + "; ").toArray(String[]::new);
		service.emulator().onAnyMessage().replyInChunks(chunks);

		Outcome outcome = Way.STREAM.ask(service.model());

		assertThat(outcome.answer()).isEqualTo(String.join("", chunks));
		assertThat(outcome.responses()).hasSize(301);
	}

	@Test
	void usageComesWithTheLastChunkAlone() {
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два.").usage(30, 5, 12);

		Outcome outcome = Way.STREAM.ask(service.model());

		assertUsage(outcome.last());
		List<ChatResponse> others = outcome.responses().subList(0, outcome.responses().size() - 1);
		assertThat(others).isNotEmpty()
			.allSatisfy((chunk) -> assertThat(chunk.getMetadata().getUsage()).isInstanceOf(EmptyUsage.class));
		assertThat(outcome.lastResult().getMetadata().getFinishReason()).isEqualTo("STOP");
	}

	@Test
	void usageComesWithACall() {
		service.emulator().onAnyMessage().reply("Раз, два.").usage(30, 5, 12);

		assertUsage(Way.CALL.ask(service.model()).last());
	}

	private static void assertUsage(ChatResponse response) {
		Usage usage = response.getMetadata().getUsage();
		assertThat(usage.getPromptTokens()).isEqualTo(30);
		assertThat(usage.getCompletionTokens()).isEqualTo(5);
		assertThat(usage.getTotalTokens()).isEqualTo(35);
		assertThat(usage.getCacheReadInputTokens()).isEqualTo(12L);
		assertThat(usage.getNativeUsage()).isInstanceOf(TokenUsage.class);
	}

	@ParameterizedTest
	@EnumSource
	void theServicesIdsAreInTheMetadata(Way way) {
		GigaChatOptions options = GigaChatOptions.builder().sessionId("session-7").build();

		Outcome outcome = way.ask(service.model(), new Prompt("Кто ты?", options));

		outcome.answer();
		RecordedRequest request = service.emulator().lastChatRequest();
		assertThat(request.header("X-Session-ID")).isEqualTo("session-7");
		assertThat(outcome.responses()).allSatisfy((response) -> {
			assertThat(response.getMetadata().getId()).isEqualTo(request.requestId());
			assertThat(response.getMetadata().<String>get(GigaChatMetadata.SESSION_ID)).isEqualTo("session-7");
			assertThat(response.getMetadata().getModel()).startsWith("GigaChat-2");
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4096 })
	void aToolCallArrivesOnceAndCompleteInAChunkWithoutText(int bytes) {
		service.emulator().network().onChat().splitEvery(bytes).always();
		service.emulator().onAnyMessage().callFunction("weather", Map.of("city", "Тула", "days", 3));

		Outcome outcome = Way.STREAM.ask(service.model(), WITH_TOOL);

		outcome.answer();
		List<Generation> calls = callsOf(outcome);
		assertThat(calls).hasSize(1);
		assertCall(calls.get(0));
	}

	@Test
	void textBesideACallArrivesBeforeIt() {
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", """
				data: {"choices":[{"delta":{"role":"assistant","content":"Сейчас "},"index":0}]}

				data: {"choices":[{"delta":{"content":"узнаю.","function_call":{"name":"weather",\
				"arguments":{"city":"Тула","days":3}},"functions_state_id":"state-1"},"index":0,\
				"finish_reason":"function_call"}],"usage":{"prompt_tokens":30,"completion_tokens":5,\
				"total_tokens":35,"precached_prompt_tokens":12}}

				data: [DONE]

				""");

		Outcome outcome = Way.STREAM.ask(service.model(), WITH_TOOL);

		assertThat(outcome.answer()).isEqualTo("Сейчас узнаю.");
		List<Generation> calls = callsOf(outcome);
		assertThat(calls).hasSize(1);
		assertCall(calls.get(0));
		assertThat(calls.get(0)).isSameAs(outcome.lastResult());
		assertThat(calls.get(0).getOutput().getMetadata()).containsEntry(GigaChatMetadata.FUNCTIONS_STATE_ID,
				"state-1");
		assertUsage(outcome.last());
	}

	private static List<Generation> callsOf(Outcome outcome) {
		return outcome.responses()
			.stream()
			.flatMap((response) -> response.getResults().stream())
			.filter((result) -> result.getOutput().hasToolCalls())
			.toList();
	}

	private static void assertCall(Generation result) {
		AssistantMessage message = result.getOutput();
		assertThat(message.getText()).isNullOrEmpty();
		assertThat(message.getToolCalls()).hasSize(1);
		AssistantMessage.ToolCall call = message.getToolCalls().get(0);
		assertThat(call.id()).isNotBlank();
		assertThat(call.name()).isEqualTo("weather");
		assertThat(call.arguments()).contains("\"city\":\"Тула\"", "\"days\":3");
		assertThat(result.getMetadata().getFinishReason()).isEqualTo("TOOL_CALLS");
	}

}
