package io.github.gigachat.spring.ai.failures;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an invalid event of a stream reaches the subscriber as an error, after the
 * valid events before it.
 */
@Timeout(60)
class BrokenStreamTests {

	private static final String GOOD = """
			data: {"choices":[{"delta":{"content":"Раз, "},"index":0}]}

			data: {"choices":[{"delta":{"content":"два"},"index":0}]}

			""";

	private static final String LAST = "data: {\"choices\":[{\"delta\":{\"content\":\".\"},\"index\":0,"
			+ "\"finish_reason\":\"stop\"}]}\n\n";

	private static final String DONE = "data: [DONE]\n\n";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static void answerWith(String events) {
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", events);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"choices\":[{\"delta\"", "ерунда", "{\"choices\":\"none\"}", "null",
			"<html>gateway</html>", "{}" })
	void aMalformedEventIsAFinalErrorAfterTheContentBeforeIt(String data) {
		answerWith(GOOD + "data: " + data + "\n\n" + LAST + DONE);

		Outcome outcome = Way.STREAM.ask(service.model());

		GigaChatFailure failure = outcome.lasting(FailureKind.PROTOCOL);
		assertThat(outcome.delivered()).isEqualTo("Раз, два");
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(outcome.message()).doesNotContain("ерунда", "gateway");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void aMalformedFirstEventIsAFinalError() {
		answerWith("data: ерунда\n\n" + DONE);

		Way.STREAM.ask(service.model()).lasting(FailureKind.PROTOCOL);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: ", "event: error\ndata: " })
	void anErrorEventWithinTheStreamIsAFailureAfterTheContentBeforeIt(String line) {
		answerWith(GOOD + line + "{\"status\":500,\"message\":\"Internal Server Error\"}\n\n");

		Outcome outcome = Way.STREAM.ask(service.model());

		GigaChatFailure failure = outcome.passing(FailureKind.SERVER);
		assertThat(outcome.delivered()).isEqualTo("Раз, два");
		assertThat(failure.status()).isEqualTo(500);
		assertThat(failure.serviceMessage()).isEqualTo("Internal Server Error");
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: ", "event: error\ndata: " })
	void aRefusedTokenAfterContentIsAFailureAndNothingIsSentAgain(String line) {
		answerWith(GOOD + line + "{\"status\":401,\"message\":\"Token has expired\"}\n\n");

		Outcome outcome = Way.STREAM.ask(service.model());

		assertThat(outcome.lasting(FailureKind.AUTHENTICATION).status()).isEqualTo(401);
		assertThat(outcome.delivered()).isEqualTo("Раз, два");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "429, RATE_LIMIT", "500, SERVER", "503, SERVER" })
	void anErrorEventAtTheStartIsRetriedAsItsStatusWouldBe(int status, FailureKind kind) {
		answerWith("data: {\"status\":" + status + ",\"message\":\"not now\"}\n\n");

		GigaChatFailure failure = Way.STREAM.ask(service.model()).passing(kind);

		assertThat(failure.status()).isEqualTo(status);
		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@CsvSource({ "400, INVALID_REQUEST", "403, PERMISSION", "404, NOT_FOUND", "422, INVALID_REQUEST" })
	void anErrorEventAtTheStartIsFinalAsItsStatusWouldBe(int status, FailureKind kind) {
		answerWith("data: {\"status\":" + status + ",\"message\":\"this will not do\"}\n\n");

		GigaChatFailure failure = Way.STREAM.ask(service.model()).lasting(kind);

		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.serviceMessage()).isEqualTo("this will not do");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void anErrorEventOnceIsFollowedByTheAnswer() {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, "text/event-stream", "data: {\"status\":500,\"message\":\"not now\"}\n\n")
			.then()
			.reply("Вот и ответ.");

		assertThat(Way.STREAM.ask(service.model()).answer()).isEqualTo("Вот и ответ.");

		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@Test
	void anEndWithoutATerminalEventIsACut() {
		answerWith(GOOD);

		Outcome outcome = Way.STREAM.ask(service.model());

		outcome.passing(FailureKind.CUT);
		assertThat(outcome.delivered()).isEqualTo("Раз, два");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void anEventWithoutItsClosingEmptyLineIsACut() {
		answerWith(GOOD + LAST.stripTrailing());

		Outcome outcome = Way.STREAM.ask(service.model());

		outcome.passing(FailureKind.CUT);
		assertThat(outcome.delivered()).isEqualTo("Раз, два");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ": nothing but a comment\n\n" })
	void aStreamWithoutAnEventIsACutThatIsRetried(String events) {
		answerWith(events);

		Way.STREAM.ask(service.model()).passing(FailureKind.CUT);

		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@Test
	void aStreamThatEndsWithoutContentIsAProtocolError() {
		answerWith(DONE);

		Way.STREAM.ask(service.model()).lasting(FailureKind.PROTOCOL);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void anEventWithoutDataIsIgnored() {
		answerWith(GOOD + "data:\n\n" + LAST + DONE);

		assertThat(Way.STREAM.ask(service.model()).answer()).isEqualTo("Раз, два.");
	}

	@Test
	void theFinishReasonIsTerminalWithoutDone() {
		answerWith(GOOD + LAST);

		assertThat(Way.STREAM.ask(service.model()).answer()).isEqualTo("Раз, два.");
	}

	@Test
	void doneIsTerminalWithoutAFinishReason() {
		answerWith(GOOD + DONE);

		assertThat(Way.STREAM.ask(service.model()).answer()).isEqualTo("Раз, два");
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: ерунда\n\n", "data: {\"status\":500,\"message\":\"too late\"}\n\n" })
	void aFailureAfterTheTerminalEventIsIgnored(String tooLate) {
		answerWith(GOOD + LAST + tooLate);

		assertThat(Way.STREAM.ask(service.model()).answer()).isEqualTo("Раз, два.");
	}

}
