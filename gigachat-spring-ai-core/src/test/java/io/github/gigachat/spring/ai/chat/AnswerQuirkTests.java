package io.github.gigachat.spring.ai.chat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests answers of v1 chats with the peculiarities of the service, in a table: each row
 * has an answer of the service and the result that Spring AI gets, by call and by stream.
 * <p>
 * A row is named by the keys of the facts in {@code docs/internals/wire.md} that it
 * relies on. Where the facts leave a choice, the row asserts the choice of this project:
 * the {@code <think>} of a reasoning model stays in the text (W-V1-27), and the name of
 * the model keeps its version (W-V1-22).
 */
class AnswerQuirkTests {

	private static final String JSON = "application/json; charset=utf-8";

	private static final String EVENTS = "text/event-stream; charset=utf-8";

	private static final String HELLO = "{'role':'assistant','content':'Hello'}";

	private static final String CALL = "'role':'assistant','content':'',"
			+ "'function_call':{'name':'get_weather','arguments':{'city':'Tula'}}";

	private static final List<String> WEATHER = List.of("get_weather {\"city\":\"Tula\"}");

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> whatComesAndWhatIsSeen() {
		return Stream.of(new Row("W-V1-20 an answer", HELLO, "'stop'", seen("Hello", "STOP")),
				new Row("W-V1-28 an answer without content",
						"{'role':'assistant','content':'','reasoning_content':null}", "'stop'", seen("", "STOP")),
				new Row("W-V1-26 a role and a reason of the future", "{'role':'search_result','content':'Hello'}",
						"'novelty'", seen("Hello", "NOVELTY")),
				new Row("W-V1-21 a forbidden topic", "{'role':'assistant','content':'Let us change the subject.'}",
						"'blacklist'", seen("Let us change the subject.", "CONTENT_FILTER")),
				new Row("W-V1-21 an answer that is cut off at its greatest length", HELLO, "'length'",
						seen("Hello", "LENGTH")),
				new Row("W-V1-21 arguments that the model could not make", HELLO, "'error'", seen("Hello", "ERROR")),
				new Row("W-FILE-7 an image in the text",
						"{'role':'assistant','content':'<img src=\\'3727db23\\' fuse=\\'true\\'/> done',"
								+ "'functions_state_id':'s-1'}",
						"'stop'",
						seen("<img src=\"3727db23\" fuse=\"true\"/> done", "STOP", GigaChatMetadata.FUNCTIONS_STATE_ID,
								"s-1")),
				new Row("W-V1-27 thoughts within the text", "{'role':'assistant','content':'<think>hm</think>Hello'}",
						"'stop'", seen("<think>hm</think>Hello", "STOP")),
				new Row("thoughts beside the text", "{'role':'assistant','content':'Hello','reasoning_content':'hm'}",
						"'stop'", seen("Hello", "STOP", GigaChatMetadata.REASONING_CONTENT, "hm")),
				new Row("W-FN-1 W-FN-6 a call", "{" + CALL + ",'functions_state_id':'s-1'}", "'function_call'",
						new Seen("", "TOOL_CALLS", WEATHER, Map.of(GigaChatMetadata.FUNCTIONS_STATE_ID, "s-1"))),
				new Row("W-FN-6 a call without a state id", "{" + CALL + ",'functions_state_id':null}",
						"'function_call'", new Seen("", "TOOL_CALLS", WEATHER, Map.of())),
				new Row("a call beside another reason", "{" + CALL + "}", "'stop'",
						new Seen("", "TOOL_CALLS", WEATHER, Map.of())),
				new Row("text before a call", "{" + CALL.replace("''", "'Let me see.'") + "}", "'function_call'",
						new Seen("Let me see.", "TOOL_CALLS", WEATHER, Map.of())))
			.flatMap((row) -> Arrays.stream(Way.values()).map((way) -> Arguments.of(row, way)));
	}

	@ParameterizedTest(name = "{0} by {1}")
	@MethodSource("whatComesAndWhatIsSeen")
	void answersAreReadIntoSpringAisForm(Row row, Way way) {
		answer(way, row.message(), row.reason(), "1760434335");

		Outcome outcome = way.ask(service.model());

		assertThat(outcome.error()).isNull();
		assertThat(Seen.of(outcome)).isEqualTo(row.seen());
		// W-HDR-2: the body has no id
		ChatResponse last = outcome.last();
		assertThat(last.getMetadata().getId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		// W-V1-22
		assertThat(last.getMetadata().getModel()).isEqualTo("GigaChat-2:2.0.28.2");
		Usage usage = last.getMetadata().getUsage();
		assertThat(usage.getTotalTokens()).isEqualTo(20);
		assertThat(usage.getCacheReadInputTokens()).isEqualTo(2);
	}

	/** W-FN-2: the service has no ids for calls, and Spring AI needs distinct ones. */
	@ParameterizedTest
	@EnumSource
	void generatedIdsOfCallsDiffer(Way way) {
		answer(way, "{" + CALL + "}", "'function_call'", "1");

		List<String> ids = Stream.of(way.ask(service.model()), way.ask(service.model()))
			.flatMap((outcome) -> toolCalls(outcome).map(ToolCall::id))
			.toList();

		assertThat(ids).hasSize(2).doesNotHaveDuplicates().allSatisfy((id) -> assertThat(id).isNotBlank());
	}

	/** W-V1-25: times differ in type and unit between endpoints. */
	@ParameterizedTest
	@ValueSource(strings = { "1760434335", "1760434335000", "1760434335.5", "'1760434335'", "null" })
	void theTimeOfAnAnswerMayHaveAnyUnit(String created) {
		for (Way way : Way.values()) {
			answer(way, HELLO, "'stop'", created);

			assertThat(way.ask(service.model()).answer()).isEqualTo("Hello");
		}
	}

	/** W-V1-20: a chunk of a stream may have no choices, an answer must have one. */
	@Test
	void choicesMayBeMissingInAChunkButNotInAnAnswer() {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, EVENTS,
					event("{'choices':[],'created':1}") + event("{'choices':[{'delta':" + HELLO + ",'index':0}]}")
							+ event("{'choices':[{'delta':{'content':''},'index':0,'finish_reason':'stop'}]}"));
		assertThat(Way.STREAM.ask(service.model()).answer()).isEqualTo("Hello");

		service.emulator().onAnyMessage().replyRaw(200, JSON, "{\"choices\":[],\"created\":1}");
		Way.CALL.ask(service.model()).lasting(FailureKind.PROTOCOL);
	}

	/** W-SSE-4: the progress of a built-in function is not part of the answer. */
	@Test
	void theProgressOfABuiltInFunctionIsNotText() {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, EVENTS, event(
					"{'choices':[{'delta':{'role':'function_in_progress','name':'text2image','content':'12 s'},'index':0}]}")
					+ event("{'choices':[{'delta':" + HELLO + ",'index':0,'finish_reason':'stop'}]}"));

		Outcome outcome = Way.STREAM.ask(service.model());

		assertThat(outcome.answer()).isEqualTo("Hello");
		assertThat(Seen.of(outcome).metadata()).containsEntry(GigaChatMetadata.FUNCTION_PROGRESS, "12 s");
	}

	/** Lets the emulator answer with a whole body, or with one event and the end. */
	private static void answer(Way way, String message, String reason, String created) {
		boolean stream = way.isStreamed();
		String body = "{'choices':[{'" + (stream ? "delta" : "message") + "':" + message + ",'index':0,'finish_reason':"
				+ reason + "}],'created':" + created
				+ ",'model':'GigaChat-2:2.0.28.2','object':'chat.completions','usage':{'prompt_tokens':17,"
				+ "'completion_tokens':3,'total_tokens':20,'precached_prompt_tokens':2}}";
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, stream ? EVENTS : JSON, stream ? event(body) + "data: [DONE]\n\n" : quoted(body));
	}

	private static String event(String json) {
		return "data: " + quoted(json) + "\n\n";
	}

	/**
	 * Replaces the single quotes of the JSON above. An escaped one becomes a double quote
	 * within a text.
	 */
	private static String quoted(String json) {
		return json.replace('\'', '"');
	}

	private static Stream<ToolCall> toolCalls(Outcome outcome) {
		return outputs(outcome).flatMap((output) -> output.getToolCalls().stream());
	}

	private static Stream<AssistantMessage> outputs(Outcome outcome) {
		return outcome.responses()
			.stream()
			.map(ChatResponse::getResult)
			.filter(Objects::nonNull)
			.map(Generation::getOutput);
	}

	private static Seen seen(String text, String reason) {
		return new Seen(text, reason, List.of(), Map.of());
	}

	private static Seen seen(String text, String reason, String key, String value) {
		return new Seen(text, reason, List.of(), Map.of(key, value));
	}

	/**
	 * A row of the table, its JSON with single quotes for double ones.
	 *
	 * @param name the keys of the facts, and the subject
	 * @param message the message of the answer
	 * @param reason the finish reason of the answer
	 * @param seen the result that Spring AI gets
	 */
	record Row(String name, String message, String reason, Seen seen) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * The result that an application gets of an answer, or of all chunks of one.
	 *
	 * @param text the text
	 * @param reason why the model stopped
	 * @param calls the calls, name and arguments
	 * @param metadata the message's metadata that are the service's
	 */
	record Seen(String text, String reason, List<String> calls, Map<String, Object> metadata) {

		static Seen of(Outcome outcome) {
			Map<String, Object> metadata = new HashMap<>();
			outputs(outcome).forEach((output) -> metadata.putAll(output.getMetadata()));
			metadata.remove("messageType");
			return new Seen(outcome.delivered(), outcome.lastResult().getMetadata().getFinishReason(),
					toolCalls(outcome).map((call) -> call.name() + " " + call.arguments()).toList(), metadata);
		}

	}

}
