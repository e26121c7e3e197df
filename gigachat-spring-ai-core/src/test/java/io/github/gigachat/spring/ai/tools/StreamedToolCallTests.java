package io.github.gigachat.spring.ai.tools;

import java.util.List;
import java.util.stream.Collectors;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a tool call within a stream arrives as one complete call, however it was
 * split into chunks.
 */
class StreamedToolCallTests {

	private static final String CALL = "'function_call':{'name':'get_weather','arguments':{'city':'Tula'}}";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@ValueSource(strings = {
			"{'delta':{'role':'assistant','content':'',CALL,'functions_state_id':'s-1'},'finish_reason':'function_call'}",
			"{'delta':{CALL,'functions_state_id':'s-1'}}|{'delta':{'content':''},'finish_reason':'function_call'}",
			"{'delta':{'functions_state_id':'s-1'}}|{'delta':{CALL},'finish_reason':'function_call'}",
			"{'delta':{CALL}}|{'delta':{'content':'','functions_state_id':'s-1'},'finish_reason':'stop'}",
			"{'delta':{CALL,'functions_state_id':'s-1'}}|{'delta':{CALL},'finish_reason':'function_call'}",
			"{'delta':{'function_call':{'name':'get_weather'},'functions_state_id':'s-1'}}"
					+ "|{'delta':{'function_call':{'arguments':{'city':'Tula'}}},'finish_reason':'function_call'}",
			"{'delta':{'function_call':{'name':'get_weather','arguments':''},'functions_state_id':'s-1'}}"
					+ "|{'delta':{'function_call':{'arguments':'{\\u0022city\\u0022'}}}"
					+ "|{'delta':{'function_call':{'arguments':':\\u0022Tula\\u0022}'}}}|{'delta':{},'finish_reason':'stop'}",
			"{'delta':{CALL,'functions_state_id':'s-1'}}" })
	void aStreamedCallIsOneCallWithTheStateIdInItsId(String choices) {
		List<ChatResponse> chunks = stream(GigaChatOptions.builder().build(), choices.split("\\|"));

		ToolCall call = onlyCall(chunks);
		assertThat(call.name()).isEqualTo("get_weather");
		assertThat(call.arguments()).isEqualTo("{\"city\":\"Tula\"}");
		assertThat(call.id()).endsWith("_s-1");
		assertThat(aggregated(chunks).getResult().getOutput().getMetadata())
			.containsEntry(GigaChatMetadata.FUNCTIONS_STATE_ID, "s-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'delta':{CALL},'finish_reason':'stop'}",
			"{'delta':{CALL}}|{'delta':{},'finish_reason':'function_call'}",
			"{'delta':{CALL},'finish_reason':'function_call'}|{'delta':{},'finish_reason':'function_call'}" })
	void aStreamedCallBesideAnOutputFunctionHasTheReasonToolCalls(String choices) {
		GigaChatOptions options = GigaChatOptions.builder()
			.structuredOutput(StructuredOutputMode.FUNCTION)
			.outputSchema("{\"type\":\"object\",\"properties\":{}}")
			.toolCallbacks(FunctionToolCallback.builder("get_weather", (String city) -> "sunny")
				.description("Weather")
				.inputType(String.class)
				.build())
			.build();

		List<ChatResponse> chunks = stream(options, choices.split("\\|"));

		assertThat(onlyCall(chunks).name()).isEqualTo("get_weather");
		assertThat(aggregated(chunks).getResult().getMetadata().getFinishReason()).isEqualTo("TOOL_CALLS");
	}

	@Test
	void theReasonOfAnAnswerWithoutACallIsStop() {
		List<ChatResponse> chunks = stream(GigaChatOptions.builder().build(),
				"{'delta':{'role':'assistant','content':'<img src=\\u0022a\\u0022/>'}}",
				"{'delta':{'content':''},'finish_reason':'function_call'}");

		assertThat(chunks).noneMatch(ChatResponse::hasToolCalls);
		assertThat(aggregated(chunks).getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
	}

	@Test
	void anAnswerByFunctionThatWasCutSaysSo() {
		GigaChatOptions options = GigaChatOptions.builder()
			.structuredOutput(StructuredOutputMode.FUNCTION)
			.outputSchema("{\"type\":\"object\",\"properties\":{}}")
			.build();

		ChatResponse last = aggregated(stream(options,
				"{'delta':{'function_call':{'name':'structured_output','arguments':'{'}},'finish_reason':'length'}"));

		assertThat(last.getResult().getOutput().getText()).isEqualTo("{");
		assertThat(last.getResult().getMetadata().getFinishReason()).isEqualTo("LENGTH");
	}

	@Test
	void twoCallsAreDeliveredAsTwo() {
		List<ChatResponse> chunks = stream(GigaChatOptions.builder().build(), "{'delta':{CALL}}",
				"{'delta':{'function_call':{'name':'get_time','arguments':{}}},'finish_reason':'function_call'}");

		assertThat(chunks.stream()
			.map((chunk) -> chunk.getResult().getOutput())
			.flatMap((output) -> output.getToolCalls().stream())
			.map(ToolCall::name)).containsExactly("get_weather", "get_time");
	}

	@Test
	void reasoningIsCompleteWithoutAFinishReason() {
		List<ChatResponse> chunks = stream(GigaChatOptions.builder().build(),
				"{'delta':{'role':'assistant','reasoning_content':'let me '}}",
				"{'delta':{'reasoning_content':'see','content':'Hello'}}");

		ChatResponse whole = aggregated(chunks);
		assertThat(whole.getResult().getOutput().getText()).isEqualTo("Hello");
		assertThat(whole.getResult().getOutput().getMetadata()).containsEntry(GigaChatMetadata.REASONING_CONTENT,
				"let me see");
	}

	private static List<ChatResponse> stream(GigaChatOptions options, String... choices) {
		String events = List.of(choices)
			.stream()
			.map((choice) -> "data: {\"choices\":["
					+ choice.replace("CALL", CALL).replace('\'', '"').replace("\\u0022", "\\\"") + "]}\n\n")
			.collect(Collectors.joining("", "", "data: [DONE]\n\n"));
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", events);
		List<ChatResponse> chunks = service.model()
			.stream(new Prompt("Weather?", options))
			.collectList()
			.block(EmulatedService.LIMIT);
		return List.copyOf(chunks);
	}

	private static ToolCall onlyCall(List<ChatResponse> chunks) {
		List<AssistantMessage> calling = chunks.stream()
			.map((chunk) -> chunk.getResult().getOutput())
			.filter(AssistantMessage::hasToolCalls)
			.toList();
		assertThat(calling).singleElement().satisfies((output) -> {
			assertThat(output.getToolCalls()).hasSize(1);
			assertThat(output.getText()).isEmpty();
		});
		return calling.get(0).getToolCalls().get(0);
	}

	private static ChatResponse aggregated(List<ChatResponse> chunks) {
		ChatResponse[] whole = new ChatResponse[1];
		new MessageAggregator().aggregate(Flux.fromIterable(chunks), (response) -> whole[0] = response).blockLast();
		return whole[0];
	}

}
