package io.github.gigachat.spring.ai.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.ChatMessage.FunctionCall;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static io.github.gigachat.spring.ai.fixtures.Conversations.response;
import static io.github.gigachat.spring.ai.fixtures.Conversations.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Several calls in one answer of the v2 API are several tool calls, as in
 * <a href="https://github.com/ai-forever/gpt2giga/issues/205">gpt2giga#205</a>.
 */
@Timeout(120)
class ParallelCallsReportTests {

	private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@EnumSource
	void allCallsOfAnAnswerAreToolCalls(Way way) {
		service.emulator()
			.onAnyMessage()
			.callFunctions(FunctionCall.of("weather", Map.of("city", "Тула")), FunctionCall.of("time", Map.of()),
					FunctionCall.of("weather", Map.of("city", "Пермь")));

		Outcome outcome = way.ask(service.model(), new Prompt("Погода?", options(ChatApi.V2)));

		List<ToolCall> calls = outcome.whole().getResults().get(0).getOutput().getToolCalls();
		assertThat(calls).extracting(ToolCall::name, ToolCall::arguments)
			.containsExactly(tuple("weather", "{\"city\":\"Тула\"}"), tuple("time", "{}"),
					tuple("weather", "{\"city\":\"Пермь\"}"));
		assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates().allMatch((id) -> id.matches(UUID));
		assertThat(outcome.lastResult().getMetadata().getFinishReason()).isEqualTo("TOOL_CALLS");
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aToolLoopMakesAllCallsAndSendsThemInPairs(Way way) {
		service.emulator()
			.onUserMessage("Погода")
			.callFunctions(FunctionCall.of("weather", Map.of("city", "Тула")), FunctionCall.of("time", Map.of()),
					FunctionCall.of("weather", Map.of("city", "Пермь")));
		service.emulator().onFunctionResult("weather").reply("Везде тепло.");

		String answer = way.content(ChatClient.create(service.model())
			.prompt("Погода?")
			.options(GigaChatOptions.builder().api(ChatApi.V2))
			.tools(new Cities()));

		assertThat(answer).isEqualTo("Везде тепло.");
		assertThat(service.emulator().chatRequests()).hasSize(2);
		List<ChatMessage> told = service.emulator().lastChatRequest().chat().messages();
		assertThat(told.stream().map(ParallelCallsReportTests::said)).containsExactly("user Погода?",
				"assistant weather{\"city\":\"Тула\"}", "function weather {\"t\":\"Тула\"}", "assistant time{}",
				"function time {\"time\":12}", "assistant weather{\"city\":\"Пермь\"}",
				"function weather {\"t\":\"Пермь\"}");
		assertThat(told.get(1).functionsStateId()).matches(UUID);
		assertThat(told.subList(2, told.size())).extracting(ChatMessage::functionsStateId).containsOnlyNulls();
	}

	static Stream<Arguments> histories() {
		return Arrays.stream(ChatApi.values())
			.flatMap((api) -> Stream.of(Arguments.of(api, true), Arguments.of(api, false)));
	}

	@ParameterizedTest
	@MethodSource("histories")
	void aHistorySendsCallsInPairsWithTheStateIdOfTheFirst(ChatApi next, boolean withIds) {
		String ids = withIds ? "'id':'3c1b6655-cba0-437d-973c-bd482b5ce42%d'," : "";
		answer(Way.CALL,
				"{'role':'assistant','tool_state_id':'s-1','content':[{'text':'Смотрю.'},"
						+ call(ids.formatted(1), "weather", "{'city':'Тула'}") + ","
						+ call(ids.formatted(2), "time", "{}") + "]}");
		AssistantMessage turn = Way.CALL.ask(service.model(), new Prompt("Погода?", options(ChatApi.V2)))
			.lastResult()
			.getOutput();
		List<Message> history = new ArrayList<>(List.of(new UserMessage("Погода?"), turn));
		// in another order than the calls
		history.add(results(response(turn.getToolCalls().get(1), "{\"time\":12}"),
				response(turn.getToolCalls().get(0), "{\"t\":1}")));
		service.emulator().reset();

		service.model().call(new Prompt(history, options(next)));

		List<ChatMessage> told = service.emulator().lastChatRequest().chat().messages();
		assertThat(told.stream().map(ParallelCallsReportTests::said)).containsExactly("user Погода?",
				"assistant Смотрю.weather{\"city\":\"Тула\"}", "function weather {\"t\":1}", "assistant time{}",
				"function time {\"time\":12}");
		assertThat(told).extracting(ChatMessage::functionsStateId).containsExactly(null, "s-1", null, null, null);
		if (next == ChatApi.V2 && withIds) {
			assertThat(sentCallIds()).containsExactly("3c1b6655-cba0-437d-973c-bd482b5ce421",
					"3c1b6655-cba0-437d-973c-bd482b5ce422");
		}
	}

	/** An id that is blank or another call's tells nothing. */
	@ParameterizedTest
	@CsvSource({ "CALL, ''", "STREAM, ''", "CALL, x", "STREAM, x" })
	void callsThatShareAnIdAreKeptApart(Way way, String id) {
		answer(way, "{'role':'assistant','content':[" + call("'id':'" + id + "',", "weather", "{'city':'Тула'}") + ","
				+ call("'id':'" + id + "',", "weather", "{'city':'Пермь'}") + "]}");

		List<ToolCall> calls = way.ask(service.model(), new Prompt("Погода?", options(ChatApi.V2)))
			.lastResult()
			.getOutput()
			.getToolCalls();

		assertThat(calls).extracting(ToolCall::arguments)
			.containsExactly("{\"city\":\"Тула\"}", "{\"city\":\"Пермь\"}");
		assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates().allMatch((each) -> !each.isBlank());
	}

	@ParameterizedTest
	@EnumSource
	void theSameCallTwiceWithoutIdsIsTwoCalls(Way way) {
		String dice = call("", "time", "{}");
		answer(way, "{'role':'assistant','content':[" + dice + "," + dice + "]}");

		assertThat(way.ask(service.model(), new Prompt("Время?", options(ChatApi.V2)))
			.lastResult()
			.getOutput()
			.getToolCalls()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void callsInSeveralMessagesAndEventsAreAllThere(Way way) {
		String first = "{'role':'assistant','tool_state_id':'s-1','content':["
				+ call("'id':'a',", "weather", "{'city':'Тула'}") + "]}";
		String second = "{'role':'assistant','content':[{'text':'И ещё. '}," + call("'id':'b',", "time", "{}") + "]}";
		if (way.isStreamed()) {
			stream("response.message.delta", "{'messages':[" + first + "]}", "response.message.done",
					"{'messages':[" + second + "],'finish_reason':'function_call'}");
		}
		else {
			answer(way, first + "," + second);
		}

		Outcome outcome = way.ask(service.model(), new Prompt("Погода?", options(ChatApi.V2)));

		AssistantMessage whole = outcome.whole().getResults().get(0).getOutput();
		assertThat(outcome.answer()).isEqualTo("И ещё. ");
		assertThat(whole.getToolCalls()).extracting(ToolCall::name).containsExactly("weather", "time");
		assertThat(whole.getMetadata()).containsEntry(GigaChatMetadata.FUNCTIONS_STATE_ID, "s-1");
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void v1HasOnlyOneCallOfTheSameScript(Way way) {
		service.emulator()
			.onUserMessage("Погода")
			.callFunctions(FunctionCall.of("weather", Map.of("city", "Тула")), FunctionCall.of("time", Map.of()));
		service.emulator().onFunctionResult("weather").reply("Тепло.");

		assertThat(way.content(ChatClient.create(service.model()).prompt("Погода?").tools(new Cities())))
			.isEqualTo("Тепло.");
		assertThat(service.emulator().lastChatRequest().chat().messages().stream().map(ParallelCallsReportTests::said))
			.containsExactly("user Погода?", "assistant weather{\"city\":\"Тула\"}",
					"function weather {\"t\":\"Тула\"}");
	}

	private static String said(ChatMessage message) {
		FunctionCall call = message.functionCall();
		return message.role() + " " + ((message.name() != null) ? message.name() + " " : "") + message.content()
				+ ((call != null) ? call.name() + call.arguments() : "");
	}

	private static List<String> sentCallIds() {
		JsonNode body = JsonMapper.shared().readTree(service.emulator().lastChatRequest().body());
		return body.path("messages")
			.valueStream()
			.flatMap((message) -> message.path("content").valueStream())
			.filter((part) -> part.has("function_call"))
			.map((part) -> part.path("function_call").path("id").asString())
			.toList();
	}

	private static String call(String id, String name, String arguments) {
		return "{'function_call':{" + id + "'name':'" + name + "','arguments':" + arguments + "}}";
	}

	private static void answer(Way way, String messages) {
		String end = "'finish_reason':'function_call'}";
		if (way.isStreamed()) {
			stream("response.message.done", "{'messages':[" + messages + "]," + end);
			return;
		}
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, "application/json", ("{'messages':[" + messages + "]," + end).replace('\'', '"'));
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

	private static GigaChatOptions options(ChatApi api) {
		return GigaChatOptions.builder()
			.api(api)
			.toolCallbacks(
					FunctionToolCallback.builder("weather", (City city) -> "{}")
						.description("The weather of a city")
						.inputType(City.class)
						.build(),
					FunctionToolCallback.builder("time", () -> "{}")
						.description("The time")
						.inputType(Void.class)
						.build())
			.build();
	}

	record City(String city) {
	}

	static class Cities {

		@Tool(description = "The weather of a city")
		Map<String, String> weather(String city) {
			return Map.of("t", city);
		}

		@Tool(description = "The time")
		Map<String, Integer> time() {
			return Map.of("time", 12);
		}

	}

}
