package io.github.gigachat.spring.ai.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.emulator.WebPage;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.WebSource;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Message;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Request;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Response;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Parts of v2 that the service's documentation has, and no recording: the mark at the end
 * of a stream, {@code additional_data} as an array, widgets, a finish reason of a
 * message, and the kinds of web search.
 */
@Timeout(120)
class DocumentedV2AnswerReportTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@EnumSource
	void anAnswerInTheDocumentedFormIsRead(Way way) {
		service.emulator()
			.onAnyMessage()
			.reply("It snows.")
			.sources(new WebPage("https://example.org/snow", "Snow"))
			.widgets(List.of(Map.of("type", "weather")))
			.additionalData(List.of(Map.of("execution_steps", List.of(Map.of("event_type", "a"))), Map.of("b", 1),
					Map.of("execution_steps", List.of(Map.of("event_type", "c")))))
			.documentedEnd()
			.usage(5, 1, 2);

		Outcome outcome = way.ask(service.model(), new Prompt("Weather?", search(BuiltInTool.WEB_SEARCH)));

		AssistantMessage message = outcome.whole().getResults().get(0).getOutput();
		assertThat(outcome.answer()).isEqualTo("It snows. [sources=[1]]");
		assertThat(outcome.lastResult().getMetadata().getFinishReason()).isEqualTo("STOP");
		assertThat(outcome.last().getMetadata().getUsage().getTotalTokens()).isEqualTo(6);
		assertThat(message.getMetadata())
			.containsEntry(GigaChatMetadata.WEB_SOURCES,
					List.of(new WebSource("1", "https://example.org/snow", "Snow")))
			.containsEntry(GigaChatMetadata.WIDGETS, List.of(Map.of("type", "weather")));
		assertThat(outcome.last().getMetadata().<Object>get(GigaChatMetadata.EXECUTION_STEPS))
			.isEqualTo(List.of(Map.of("event_type", "a"), Map.of("event_type", "c")));
		assertThat(outcome.last().getMetadata().<Object>get(GigaChatMetadata.ADDITIONAL_DATA))
			.isEqualTo(List.of(Map.of("execution_steps", List.of(Map.of("event_type", "a"))), Map.of("b", 1),
					Map.of("execution_steps", List.of(Map.of("event_type", "c")))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "event: response.message.done\n", "event: done\n", "event: response.novelty\n" })
	void aStreamThatEndsWithDoneAloneIsComplete(String event) {
		stream(delta("{'role':'assistant','content':[{'text':'On'}]}"),
				delta("{'role':'reasoning','content':[{'text':'Hm.'}]}"), event + "data: [DONE]\n\n",
				"event: response.error\ndata: {'status':500}\n\n");

		Outcome outcome = Way.STREAM.ask(service.model(), v2());

		assertThat(outcome.answer()).isEqualTo("On");
		assertThat(outcome.lastResult().getOutput().getMetadata()).containsEntry(GigaChatMetadata.REASONING_CONTENT,
				"Hm.");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	/** With the mark as the only end, the reason and the usage come before it. */
	@ParameterizedTest
	@ValueSource(strings = { "", "'messages':[{'role':'assistant','content':[{'text':''}]}],",
			"'messages':[{'role':'assistant','content':[{'text':'!'}]}]," })
	void theReasonAndTheUsageBeforeDoneBelongToTheAnswer(String messages) {
		stream(delta("{'role':'assistant','content':[{'text':'On'}]}"),
				"event: response.message.delta\ndata: {" + messages
						+ "'finish_reason':'length','thread_id':'t-1','usage':{'input_tokens':5,'output_tokens':1,"
						+ "'total_tokens':6}}\n\n",
				"data: [DONE]\n\n");

		Outcome outcome = Way.STREAM.ask(service.model(), v2());

		assertThat(outcome.answer()).startsWith("On");
		assertThat(outcome.whole().getResult().getMetadata().getFinishReason()).isEqualTo("LENGTH");
		assertThat(outcome.whole().getMetadata().getUsage().getTotalTokens()).isEqualTo(6);
		assertThat(outcome.responses())
			.anySatisfy((response) -> assertThat(response.getMetadata().<String>get(GigaChatMetadata.THREAD_ID))
				.isEqualTo("t-1"));
	}

	@Test
	void callsBeforeDoneAreDelivered() {
		stream(delta("{'role':'assistant','tool_state_id':'s-1','finish_reason':'function_call','content':["
				+ "{'function_call':{'name':'weather','arguments':{}}}]}"), "data: [DONE]\n\n");

		Outcome outcome = Way.STREAM.ask(service.model(), new Prompt("Weather?", GigaChatOptions.builder()
			.api(ChatApi.V2)
			.toolCallbacks(
					FunctionToolCallback.builder("weather", () -> "{}").description("w").inputType(Void.class).build())
			.build()));

		assertThat(outcome.lastResult().getOutput().getToolCalls()).hasSize(1);
		assertThat(outcome.lastResult().getMetadata().getFinishReason()).isEqualTo("TOOL_CALLS");
		assertThat(outcome.lastResult().getOutput().getMetadata()).containsEntry(GigaChatMetadata.FUNCTIONS_STATE_ID,
				"s-1");
	}

	@Test
	void doneAloneIsNoAnswer() {
		stream("data: [DONE]\n\n");

		Way.STREAM.ask(service.model(), v2()).lasting(FailureKind.PROTOCOL);
	}

	@Test
	void doneAfterTheTerminalEventKeepsTheConnectionUsable() {
		service.emulator().onAnyMessage().reply("On").documentedEnd();
		for (int i = 0; i < 3; i++) {
			assertThat(Way.STREAM.ask(service.model(), v2()).answer()).isEqualTo("On");
		}
		assertThat(service.emulator().departures()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "stop, STOP", "length, LENGTH", "blacklist, CONTENT_FILTER", "novelty, NOVELTY" })
	void theReasonOfAMessageAppliesIfTheAnswerHasNone(String reason, String expected) {
		String messages = "'messages':[{'role':'reasoning','finish_reason':'other','content':[{'text':'Hm.'}]},"
				+ "{'role':'assistant','finish_reason':'" + reason + "','content':[{'text':'On'}]},"
				+ "{'role':'tool','finish_reason':'other','content':[]}]";
		for (Way way : Way.values()) {
			answer(way, messages, null);
			assertThat(way.ask(service.model(), v2()).lastResult().getMetadata().getFinishReason()).isEqualTo(expected);

			answer(way, messages, "length");
			assertThat(way.ask(service.model(), v2()).lastResult().getMetadata().getFinishReason()).isEqualTo("LENGTH");
		}
	}

	@Test
	void aMessageWithNothingButAReasonIsAnAnswer() {
		stream(delta("{'role':'assistant','finish_reason':'blacklist','content':[]}"), "data: [DONE]\n\n");

		assertThat(Way.STREAM.ask(service.model(), v2()).lastResult().getMetadata().getFinishReason())
			.isEqualTo("CONTENT_FILTER");
	}

	@Test
	void theReasonOfAMessageIsNotSentBack() {
		answer(Way.CALL, "'messages':[{'role':'assistant','finish_reason':'stop','content':[{'text':'On'}]}]", "stop");
		ChatV2Message message = Objects.requireNonNull(ask(request()).messages()).get(0);
		assertThat(message.finishReason()).isEqualTo("stop");
		service.emulator().reset();

		ask(request(message, ChatV2Message.of("user", ChatV2Message.Part.text("And?"))));

		assertThat(service.emulator().lastChatRequest().body()).contains("On", "And?").doesNotContain("finish_reason");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'execution_steps':[{'event_type':'a'}]}", "[{'execution_steps':[{'event_type':'a'}]}]",
			"[7,null,{'b':1},{'execution_steps':5},{'execution_steps':[{'event_type':'a'}]}]" })
	void theStepsAreFoundInAnObjectAndInAnArray(String data) {
		for (Way way : Way.values()) {
			answer(way, "'additional_data':" + data + ",'messages':[{'role':'assistant','content':[{'text':'On'}]}]",
					"stop");

			assertThat(
					way.ask(service.model(), v2()).last().getMetadata().<Object>get(GigaChatMetadata.EXECUTION_STEPS))
				.isEqualTo(List.of(Map.of("event_type", "a")));
		}
	}

	@ParameterizedTest
	@EnumSource
	void dataWithoutStepsIsKept(Way way) {
		answer(way, "'additional_data':[{'b':1}],'messages':[{'role':'assistant','content':[{'text':'On'}]}]", "stop");

		Outcome outcome = way.ask(service.model(), v2());

		assertThat(outcome.last().getMetadata().<Object>get(GigaChatMetadata.ADDITIONAL_DATA))
			.isEqualTo(List.of(Map.of("b", 1)));
		assertThat(outcome.last().getMetadata().<Object>get(GigaChatMetadata.EXECUTION_STEPS)).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", textBlock = """
			[{'a':1},null,{'b':2}]     => [{'a':1},{'b':2}]
			{'1':{'a':1}}              => [{'1':{'a':1}}]
			""")
	void widgetsAreKeptUnchanged(String widgets, String kept) {
		Object expected = JsonMapper.shared().readValue(kept.replace('\'', '"'), Object.class);
		for (Way way : Way.values()) {
			answer(way, "'messages':[{'role':'assistant','content':[{'text':'On','inline_data':{'widgets':" + widgets
					+ "}}]}]", "stop");

			assertThat(way.ask(service.model(), v2()).lastResult().getOutput().getMetadata())
				.containsEntry(GigaChatMetadata.WIDGETS, expected);
		}
	}

	@ParameterizedTest
	@EnumSource
	void eachKindOfSearchCanBeRequested(Way way) {
		assertThat(searched(way, BuiltInTool.WEB_SEARCH)).isEqualTo("{}");
		assertThat(searched(way, BuiltInTool.webSearch("web_search"))).isEqualTo("{\"type\":\"web_search\"}");
		assertThat(searched(way, BuiltInTool.ACTUAL_INFO_WEB_SEARCH))
			.isEqualTo("{\"type\":\"actual_info_web_search\"}");
		assertThat(searched(way, BuiltInTool.SAFE_SEARCH)).isEqualTo("{\"type\":\"safe_search\"}");
	}

	private static String searched(Way way, BuiltInTool tool) {
		way.ask(service.model(), new Prompt("Weather?", search(tool))).answer();
		JsonNode body = JsonMapper.shared().readTree(service.emulator().lastChatRequest().body());
		return body.path("tools").path(0).path("web_search").toString();
	}

	private static GigaChatOptions search(BuiltInTool tool) {
		return GigaChatOptions.builder().api(ChatApi.V2).builtInTools(List.of(tool)).build();
	}

	private static ChatV2Response ask(ChatV2Request request) {
		return service.api((api) -> api).within(EmulatedService.LIMIT).withoutRetry().chatV2(request).body();
	}

	private static ChatV2Request request(ChatV2Message... more) {
		List<ChatV2Message> messages = new ArrayList<>();
		messages.add(ChatV2Message.of("user", ChatV2Message.Part.text("Hi")));
		messages.addAll(List.of(more));
		return ChatV2Request.builder().model("GigaChat-2").messages(messages).build();
	}

	private static Prompt v2() {
		return new Prompt("Hi", GigaChatOptions.builder().api(ChatApi.V2).build());
	}

	private static void answer(Way way, String fields, @Nullable String reason) {
		String body = "{" + fields + ((reason != null) ? ",'finish_reason':'" + reason + "'" : "") + "}";
		if (way.isStreamed()) {
			stream("event: response.message.done\ndata: " + body + "\n\n");
			return;
		}
		service.emulator().onAnyMessage().replyRaw(200, "application/json", body.replace('\'', '"'));
	}

	private static String delta(String message) {
		return "event: response.message.delta\ndata: {'messages':[" + message + "]}\n\n";
	}

	private static void stream(String... events) {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, "text/event-stream", String.join("", events).replace('\'', '"'));
	}

}
