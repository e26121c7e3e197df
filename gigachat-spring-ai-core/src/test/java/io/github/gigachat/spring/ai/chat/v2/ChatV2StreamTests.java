package io.github.gigachat.spring.ai.chat.v2;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.emulator.WebPage;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.ToolExecution;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Response;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.media.MediaDownload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a stream of the v2 API delivers the same as a call, wherever the network
 * splits or ends it.
 */
@Timeout(120)
class ChatV2StreamTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final String RUSSIAN = "Съешь же ещё этих мягких булок. Ёлки — «ёлочкой», №\u00a05, €, 漢字 и 🙂👩‍👩‍👧.\n\t\"да\" \\ нет.";

	private static final ToolCallback WEATHER = FunctionToolCallback
		.builder("weather", (Map<String, Object> in) -> "ok")
		.description("The weather of a city")
		.inputType(Map.class)
		.build();

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7 })
	void anAnswerSplitAtAnyByteEqualsTheAnswerOfACall(int bytes) {
		service.emulator()
			.onAnyMessage()
			.reply(RUSSIAN)
			.reasoning("Что же, «думаю».")
			.sources(new WebPage("https://example.org/погода", "Погода"))
			.usage(30, 5, 12);
		Prompt prompt = v2(BuiltInTool.WEB_SEARCH);
		ChatResponse whole = Way.CALL.ask(service.model(), prompt).last();
		service.emulator().network().onChat().splitEvery(bytes).always();

		Outcome streamed = Way.STREAM.ask(service.model(), prompt);

		assertThat(streamed.answer()).startsWith(RUSSIAN).isEqualTo(output(whole).getText());
		assertSame(streamed.whole(), whole);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4096 })
	void aToolCallOfAStreamEqualsThatOfACall(int bytes) {
		service.emulator().network().onChat().splitEvery(bytes).always();
		service.emulator().onAnyMessage().callFunction("weather", Map.of("city", "Тула")).usage(30, 5, 12);
		Prompt prompt = new Prompt("Погода?",
				GigaChatOptions.builder().api(ChatApi.V2).toolCallbacks(List.of(WEATHER)).build());

		ChatResponse whole = Way.CALL.ask(service.model(), prompt).last();
		ChatResponse streamed = Way.STREAM.ask(service.model(), prompt).whole();

		assertSame(streamed, whole);
		assertThat(output(streamed).getToolCalls()).singleElement().satisfies((call) -> {
			assertThat(call.name()).isEqualTo("weather");
			assertThat(call.arguments()).isEqualTo(output(whole).getToolCalls().get(0).arguments());
		});
	}

	@Test
	void usageComesWithTheLastChunkAlone() {
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два.").usage(30, 5, 12);

		Outcome outcome = Way.STREAM.ask(service.model(), v2());

		assertThat(outcome.last().getMetadata().getUsage().getTotalTokens()).isEqualTo(35);
		assertThat(outcome.last().getMetadata().getUsage().getNativeUsage()).isInstanceOf(ChatV2Response.Usage.class);
		assertThat(outcome.responses().subList(0, outcome.responses().size() - 1)).isNotEmpty()
			.allSatisfy((chunk) -> assertThat(chunk.getMetadata().getUsage()).isInstanceOf(EmptyUsage.class));
	}

	@Test
	void aCutStreamKeepsTheDeliveredChunks() {
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два, ", "три.");
		service.emulator().network().onChat().endAfterEvents(2).always();

		Outcome outcome = Way.STREAM.ask(service.model(), v2());

		assertThat(outcome.delivered()).isEqualTo("Раз, два, ");
		outcome.passing(FailureKind.CUT);
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aRefusalByABusyServiceIsRetried(Way way) {
		service.emulator().onAnyMessage().fail(429, Duration.ofSeconds(1)).then().fail(500).then().reply("Да.");

		assertThat(way.ask(service.model(), v2()).answer()).isEqualTo("Да.");
		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "response.message.delta", "response.message.done", "response.tool.in_progress" })
	void anEventWithAnErrorIsAFailureWhateverItsName(String event) {
		stream("response.message.delta", "{'messages':[{'content':[{'text':'On'}]}]}", event,
				"{'status':422,'message':'too long'}");

		Outcome outcome = Way.STREAM.ask(service.model(), v2());

		assertThat(outcome.delivered()).isEqualTo("On");
		assertThat(outcome.lasting(FailureKind.INVALID_REQUEST).serviceMessage()).isEqualTo("too long");
	}

	@Test
	void aFailureInTheFirstEventIsRetried() {
		stream("response.message.done", "{'status':503,'message':'busy'}");

		Outcome outcome = Way.STREAM.ask(service.model(), v2());

		assertThat(outcome.error()).isNotNull();
		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@Test
	void aToolWithoutAnEstimatedTimeIsStillRunning() {
		stream("response.tool.in_progress",
				"{'messages':[{'role':'assistant','content':[{'tool_execution':{'name':'web_search'}}]}]}",
				"response.tool.completed",
				"{'messages':[{'role':'assistant','content':[{'tool_execution':{'name':'web_search','status':'success'}}]}]}",
				"response.message.done", "{'finish_reason':'stop'}");

		Outcome outcome = Way.STREAM.ask(service.model(), v2());

		assertThat(outcome.responses().get(0).getResults().get(0).getOutput().getMetadata()).containsEntry(
				GigaChatMetadata.TOOL_EXECUTIONS, List.of(new ToolExecution("web_search", null, null, null)));
		assertThat(outcome.lastResult().getOutput().getMetadata()).containsEntry(GigaChatMetadata.TOOL_EXECUTIONS,
				List.of(new ToolExecution("web_search", "success", null, null)));
	}

	@Test
	void contentThatTheTerminalEventRepeatsIsDeliveredOnce() {
		String file = "{'files':[{'id':'3727db23-91a3-44fa-a6b7-9f0a311d3e9e','mime':'image/jpeg','target':'image'}]}";
		String call = "{'function_call':{'id':'3c1b6655-cba0-437d-973c-bd482b5ce421','name':'weather','arguments':{}}}";
		String messages = "'messages':[{'role':'assistant','content':[" + file + "," + call + "]}]";
		stream("response.message.delta", "{" + messages + "}", "response.message.done",
				"{" + messages + ",'finish_reason':'function_call'}");

		Outcome outcome = Way.STREAM.ask(
				GigaChatModel.builder().api(service.api((api) -> api)).mediaDownload(MediaDownload.LAZY).build(), v2());

		AssistantMessage last = outcome.lastResult().getOutput();
		assertThat(last.getToolCalls()).hasSize(1);
		assertThat(last.getMetadata()).containsEntry(GigaChatMetadata.GENERATED_FILES,
				List.of(new GeneratedFile("3727db23-91a3-44fa-a6b7-9f0a311d3e9e", "image/jpeg", "image")));
		assertThat(outcome.responses()
			.stream()
			.flatMap((chunk) -> chunk.getResults().get(0).getOutput().getMedia().stream())).hasSize(1);
	}

	private static void assertSame(ChatResponse streamed, ChatResponse whole) {
		assertThat(output(streamed).getText()).isEqualTo(output(whole).getText());
		// how far a tool is, streams alone tell
		assertThat(output(streamed).getMetadata().keySet())
			.filteredOn((key) -> !key.equals(GigaChatMetadata.TOOL_EXECUTIONS))
			.containsExactlyInAnyOrderElementsOf(output(whole).getMetadata().keySet());
		for (String key : List.of(GigaChatMetadata.REASONING_CONTENT, GigaChatMetadata.WEB_SOURCES)) {
			assertThat(output(streamed).getMetadata().get(key)).isEqualTo(output(whole).getMetadata().get(key));
		}
		assertThat(Objects.requireNonNull(streamed.getResult()).getMetadata().getFinishReason())
			.isEqualTo(Objects.requireNonNull(whole.getResult()).getMetadata().getFinishReason());
		assertThat(streamed.getMetadata().getModel()).isEqualTo(whole.getMetadata().getModel());
		assertThat(streamed.getMetadata().getUsage().getTotalTokens())
			.isEqualTo(whole.getMetadata().getUsage().getTotalTokens())
			.isEqualTo(35);
	}

	private static AssistantMessage output(ChatResponse response) {
		return Objects.requireNonNull(response.getResult()).getOutput();
	}

	private static void stream(String... namesAndData) {
		StringBuilder body = new StringBuilder();
		for (int i = 0; i < namesAndData.length; i += 2) {
			body.append("event: ")
				.append(namesAndData[i])
				.append("\ndata: ")
				.append(namesAndData[i + 1].replace('\'', '"'))
				.append("\n\n");
		}
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", body.toString());
	}

	private static Prompt v2(BuiltInTool... tools) {
		return new Prompt("Кто ты?", GigaChatOptions.builder().api(ChatApi.V2).builtInTools(List.of(tools)).build());
	}

}
