package io.github.gigachat.spring.ai.failures;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an answer that breaks off is never taken for a complete one, and that the
 * request is repeated only if nothing of the answer was delivered.
 */
@Timeout(60)
class CutAnswerTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@BeforeEach
	void answerInChunks() {
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два, ", "три.");
	}

	@Test
	void aCallWhoseBodyIsCutFailsAtOnce() {
		service.emulator().network().onChat().cutAfterBytes(40).always();

		GigaChatFailure failure = Way.CALL.ask(service.model()).passing(FailureKind.CUT);

		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void aCallWhoseBodyIsResetFailsAtOnce() {
		service.emulator().network().onChat().resetAfterBytes(40).always();

		Way.CALL.ask(service.model()).passing(FailureKind.CUT);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void aCallWhoseBodyEndsProperlyButTooEarlyFailsAtOnce() {
		service.emulator().network().onChat().endAfterBytes(40).always();

		Way.CALL.ask(service.model()).passing(FailureKind.CUT);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void aCutStreamDeliversTheReceivedContentAndThenTheError() {
		service.emulator().network().onChat().cutAfterEvents(2).always();

		Outcome outcome = Way.STREAM.ask(service.model());

		GigaChatFailure failure = outcome.passing(FailureKind.CUT);
		assertThat(outcome.delivered()).isEqualTo("Раз, два, ");
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void aStreamCutWithinACharacterDeliversTheWholeEventsBeforeIt() {
		// within the second event's text: its first byte would be half a letter
		service.emulator().network().onChat().cutAfterBytes(220).always();

		Outcome outcome = Way.STREAM.ask(service.model());

		outcome.passing(FailureKind.CUT);
		assertThat("Раз, два, три.").startsWith(outcome.delivered());
	}

	@Test
	void aStreamThatEndsProperlyButTooEarlyIsACut() {
		service.emulator().network().onChat().endAfterEvents(2).always();

		Outcome outcome = Way.STREAM.ask(service.model());

		outcome.passing(FailureKind.CUT);
		assertThat(outcome.delivered()).isEqualTo("Раз, два, ");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void aResetStreamIsACut() {
		service.emulator().network().onChat().resetAfterEvents(2).always();

		Outcome outcome = Way.STREAM.ask(service.model());

		// a TCP reset may throw away what had come and was not read yet
		outcome.passing(FailureKind.CUT);
		assertThat("Раз, два, ").startsWith(outcome.delivered());
		assertThat(service.emulator().chatRequests().size()).isBetween(1, outcome.delivered().isEmpty() ? 3 : 1);
	}

	@Test
	void aStreamCutBeforeItsFirstEventIsRetried() {
		service.emulator().network().onChat().cutAfterBytes(10);

		assertThat(Way.STREAM.ask(service.model()).answer()).isEqualTo("Раз, два, три.");

		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@Test
	void aStreamAlwaysCutBeforeItsFirstEventFailsAfterThreeRequests() {
		service.emulator().network().onChat().cutAfterBytes(10).always();

		Way.STREAM.ask(service.model()).passing(FailureKind.CUT);

		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@Test
	void aStreamCutAfterItsTerminalEventIsComplete() {
		// three chunks and the one with the finish reason; not [DONE]
		service.emulator().network().onChat().cutAfterEvents(4).always();

		assertThat(Way.STREAM.ask(service.model()).answer()).isEqualTo("Раз, два, три.");
	}

}
