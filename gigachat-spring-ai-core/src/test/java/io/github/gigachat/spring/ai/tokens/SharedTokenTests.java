package io.github.gigachat.spring.ai.tokens;

import java.time.Duration;
import java.util.Base64;
import java.util.List;

import io.github.gigachat.emulator.NetworkFault;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.Callers;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

import static java.nio.charset.StandardCharsets.UTF_8;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that one request fetches the token for any number of blocking and reactive
 * callers.
 */
@Timeout(60)
class SharedTokenTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@Test
	void twoHundredFirstCallsFetchOneToken() {
		service.emulator().onToken().delay(Duration.ofMillis(300));
		service.emulator().onAnyMessage().reply("Вот и ответ.");

		List<Outcome> outcomes = Callers.of(service.model(), 200).outcomes();

		assertThat(outcomes).hasSize(200)
			.allSatisfy((outcome) -> assertThat(outcome.answer()).isEqualTo("Вот и ответ."));
		assertThat(service.emulator().tokenRequests()).hasSize(1);
		assertThat(service.emulator().chatRequests()).hasSize(200);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsFetchOneToken() {
		service.emulator().onToken().delay(Duration.ofMillis(300));
		GigaChatModel model = service.model();

		List<Outcome> outcomes = Callers.onVirtualThreads(model, 200).outcomes();

		assertThat(outcomes).hasSize(200).allSatisfy(Outcome::answer);
		assertThat(service.emulator().tokenRequests()).hasSize(1);
		service.emulator().revokeTokens();
		assertThat(Callers.onVirtualThreads(model, 200).outcomes()).hasSize(200).allSatisfy(Outcome::answer);
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@Test
	void twentyCallersWithARefusedKeyShareOneRefusal() {
		NetworkFault held = service.emulator().network().onToken().silentBeforeResponse();
		Callers callers = Callers.of(service.model((api) -> api.credentials(wrongKey())), 20).awaitAllWaiting();
		service.emulator().awaitRequests(1, EmulatedService.LIMIT);

		held.resume();

		List<Outcome> outcomes = callers.outcomes();
		assertThat(service.emulator().requests()).hasSize(1);
		RecordedRequest request = service.emulator().tokenRequests().get(0);
		assertThat(outcomes).hasSize(20).allSatisfy((outcome) -> {
			GigaChatFailure failure = outcome.lasting(FailureKind.AUTHENTICATION);
			assertThat(failure.status()).isEqualTo(401);
			assertThat(failure.code()).isEqualTo(6);
			assertThat(failure.serviceMessage()).isEqualTo("credentials doesn't match db data");
			assertThat(failure.requestId()).isEqualTo(request.header("RqUID"));
			assertThat(failure.hint()).contains("authorization key");
		});
	}

	@Test
	void aRefusalIsNotRememberedForTheNextCaller() {
		service.emulator().onToken().fail(403, "not yet").then().succeed();
		GigaChatModel model = service.model();

		Way.CALL.ask(model).lasting(FailureKind.PERMISSION);

		Way.CALL.ask(model).answer();
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@Test
	void tokensRefusedToManyAreReplacedByOneRequest() {
		GigaChatModel model = service.model();
		Way.CALL.ask(model).answer();
		service.emulator().revokeTokens();

		List<Outcome> outcomes = Callers.of(model, 50).outcomes();

		assertThat(outcomes).hasSize(50).allSatisfy(Outcome::answer);
		assertThat(service.emulator().tokenRequests()).hasSize(2);
		assertThat(service.emulator().maxConcurrentTokenRequests()).isEqualTo(1);
	}

	@RepeatedTest(5)
	void tokensRevokedAtOnceUnderSixteenCallersMakeEachRepeatOnce() {
		service.emulator().onAnyMessage().reply("Вот и ответ.");
		GigaChatModel model = service.model();
		Way.CALL.ask(model).answer();
		service.emulator().revokeTokens();
		NetworkFault refusals = service.emulator().network().onChat().silentBeforeResponse().times(16);
		Callers callers = Callers.of(model, 16);
		service.emulator().awaitRequests(2 + 16, EmulatedService.LIMIT);

		refusals.resume();

		assertThat(callers.outcomes()).hasSize(16)
			.allSatisfy((outcome) -> assertThat(outcome.answer()).isEqualTo("Вот и ответ."));
		assertThat(service.emulator().chatRequests()).hasSize(1 + 16 + 16);
		assertThat(service.emulator().tokenRequests()).hasSize(2);
		assertThat(service.emulator().tokensRefused()).isEqualTo(1);
	}

	@RepeatedTest(5)
	void closingTheApiEndsEveryWaitForAToken() {
		service.emulator().network().onToken().silentBeforeResponse();
		GigaChatApi api = service.api((builder) -> builder);
		Callers callers = Callers.of(GigaChatModel.builder().api(api).build(), 40).awaitAllWaiting();
		service.emulator().awaitRequests(1, EmulatedService.LIMIT);

		api.close();

		assertThat(callers.outcomes()).hasSize(40).allSatisfy((outcome) -> outcome.lasting(FailureKind.CANCELLED));
		assertThat(service.emulator().requests()).hasSize(1);
	}

	@Test
	void aTokenIsFetchedOnceForManyCallsInARow() {
		GigaChatModel model = service.model();

		for (int i = 0; i < 3; i++) {
			Way.CALL.ask(model).answer();
			Way.STREAM.ask(model).answer();
		}

		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@Test
	void eachModelWithItsOwnCredentialsHasItsOwnToken() {
		Way.CALL.ask(service.model()).answer();
		Way.CALL.ask(service.model()).answer();

		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	private static GigaChatCredentials wrongKey() {
		return GigaChatCredentials.authorizationKey(Base64.getEncoder().encodeToString("client:wrong".getBytes(UTF_8)));
	}

}
