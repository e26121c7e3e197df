package io.github.gigachat.spring.ai.chat.v2;

import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatStorage;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.ToolExecution;
import io.github.gigachat.spring.ai.api.chat.WebSource;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the results that an application gets of the answers of the v2 API, whole and in
 * events.
 */
class ChatV2AnswerTests {

	private static final String STREAM = "text/event-stream";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@EnumSource(Way.class)
	void aWebSearchLeavesItsSourcesInTheMetadata(Way way) {
		String search = """
				{'role':'assistant','tools_state_id':'s-9','content':[{'text':'It rains [sources=[2]].',\
				'inline_data':{'sources':{'2':{'url':'https://example.org/rain','title':'Rain'}},'images':[{'url':'u'}]}},\
				{'tool_execution':{'name':'web_search','status':'success','censored':false}}]}""";
		answer(way, search, "stop");

		AssistantMessage message = way.ask(service.model(), v2("Weather?")).whole().getResults().get(0).getOutput();

		assertThat(message.getText()).isEqualTo("It rains [sources=[2]].");
		assertThat(message.getMetadata()).containsEntry(GigaChatMetadata.FUNCTIONS_STATE_ID, "s-9")
			.containsEntry(GigaChatMetadata.WEB_SOURCES,
					List.of(new WebSource("2", "https://example.org/rain", "Rain")))
			.containsEntry(GigaChatMetadata.WEB_IMAGES, List.of(Map.of("url", "u")))
			.containsEntry(GigaChatMetadata.TOOL_EXECUTIONS,
					List.of(new ToolExecution("web_search", "success", null, false)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tools_state_id", "tool_state_id", "functions_state_id" })
	void theStateIdIsReadInEachSpellingAndSentInOne(String field) {
		answer(Way.CALL, "{'role':'assistant','" + field + "':'s-1','content':[{'text':'Yes'}]}", "stop");
		AssistantMessage turn = Way.CALL.ask(service.model(), v2("Hi")).lastResult().getOutput();

		service.emulator().reset();
		service.model()
			.call(new Prompt(List.of(new UserMessage("Hi"), turn, new UserMessage("And?")),
					GigaChatOptions.builder().api(ChatApi.V2).build()));

		JsonNode echoed = JsonMapper.shared()
			.readTree(service.emulator().lastChatRequest().body())
			.path("messages")
			.path(1);
		assertThat(echoed.path("tools_state_id").stringValue()).isEqualTo("s-1");
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void reasoningIsSeparateFromTheText(Way way) {
		answer(way,
				"{'role':'reasoning','content':[{'text':'Hm. '},{'text':'Two.'}]},{'role':'assistant','content':[{'text':'2'}]}",
				"stop");

		AssistantMessage message = way.ask(service.model(), v2("1+1?")).whole().getResults().get(0).getOutput();

		assertThat(message.getText()).isEqualTo("2");
		assertThat(message.getMetadata()).containsEntry(GigaChatMetadata.REASONING_CONTENT, "Hm. Two.");
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void aFileOfTheModelIsAMediumAndIsSentBackByItsId(Way way) {
		String id = service.emulator().draw(null).id();
		answer(way, "{'role':'assistant','content':[{'text':'A cat.'},{'files':[{'id':'" + id
				+ "','mime':'image/jpeg','target':'image'}]}]}", "stop");
		Outcome outcome = way.ask(service.model(), v2("Draw a cat"));
		AssistantMessage last = outcome.lastResult().getOutput();

		assertThat(outcome.answer()).isEqualTo("A cat.");
		assertThat(outcome.responses()
			.stream()
			.flatMap((response) -> response.getResults().get(0).getOutput().getMedia().stream())).singleElement()
			.satisfies((media) -> {
				assertThat(media.getMimeType()).hasToString("image/jpeg");
				assertThat(media.getDataAsByteArray()).startsWith(0xFF, 0xD8);
			});
		assertThat(last.getMetadata()).containsEntry(GigaChatMetadata.GENERATED_FILES,
				List.of(new GeneratedFile(id, "image/jpeg", "image")));

		service.emulator().onUserMessage("And?").reply("Nothing.");
		service.model()
			.call(new Prompt(List.of(new UserMessage("Draw a cat"), last, new UserMessage("And?")),
					GigaChatOptions.builder().api(ChatApi.V2).build()));
		assertThat(service.emulator().lastChatRequest().body()).contains("{\"files\":[{\"id\":\"" + id + "\"}]}")
			.doesNotContain("<img");
		assertThat(service.emulator().uploads()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "stop, STOP", "length, LENGTH", "blacklist, CONTENT_FILTER", "request_blacklist, CONTENT_FILTER",
			"request_filter, CONTENT_FILTER", "response_blacklist, CONTENT_FILTER",
			"function_call_error, FUNCTION_CALL_ERROR", "error, ERROR", "novelty, NOVELTY" })
	void finishReasonsAreMappedToSpringAis(String reason, String expected) {
		for (Way way : Way.values()) {
			answer(way, "{'role':'assistant','content':[{'text':'.'}]}", reason);

			assertThat(way.ask(service.model(), v2("Hi")).lastResult().getMetadata().getFinishReason())
				.isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void fieldsOfTheEnvelopeAreInTheResponsesMetadata(Way way) {
		String further = "'thread_id':'t-1','message_id':'m-1','additional_data':{'execution_steps':[{'event_type':'x'}]},";
		answer(way, further, "{'role':'assistant','content':[{'text':'Yes','logprobs':[{'chosen':{'token':'Y'}}]}]}",
				"stop");

		Outcome outcome = way.ask(service.model(), v2("Hi"));

		assertThat(outcome.last().getMetadata().<String>get(GigaChatMetadata.THREAD_ID)).isEqualTo("t-1");
		assertThat(outcome.last().getMetadata().<String>get(GigaChatMetadata.MESSAGE_ID)).isEqualTo("m-1");
		assertThat(outcome.last().getMetadata().<Object>get(GigaChatMetadata.EXECUTION_STEPS))
			.isEqualTo(List.of(Map.of("event_type", "x")));
		assertThat(outcome.last().getMetadata().<Long>get(GigaChatMetadata.CREATED)).isEqualTo(1_789_498_329L);
		assertThat(outcome.lastResult().getOutput().getMetadata()).containsEntry(GigaChatMetadata.LOGPROBS,
				List.of(Map.of("chosen", Map.of("token", "Y"))));
		assertThat(outcome.last().getMetadata().getUsage().getCacheReadInputTokens()).isEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void theIdOfAStoredMessageIsInItsMetadata(Way way) {
		answer(way, """
				{'role':'reasoning','message_id':'m-0','content':[{'text':'Hm.'}]},\
				{'role':'assistant','message_id':'m-1','content':[{'text':'Yes'}]},\
				{'role':'tool','message_id':'m-2','content':[]},{'role':'assistant','message_id':'','content':[]}""",
				"stop");

		Outcome outcome = way.ask(service.model(), v2("Hi"));

		assertThat(outcome.whole().getResults().get(0).getOutput().getMetadata())
			.containsEntry(GigaChatMetadata.MESSAGE_ID, "m-1");
		assertThat(outcome.last().getMetadata().<String>get(GigaChatMetadata.MESSAGE_ID)).isNull();
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void onlyAStoredAnswerHasTheIdsOfItsThread(Way way) {
		GigaChatOptions stored = GigaChatOptions.builder().api(ChatApi.V2).storage(ChatStorage.thread("t-1")).build();

		ChatResponse kept = way.ask(service.model(), new Prompt("Hi", stored)).last();
		ChatResponse other = way.ask(service.model(), v2("Hi")).last();

		assertThat(kept.getMetadata().<String>get(GigaChatMetadata.THREAD_ID)).isEqualTo("t-1");
		assertThat(kept.getMetadata().<String>get(GigaChatMetadata.MESSAGE_ID)).isNotBlank();
		assertThat(kept.getResults().get(0).getOutput().getMetadata()).containsEntry(GigaChatMetadata.MESSAGE_ID,
				kept.getMetadata().get(GigaChatMetadata.MESSAGE_ID));
		assertThat(other.getResults().get(0).getOutput().getMetadata()).doesNotContainKey(GigaChatMetadata.MESSAGE_ID);
	}

	@Test
	void progressOfAToolIsMetadataOfTheChunks() {
		stream("response.tool.in_progress",
				"{'messages':[{'role':'assistant','content':[{'tool_execution':{'name':'image_generate','seconds_left':9}}]}]}",
				"response.tool.completed",
				"{'messages':[{'role':'assistant','content':[{'tool_execution':{'name':'image_generate','status':'fail','censored':true}}]}]}",
				"response.novelty", "'what'", "response.message.delta", "{'messages':[{'content':[{'text':'No.'}]}]}",
				"response.message.done", "{'finish_reason':'stop'}");

		Outcome outcome = Way.STREAM.ask(service.model(), v2("Draw"));

		assertThat(outcome.answer()).isEqualTo("No.");
		List<Object> executions = outcome.responses()
			.stream()
			.map((chunk) -> chunk.getResults().get(0).getOutput().getMetadata())
			.filter((metadata) -> metadata.containsKey(GigaChatMetadata.TOOL_EXECUTIONS))
			.map((metadata) -> metadata.get(GigaChatMetadata.TOOL_EXECUTIONS))
			.toList();
		ToolExecution failed = new ToolExecution("image_generate", "fail", null, true);
		assertThat(executions).containsExactly(List.of(new ToolExecution("image_generate", null, 9, null)),
				List.of(failed), List.of(failed));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCallIsOneChunkAfterTheText(boolean inDelta) {
		String call = "{'function_call':{'name':'weather','arguments':{'city':'Tula'}}}";
		stream("response.message.delta", "{'messages':[{'role':'assistant','content':[{'text':'Let me'}]}]}",
				"response.message.delta",
				"{'messages':[{'role':'assistant','content':[{'text':' see.'}" + (inDelta ? "," + call : "") + "]}]}",
				"response.message.done",
				"{'finish_reason':'function_call','messages':[{'role':'assistant','tool_state_id':'s-1','content':[{'text':' So.'}"
						+ (inDelta ? "" : "," + call) + "]}]}");
		Prompt prompt = new Prompt("Weather?",
				GigaChatOptions.builder()
					.api(ChatApi.V2)
					.toolCallbacks(FunctionToolCallback.builder("weather", (String city) -> "")
						.description("w")
						.inputType(String.class)
						.build())
					.build());

		Outcome outcome = Way.STREAM.ask(service.model(), prompt);

		assertThat(outcome.answer()).isEqualTo("Let me see. So.");
		List<AssistantMessage> withCall = outcome.responses()
			.stream()
			.map((chunk) -> chunk.getResults().get(0).getOutput())
			.filter(AssistantMessage::hasToolCalls)
			.toList();
		assertThat(withCall).singleElement().satisfies((message) -> {
			assertThat(message.getText()).isEmpty();
			assertThat(message.getToolCalls().get(0).id()).startsWith("call_").endsWith("_s-1");
		});
		assertThat(outcome.lastResult().getMetadata().getFinishReason()).isEqualTo("TOOL_CALLS");
	}

	@Test
	void aStreamThatEndsWithoutItsTerminalEventIsCut() {
		stream("response.message.delta", "{'messages':[{'content':[{'text':'On'}]}]}");

		Outcome outcome = Way.STREAM.ask(service.model(), v2("Hi"));

		assertThat(outcome.delivered()).isEqualTo("On");
		outcome.passing(FailureKind.CUT);
	}

	@Test
	void anEmptyStreamIsCutAndRetried() {
		service.emulator().onAnyMessage().replyRaw(200, STREAM, "").then().reply("Yes");

		assertThat(Way.STREAM.ask(service.model(), v2("Hi")).answer()).isEqualTo("Yes");
	}

	@Test
	void eventsAfterTheTerminalEventAreIgnored() {
		stream("response.message.delta", "{'messages':[{'content':[{'text':'On'}]}]}", "response.message.done",
				"{'finish_reason':'stop'}", "response.error", "{'status':500,'message':'late'}");

		assertThat(Way.STREAM.ask(service.model(), v2("Hi")).answer()).isEqualTo("On");
	}

	@ParameterizedTest
	@CsvSource({ "response.error", "error", "response.tool.error" })
	void anErrorEventBecomesTheFailureThatItNames(String event) {
		stream("response.message.delta", "{'messages':[{'content':[{'text':'On'}]}]}", event,
				"{'status':422,'message':'too long'}");

		Outcome outcome = Way.STREAM.ask(service.model(), v2("Hi"));

		assertThat(outcome.delivered()).isEqualTo("On");
		assertThat(outcome.lasting(FailureKind.INVALID_REQUEST).serviceMessage()).isEqualTo("too long");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'messages':5}", "not json", "null",
			"{'messages':[{'content':[{'function_call':{'arguments':{}}}]}]}" })
	void aMalformedEventIsAProtocolErrorAfterTheContentBeforeIt(String event) {
		stream("response.message.delta", "{'messages':[{'content':[{'text':'On'}]}]}", "response.message.delta", event);

		Outcome outcome = Way.STREAM.ask(service.model(), v2("Hi"));

		assertThat(outcome.delivered()).isEqualTo("On");
		outcome.lasting(FailureKind.PROTOCOL);
	}

	@Test
	void aTerminalEventWithoutContentIsAProtocolError() {
		stream("response.message.done", "{'usage':{'input_tokens':1}}");

		Way.STREAM.ask(service.model(), v2("Hi")).lasting(FailureKind.PROTOCOL);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'messages':[]}", "{'messages':[null]}", "{'messages':null}",
			"{'messages':[{'role':'assistant','content':[{'function_call':{'arguments':{}}}]}]}", "[]", "<html/>" })
	void anAnswerWithoutARequiredFieldIsAProtocolError(String body) {
		service.emulator().onAnyMessage().replyRaw(200, "application/json", body.replace('\'', '"'));

		assertThat(Way.CALL.ask(service.model(), v2("Hi")).lasting(FailureKind.PROTOCOL).requestId()).isNotBlank();
	}

	@Test
	void oddOptionalFieldsAreIgnored() {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, "application/json",
					"""
							{"model":"GigaChat-2","created_at":"soon","messages":[null,{"role":"oracle","content":[null,\
							{"text":"Yes","novelty":1,"inline_data":[1],"logprobs":"x"},{"files":[null,{}]},{"tool_execution":{"seconds_left":{}}}]}],\
							"finish_reason":null,"usage":{"input_tokens":"1","input_tokens_details":{}},"additional_data":7}""");

		assertThat(Way.CALL.ask(service.model(), v2("Hi")).answer()).isEqualTo("Yes");
	}

	private static void answer(Way way, String messages, String reason) {
		answer(way, "", messages, reason);
	}

	private static void answer(Way way, String further, String messages, String reason) {
		String end = "'finish_reason':'" + reason + "'," + further
				+ "'usage':{'input_tokens':5,'input_tokens_details':{'prompt_tokens':5,'cached_tokens':3},'output_tokens':1,'total_tokens':6},"
				+ "'model':'GigaChat-2:2.0','created_at':1789498329}";
		if (way.isStreamed()) {
			stream("response.message.delta", "{'messages':[" + messages + "]}", "response.message.done", "{" + end);
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
		service.emulator().onAnyMessage().replyRaw(200, STREAM, body.toString());
	}

	private static Prompt v2(String question) {
		return new Prompt(question, GigaChatOptions.builder().api(ChatApi.V2).build());
	}

}
