package io.github.gigachat.spring.ai.tokens;

import java.time.Duration;
import java.util.List;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.Callers;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a failing token endpoint is asked again while callers wait, one request at a
 * time, and that a refusal is reported at once.
 */
@Timeout(60)
class TokenFailureTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static final RetrySettings PAUSES_OF_AN_HOUR = new RetrySettings(3, Duration.ofHours(1), 1, Duration.ofHours(1),
			Duration.ofHours(2), false);

	@Test
	void aFailingEndpointIsAskedAgainOnceForAllWaitingCallers() {
		service.emulator().onToken().fail(500).then().fail(503).then().fail(502).then().fail(429).then().succeed();

		List<Outcome> outcomes = Callers.of(service.model(), 20).outcomes();

		assertThat(outcomes).hasSize(20).allSatisfy(Outcome::answer);
		assertThat(service.emulator().tokenRequests()).hasSize(5);
		assertThat(service.emulator().maxConcurrentTokenRequests()).isEqualTo(1);
		assertThat(service.emulator().tokenRequests()).extracting((request) -> request.header("RqUID"))
			.doesNotHaveDuplicates();
	}

	@Test
	void quickRetriesOfCallsDoNotBurdenAFailingEndpoint() {
		service.emulator().onToken().fail(500).then().fail(500).then().fail(500).then().succeed();

		Way.CALL.ask(service.model()).answer();

		List<RecordedRequest> requests = service.emulator().tokenRequests();
		assertThat(requests).hasSize(4);
		for (int i = 1; i < requests.size(); i++) {
			assertThat(Duration.between(requests.get(i - 1).receivedAt(), requests.get(i).receivedAt()))
				.isGreaterThanOrEqualTo(Duration.ofMillis(390));
		}
	}

	@ParameterizedTest
	@EnumSource
	void anEndpointThatLosesConnectionsIsAskedAgain(Way way) {
		service.emulator().network().onToken().resetBeforeResponse().times(3);

		way.ask(service.model()).answer();

		assertThat(service.emulator().tokenRequests()).hasSize(4);
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aSilentEndpointIsAskedAgain(Way way) {
		service.emulator().network().onToken().silentBeforeResponse();

		way.ask(service.model((api) -> api.readTimeout(Duration.ofSeconds(2)))).answer();

		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@Test
	void aRateLimitIsWaitedOut() {
		service.emulator().onToken().fail(429, Duration.ofSeconds(1)).then().succeed();

		Way.STREAM.ask(service.model()).answer();

		List<RecordedRequest> requests = service.emulator().tokenRequests();
		assertThat(requests).hasSize(2);
		assertThat(Duration.between(requests.get(0).receivedAt(), requests.get(1).receivedAt()))
			.isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@EnumSource
	void aPauseLongerThanTheSettingsAllowIsLeftToTheApplication(Way way) {
		service.emulator().onToken().fail(429, Duration.ofSeconds(31));

		GigaChatFailure failure = way.ask(service.model()).passing(FailureKind.RATE_LIMIT);

		assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(31));
		assertThat(service.emulator().chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void theWaitForATokenEndsAndTheCallIsNotRepeated(Way way) {
		service.emulator().onToken().fail(500, Duration.ofSeconds(20));

		// a repeat of the call would show as a pause of an hour
		GigaChatFailure failure = way.ask(service.model((api) -> api.tokenWaitTimeout(Duration.ofSeconds(2))
			.callTimeout(Duration.ofHours(9))
			.retry(PAUSES_OF_AN_HOUR))).passing(FailureKind.TOKEN_UNAVAILABLE);

		RecordedRequest request = service.emulator().tokenRequests().get(0);
		assertThat(failure.status()).isEqualTo(500);
		assertThat(failure.requestId()).isEqualTo(request.header("RqUID"));
		assertThat(failure.hint()).contains("spring.ai.gigachat.token.wait-timeout");
		assertThat(service.emulator().requests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aTokenThatDoesNotArriveInTimeIsATransientFailure(Way way) {
		service.emulator().network().onToken().silentBeforeResponse().always();

		way.ask(service.model((api) -> api.tokenWaitTimeout(Duration.ofMillis(300))))
			.passing(FailureKind.TOKEN_UNAVAILABLE);

		assertThat(service.emulator().chatRequests()).isEmpty();
	}

	@Test
	void aTokenThatArrivesAfterTheWaitIsUsedByTheNextCall() {
		service.emulator().network().onToken().silentBeforeResponse();
		GigaChatModel model = service.model((api) -> api.callTimeout(Duration.ofMillis(300)));
		Way.CALL.ask(model).passing(FailureKind.TIMEOUT);

		service.emulator().awaitRequests(1, EmulatedService.LIMIT);
		service.emulator().network().resume();

		await().atMost(EmulatedService.LIMIT).until(() -> Way.CALL.ask(model).error() == null);
		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aHangingTokenRequestEndsInTimeForAnotherOne(Way way) {
		service.emulator().network().onToken().silentBeforeResponse();

		Outcome outcome = way.ask(service.model((api) -> api.tokenWaitTimeout(Duration.ofSeconds(4))));

		assertThat(outcome.error()).isNull();
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void aCallDuringALongRequestedPauseFailsAtOnce(Way way) {
		service.emulator().onToken().fail(429, Duration.ofMinutes(10));
		GigaChatModel model = service.model();
		way.ask(model).passing(FailureKind.RATE_LIMIT);

		way.ask(model).passing(FailureKind.RATE_LIMIT);

		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerWithoutATokenIsAProtocolErrorAtOnce(Way way) {
		service.emulator().onToken().replyRaw(200, "application/json", "{\"token\":\"under another name\"}");

		Outcome outcome = way.ask(service.model());

		GigaChatFailure failure = outcome.lasting(FailureKind.PROTOCOL);
		assertThat(failure.requestId()).isEqualTo(service.emulator().tokenRequests().get(0).header("RqUID"));
		assertThat(outcome.message()).contains("access_token").doesNotContain("another name");
		assertThat(service.emulator().requests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aProxysPageInsteadOfATokenIsAProtocolErrorAtOnce(Way way) {
		service.emulator().onToken().replyRaw(200, "text/html", "<html>log in first</html>");

		Outcome outcome = way.ask(service.model());

		outcome.lasting(FailureKind.PROTOCOL);
		assertThat(outcome.message()).contains("text/html").doesNotContain("log in");
		assertThat(service.emulator().requests()).hasSize(1);
	}

}
