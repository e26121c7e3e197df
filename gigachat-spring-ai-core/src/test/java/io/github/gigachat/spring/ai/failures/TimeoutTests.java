package io.github.gigachat.spring.ai.failures;

import java.time.Duration;

import io.github.gigachat.emulator.ClientDeparture;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests timeouts: silence of the service ends in an error and closes the connection, and
 * the request is repeated only if the settings ask for it.
 */
@Timeout(60)
class TimeoutTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

	private static final RetrySettings AGAIN_AFTER_TIMEOUT = new RetrySettings(3, Duration.ofMillis(2), 2,
			Duration.ofMillis(10), Duration.ofSeconds(30), true);

	@BeforeEach
	void answerInChunks() {
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два, ", "три.");
	}

	private static GigaChatModel impatientModel() {
		return service.model((api) -> api.readTimeout(READ_TIMEOUT));
	}

	private static void assertTheServiceWasLeft() {
		ClientDeparture departure = service.emulator().awaitClientLeft(EmulatedService.LIMIT);
		assertThat(departure.kind()).isEqualTo(ClientDeparture.Kind.CONNECTION_CLOSED);
	}

	@ParameterizedTest
	@EnumSource
	void silenceInsteadOfAnAnswerIsATimeout(Way way) {
		service.emulator().network().onChat().silentBeforeResponse().always();

		GigaChatFailure failure = way.ask(impatientModel()).passing(FailureKind.TIMEOUT);

		assertThat(failure.hint()).contains("spring.ai.gigachat.read-timeout");
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().header("X-Request-ID"));
		assertTheServiceWasLeft();
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void silenceWithinTheBodyOfACallIsATimeout() {
		service.emulator().network().onChat().silentAfterBytes(40).always();

		GigaChatFailure failure = Way.CALL.ask(impatientModel()).passing(FailureKind.TIMEOUT);

		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertTheServiceWasLeft();
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void silenceWithinAStreamIsATimeoutAfterTheReceivedContent() {
		service.emulator().network().onChat().silentAfterEvents(2).always();

		Outcome outcome = Way.STREAM.ask(impatientModel());

		outcome.passing(FailureKind.TIMEOUT);
		assertThat(outcome.delivered()).isEqualTo("Раз, два, ");
		assertTheServiceWasLeft();
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void silenceBeforeTheFirstEventOfAStreamIsATimeout() {
		service.emulator().network().onChat().silentAfterEvents(0).always();

		Way.STREAM.ask(impatientModel(), "Are you there?").passing(FailureKind.TIMEOUT);

		// a request that another test gave up may still arrive
		assertThat(service.emulator().chatRequests()).filteredOn((request) -> request.body().contains("Are you there?"))
			.hasSize(1);
	}

	@Test
	void silenceAfterTheTerminalEventIsNoTimeout() {
		service.emulator().network().onChat().silentAfterEvents(4).always();

		assertThat(Way.STREAM.ask(impatientModel()).answer()).isEqualTo("Раз, два, три.");
	}

	@ParameterizedTest
	@EnumSource
	void aTimeoutIsRetriedIfConfigured(Way way) {
		service.emulator().network().onChat().silentBeforeResponse();

		Outcome outcome = way.ask(service.model((api) -> api.readTimeout(READ_TIMEOUT).retry(AGAIN_AFTER_TIMEOUT)));

		assertThat(outcome.answer()).isEqualTo("Раз, два, три.");
		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@Test
	void aCallEndsAtItsTimeout() {
		service.emulator().network().onChat().silentBeforeResponse().always();

		GigaChatFailure failure = Way.CALL.ask(service.model((api) -> api.callTimeout(Duration.ofSeconds(2))))
			.passing(FailureKind.TIMEOUT);

		assertThat(failure.hint()).contains("spring.ai.gigachat.call-timeout");
		assertTheServiceWasLeft();
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void aCallThatTimedOutIsNotRetriedEvenIfConfigured() {
		service.emulator().network().onChat().silentBeforeResponse().always();

		Way.CALL.ask(service.model((api) -> api.callTimeout(Duration.ofSeconds(2)).retry(AGAIN_AFTER_TIMEOUT)))
			.passing(FailureKind.TIMEOUT);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void theCallTimeoutCoversTheWaitForAToken() {
		service.emulator().network().onToken().silentBeforeResponse().always();

		Outcome outcome = Way.CALL.ask(service.model((api) -> api.callTimeout(Duration.ofMillis(500))));

		outcome.passing(FailureKind.TIMEOUT);
		assertThat(service.emulator().chatRequests()).isEmpty();
	}

	@Test
	void aStreamMayTakeLongerThanACall() {
		service.emulator().network().onChat().pauseBetweenEvents(Duration.ofMillis(100)).always();

		Outcome outcome = Way.STREAM.ask(service.model((api) -> api.callTimeout(Duration.ofMillis(200))));

		assertThat(outcome.answer()).isEqualTo("Раз, два, три.");
	}

}
