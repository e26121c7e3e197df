package io.github.gigachat.spring.ai.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.gigachat.emulator.NetworkFault;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.auth.TokenListener.Outcome;
import io.github.gigachat.spring.ai.auth.TokenState;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests the state of the token that operators can read, and its refresh by hand.
 */
@Timeout(60)
class TokenStateTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@Test
	void theStateFollowsTheTokenWithoutShowingIt() {
		GigaChatApi api = service.api((builder) -> builder);
		assertThat(api.tokenState()).isEqualTo(new TokenState(true, false, null, null, null, null));
		Instant before = Instant.now();

		api.models();

		TokenState state = api.tokenState();
		assertThat(state.hasToken()).isTrue();
		assertThat(state.expiresAt()).isBetween(before.plus(Duration.ofMinutes(29)),
				before.plus(Duration.ofMinutes(31)));
		assertThat(state.lastRefresh()).isBetween(before, Instant.now());
		assertThat(state.lastError()).isNull();
		String token = service.emulator().requests().get(1).header("Authorization");
		assertThat(token).startsWith("Bearer ");
		assertThat(state.toString()).doesNotContain(token.substring("Bearer ".length()));
		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@Test
	void theLastErrorIsNamedUntilARefreshSucceeds() {
		service.emulator().onToken().fail(403, "not yet").then().succeed();
		GigaChatApi api = service.api((builder) -> builder);

		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(api::refreshToken);

		TokenState refused = api.tokenState();
		assertThat(refused.hasToken()).isFalse();
		assertThat(refused.lastRefresh()).isNull();
		assertThat(refused.lastError()).isNotNull();
		assertThat(refused.lastError().kind()).isEqualTo("permission");
		assertThat(refused.lastError().description()).contains("HTTP 403");
		assertThat(api.refreshToken().lastError()).isNull();
	}

	@Test
	void theMessageOfASupplierIsNotShown() {
		GigaChatApi api = service
			.api((builder) -> builder.credentials(GigaChatCredentials.token((Supplier<String>) () -> {
				throw new IllegalStateException("the secret is swordfish");
			})));

		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(api::refreshToken);

		assertThat(api.tokenState().lastError()).isNotNull();
		assertThat(api.tokenState().toString()).contains("authentication").doesNotContain("swordfish");
	}

	@Test
	void aForcedRefreshReplacesAValidTokenThatIsUsedUntilThen() throws Exception {
		GigaChatApi api = service.api((builder) -> builder);
		api.models();
		NetworkFault held = service.emulator().network().onToken().silentBeforeResponse();

		List<CompletableFuture<TokenState>> operators = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			operators.add(CompletableFuture.supplyAsync(api::refreshToken));
		}
		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().tokenRequests().size() == 2);
		api.models();
		held.resume();

		for (CompletableFuture<TokenState> operator : operators) {
			assertThat(operator.get(30, TimeUnit.SECONDS).hasToken()).isTrue();
		}
		assertThat(service.emulator().maxConcurrentTokenRequests()).isEqualTo(1);
		api.models();
		assertThat(service.emulator().requests().stream().filter((request) -> request.path().endsWith("/models")))
			.extracting((request) -> request.header("Authorization"))
			.satisfies((tokens) -> {
				assertThat(tokens).hasSize(3);
				assertThat(tokens.get(1)).isEqualTo(tokens.get(0));
				assertThat(tokens.get(2)).isNotEqualTo(tokens.get(0));
			});
	}

	@Test
	void aFixedTokenIsNotRefreshed() {
		GigaChatApi api = service.api((builder) -> builder.credentials(GigaChatCredentials.token("fixed")));

		TokenState state = api.refreshToken();

		assertThat(state.hasToken()).isTrue();
		assertThat(state.expiresAt()).isNull();
		assertThat(state.refreshAt()).isNull();
		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void withoutCredentialsNothingIsRefreshed() {
		GigaChatApi api = service.api((builder) -> builder.credentials(GigaChatCredentials.none()));

		assertThat(api.tokenState()).isEqualTo(TokenState.notUsed());
		assertThat(api.refreshToken()).isEqualTo(TokenState.notUsed());
		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void eachAttemptIsReportedWithItsOutcome() {
		service.emulator().onToken().fail(500).then().succeed().then().fail(401);
		Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
		GigaChatApi api = service.api((builder) -> builder.tokenListener((outcome, duration) -> {
			assertThat(duration).isPositive();
			outcomes.add(outcome);
			throw new IllegalStateException("a broken listener");
		}));

		api.models();
		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(api::refreshToken);

		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(
					() -> assertThat(outcomes).containsExactly(Outcome.FAILED, Outcome.FETCHED, Outcome.REFUSED));
	}

	@Test
	void instancesOfAFleetRefreshAtDifferentTimes() {
		Set<Instant> moments = new HashSet<>();
		Duration ahead = Duration.ofMinutes(5);
		for (int i = 0; i < 20; i++) {
			TokenState state = service.api((builder) -> builder).refreshToken();
			assertThat(state.expiresAt()).isNotNull();
			Duration left = Duration.between(state.refreshAt(), state.expiresAt());
			assertThat(left).isBetween(ahead.multipliedBy(4).dividedBy(5), ahead);
			moments.add(Instant.EPOCH.plus(left));
		}
		assertThat(moments).hasSizeGreaterThan(15);
	}

	@Test
	void aRefusedKeyIsNotTriedAtEachCall() {
		service.emulator().onToken().fail(401);
		GigaChatApi api = service.api((builder) -> builder.retry(TokenFailureTests.PAUSES_OF_AN_HOUR));

		for (int i = 0; i < 20; i++) {
			assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(api::models);
		}

		assertThat(service.emulator().requests()).hasSize(3);
		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(api::refreshToken);
		assertThat(service.emulator().requests()).hasSize(4);
	}

}
