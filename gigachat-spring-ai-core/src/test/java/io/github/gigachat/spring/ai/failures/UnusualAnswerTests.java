package io.github.gigachat.spring.ai.failures;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests answers that deviate from the usual form: a missing required field is an error
 * that names the field, and other deviations are tolerated.
 */
@Timeout(60)
class UnusualAnswerTests {

	private static final String ANSWER = """
			{"choices":[{"message":{"role":"assistant","content":"Да"},"index":0,"finish_reason":"stop"}],\
			"created":1760434335,"model":"GigaChat-2","usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2},"more":[1.5,true,null]}""";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@Test
	void everyPrefixOfAnAnswerIsACutAnswer() {
		GigaChatModel model = service.model();
		byte[] whole = ANSWER.getBytes(StandardCharsets.UTF_8);
		for (int length = 1; length < whole.length; length++) {
			// a character cut in half is text that no string can hold
			String beginning = new String(whole, 0, length, StandardCharsets.ISO_8859_1);
			if (beginning.charAt(length - 1) > 127) {
				continue;
			}
			answer(new String(whole, 0, length, StandardCharsets.UTF_8));

			Throwable failure = catchThrowable(() -> model.call(new Prompt("Hi")));

			assertThat(kind(failure)).as("the first %d bytes", length).isEqualTo(FailureKind.CUT);
		}
		answer(ANSWER);
		assertThat(model.call(new Prompt("Hi")).getResult().getOutput().getText()).isEqualTo("Да");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"arguments\":{}}", "{\"name\":null,\"arguments\":{}}", "{\"name\":\"\"}" })
	void aCallWithoutANameIsAnErrorThatSaysSo(String call) {
		answer("{\"choices\":[{\"message\":{\"content\":\"\",\"function_call\":" + call + "}}]}");
		Throwable called = catchThrowable(() -> service.model().call(new Prompt("Hi")));
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, "text/event-stream",
					"data: {\"choices\":[{\"delta\":{\"content\":\"\",\"function_call\":" + call + "}}]}\n\n");
		Throwable streamed = catchThrowable(() -> service.model().stream(new Prompt("Hi")).blockLast());

		assertThat(List.of(called, streamed)).allSatisfy((failure) -> {
			assertThat(kind(failure)).isEqualTo(FailureKind.PROTOCOL);
			assertThat(failure).hasMessageContaining("function_call.name is missing");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"arguments\":{}}", "{\"name\":null,\"arguments\":{}}" })
	void aCallWithoutANameInAnotherChoiceDoesNotFailTheAnswer(String call) {
		String choices = "{\"choices\":[{\"%1$s\":{\"content\":\"Да\"},\"finish_reason\":\"stop\"},"
				+ "{\"%1$s\":{\"content\":\"\",\"function_call\":" + call + "},\"index\":1}]}";
		answer(choices.formatted("message"));

		assertThat(service.model().call(new Prompt("Hi")).getResult().getOutput().getText()).isEqualTo("Да");

		service.emulator()
			.onAnyMessage()
			.replyRaw(200, "text/event-stream", "data: " + choices.formatted("delta") + "\n\n");
		assertThat(streamed()).isEqualTo("Да");
	}

	@Test
	void aCallWithoutArgumentsHasEmptyOnes() {
		answer("{\"choices\":[{\"message\":{\"content\":\"\",\"function_call\":{\"name\":\"f\"}}}]}");

		ChatResponse response = service.model().call(new Prompt("Hi"));

		assertThat(response.getResult().getOutput().getToolCalls().get(0).arguments()).isEqualTo("{}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"created\":\"yesterday\"", "\"usage\":{\"total_tokens\":99999999999}",
			"\"usage\":{\"prompt_tokens\":[]}", "\"created\":1.5e300" })
	void oddNumbersDoNotFailTheAnswer(String odd) {
		answer("{\"choices\":[{\"message\":{\"content\":\"Да\"}},null]," + odd + "}");

		assertThat(service.model().call(new Prompt("Hi")).getResult().getOutput().getText()).isEqualTo("Да");
	}

	@Test
	void aFunctionsResultIsNotQuotedHoweverTheServiceWritesIt() {
		service.emulator().onAnyMessage().fail(422, "Invalid function result JSON string s3cr3t words");

		Throwable failure = catchThrowable(() -> service.model().call(new Prompt("Hi")));

		assertThat(failure).hasMessageContaining("HTTP 422");
		assertThat(failure.getMessage()).doesNotContain("s3cr3t");
	}

	@Test
	void anEventOfAnUnknownKindIsIgnored() {
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", """
				event: ping
				data: {"type":"ping"}

				data: {"choices":[{"delta":{"content":"Да"},"index":0,"finish_reason":"stop"}]}

				data: [DONE]

				""");

		assertThat(streamed()).isEqualTo("Да");
	}

	@Test
	void theLastChunkHasTheWholeReasoning() {
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", """
				data: {"choices":[{"delta":{"content":"","reasoning_content":"Думаю, "},"index":0}]}

				data: {"choices":[{"delta":{"content":"Да","reasoning_content":"что да."},"index":0}]}

				data: {"choices":[{"delta":{"content":""},"index":0,"finish_reason":"stop"}]}

				data: [DONE]

				""");

		ChatResponse last = service.model().stream(new Prompt("Hi")).blockLast();

		assertThat(last.getResult().getOutput().getMetadata()).containsEntry(GigaChatMetadata.REASONING_CONTENT,
				"Думаю, что да.");
	}

	@Test
	void aCallDecidesTheFinishReasonThatComesAfterIt() {
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", """
				data: {"choices":[{"delta":{"content":"","function_call":{"name":"f","arguments":{}}},"index":0}]}

				data: {"choices":[{"delta":{"content":""},"index":0,"finish_reason":"stop"}]}

				data: [DONE]

				""");

		ChatResponse last = service.model().stream(new Prompt("Hi")).blockLast();

		assertThat(last.getResult().getMetadata().getFinishReason()).isEqualTo("TOOL_CALLS");
	}

	@Test
	void anAnswerOfTheServicesOwnFunctionIsAnAnswer() {
		answer("{\"choices\":[{\"message\":{\"content\":\"Да\"},\"finish_reason\":\"function_call\"}]}");

		ChatResponse response = service.model().call(new Prompt("Hi"));

		assertThat(response.getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
	}

	private static void answer(String body) {
		service.emulator().onAnyMessage().replyRaw(200, "application/json", body);
	}

	private static String streamed() {
		return service.model()
			.stream(new Prompt("Hi"))
			.toStream()
			.map((chunk) -> chunk.getResult().getOutput().getText())
			.collect(Collectors.joining());
	}

	private static FailureKind kind(Throwable failure) {
		assertThat(failure).isInstanceOf(GigaChatFailure.class);
		return ((GigaChatFailure) failure).kind();
	}

}
