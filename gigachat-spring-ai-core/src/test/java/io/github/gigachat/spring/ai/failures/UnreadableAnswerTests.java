package io.github.gigachat.spring.ai.failures;

import java.util.Arrays;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an answer that violates the protocol is an error that describes the answer,
 * and that unknown values are let through.
 */
@Timeout(60)
class UnreadableAnswerTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final String HTML = "<html><body>A proxy's login page</body></html>";

	private static final String JSON = "application/json";

	static Stream<Arguments> answersThatAreNone() {
		return Arrays.stream(Way.values())
			.flatMap((way) -> Stream.of(Arguments.of(way, "text/html", HTML), Arguments.of(way, "text/plain", "OK"),
					Arguments.of(way, JSON, ""), Arguments.of(way, JSON, "{\"choices\": nonsense}"),
					Arguments.of(way, JSON, "[]"), Arguments.of(way, JSON, "null")));
	}

	@ParameterizedTest
	@MethodSource("answersThatAreNone")
	void anUnreadableAnswerIsAFinalErrorThatDescribesIt(Way way, String type, String body) {
		service.emulator().onAnyMessage().replyRaw(200, type, body);

		Outcome outcome = way.ask(service.model());

		GigaChatFailure failure = outcome.lasting(FailureKind.PROTOCOL);
		assertThat(failure.status()).isEqualTo(200);
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(outcome.message()).doesNotContain("login", "nonsense");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void theErrorHasTheTypeAndLengthOfTheAnswer(Way way) {
		service.emulator().onAnyMessage().replyRaw(200, "text/html", HTML);

		assertThat(way.ask(service.model()).message()).contains("text/html", HTML.length() + " bytes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"choices\":[]}", "{\"choices\":null}", "{\"choices\":[{\"index\":0}]}",
			"{\"choices\":[null]}" })
	void anAnswerWithoutAMessageNamesWhatIsMissing(String body) {
		service.emulator().onAnyMessage().replyRaw(200, JSON, body);

		Outcome outcome = Way.CALL.ask(service.model());

		outcome.lasting(FailureKind.PROTOCOL);
		assertThat(outcome.message()).contains("choices");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void jsonThatEndsBeforeItsLastBracketIsACutAnswer() {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, JSON, "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"При");

		GigaChatFailure failure = Way.CALL.ask(service.model()).passing(FailureKind.CUT);

		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void anUnknownFinishReasonIsPassedOn(Way way) {
		service.emulator().onAnyMessage().reply("Вот и ответ.").finishReason("tired");

		Outcome outcome = way.ask(service.model());

		assertThat(outcome.answer()).isEqualTo("Вот и ответ.");
		assertThat(outcome.lastResult().getMetadata().getFinishReason()).isEqualTo("TIRED");
	}

	@Test
	void unknownFieldsAndRolesAreAccepted() {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, JSON,
					"""
							{"choices":[{"message":{"role":"oracle","content":"Вот и ответ.","mood":{"is":"good"}},"index":0,
							"finish_reason":"stop","odds":[1,2]}],"model":"GigaChat-2:1.0","object":"chat.completion","news":true}""");

		assertThat(Way.CALL.ask(service.model()).answer()).isEqualTo("Вот и ответ.");
	}

	@Test
	void unknownFieldsRolesAndEventNamesOfAStreamAreAccepted() {
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream; charset=utf-8", """
				: a comment

				event: novelty
				data: {"choices":[{"delta":{"role":"oracle","content":"Вот и ","mood":1},"index":0}],"news":true}

				id: 7
				data: {"choices":[{"delta":{"content":"ответ."},"index":0,"finish_reason":"stop"}]}

				data: [DONE]

				""");

		assertThat(Way.STREAM.ask(service.model()).answer()).isEqualTo("Вот и ответ.");
	}

}
