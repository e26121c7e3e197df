package io.github.gigachat.spring.ai.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A thousand callers at a time, on virtual threads, while tokens end and are refused, the
 * service fails now and then, and the token endpoint is down in the middle: every call
 * and every stream ends well, nobody asks for tokens more often than there is reason to,
 * and nothing is left over.
 */
@Tag("faults")
@EnabledForJreRange(min = JRE.JAVA_21)
@Timeout(240)
class StormTests {

	private static final int CALLERS = 1000;

	private static final Duration OUTAGE = Duration.ofSeconds(5);

	/** Far longer than anything takes. */
	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final RetrySettings RETRY = RetrySettings.defaults();

	/** Loads what a storm needs: loading a class holds on to the carrier. */
	@BeforeAll
	static void rehearse() {
		FaultDealer dealer = new FaultDealer(1, Duration.ofMillis(20));
		try (GigaChatEmulator emulator = GigaChatEmulator.start(); GigaChatApi api = api(emulator, Outage.SILENCE)) {
			dealer.dealAt(emulator);
			Storm storm = Storm.of(GigaChatModel.builder().api(api).build(), 20);
			emulator.awaitRequests(100, PATIENCE);
			emulator.tokenOutage().fail(500);
			// a dealt 401 brings the next request for a token
			await().atMost(PATIENCE).until(() -> failed(emulator) > 0);
			emulator.tokenOutage().end();
			await().atMost(PATIENCE)
				.until(() -> Stream.of(Fault.values()).allMatch((fault) -> dealer.dealt(fault) > 3));
			assertThat(storm.callOff(PATIENCE).failures()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void callsSurviveTokensOfTenSeconds(Outage outage) {
		storm(outage, Duration.ofSeconds(10), Duration.ofSeconds(6), Duration.ofSeconds(3));
	}

	@ParameterizedTest
	@EnumSource
	void callsSurviveTokensThatExpireDuringAnOutage(Outage outage) {
		storm(outage, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(3));
	}

	private static void storm(Outage outage, Duration tokenLife, Duration before, Duration after) {
		List<String> threadsBefore = LivingThreads.names();
		try (GigaChatEmulator emulator = emulator(tokenLife)) {
			try (GigaChatApi api = api(emulator, outage); PinnedThreads pinned = PinnedThreads.record()) {
				storm(outage, tokenLife, before, after, emulator, GigaChatModel.builder().api(api).build());
				assertThat(pinned.seen()).isEmpty();
				await().untilAsserted(() -> assertThat(emulator.openExchanges()).isZero());
				await().untilAsserted(
						() -> assertThat(api.requestLimit()).isEqualTo(new RequestLimitState(CALLERS, 0, 0)));
			}
			await().untilAsserted(() -> assertThat(emulator.openConnections()).isZero());
		}
		await().untilAsserted(() -> assertThat(newThreads(threadsBefore)).isEmpty());
	}

	private static void storm(Outage outage, Duration tokenLife, Duration before, Duration after,
			GigaChatEmulator emulator, GigaChatModel model) {
		String name = outage + " with tokens of " + tokenLife;
		FaultDealer dealer = new FaultDealer(Seed.of(name), Duration.ofSeconds(2));
		dealer.dealAt(emulator);
		long begin = System.nanoTime();
		Storm storm = Storm.of(model, CALLERS);
		pass(before);
		long down = System.nanoTime();
		outage.begin(emulator);
		pass(OUTAGE);
		emulator.tokenOutage().end();
		Duration wasDown = since(down);
		pass(after);
		await().atMost(PATIENCE).until(() -> storm.answered() > 3 * CALLERS || !storm.failures().isEmpty());
		storm.callOff(PATIENCE);
		Duration elapsed = since(begin);
		System.out.println(name + ": " + storm.answered() + " answers in " + elapsed + ", " + dealer + "; "
				+ emulator.tokensIssued() + " tokens issued, " + emulator.tokensRefused() + " refused, "
				+ failed(emulator) + " requests for one failed");

		assertThat(storm.failures().stream().limit(20).map((failure) -> failure + " " + dealer.met(failure.question())))
			.isEmpty();
		assertThat(storm.mostAsking()).isEqualTo(CALLERS);
		assertThat(Fault.values()).allSatisfy((fault) -> assertThat(dealer.dealt(fault)).isPositive());
		assertThat(emulator.maxConcurrentTokenRequests()).isEqualTo(1);
		assertThat(emulator.tokensIssued())
			.isLessThanOrEqualTo(TokenBounds.issued(tokenLife, elapsed, emulator.tokensRefused()));
		assertThat(failed(emulator)).isBetween(1, TokenBounds.failures(RETRY, wasDown));
	}

	private static GigaChatEmulator emulator(Duration tokenLife) {
		// a repeat of a dealt 401 must not come too late for a life of two seconds
		Duration grace = (tokenLife.compareTo(OUTAGE) < 0) ? PATIENCE : Duration.ZERO;
		return GigaChatEmulator.builder().tokenLifetime(tokenLife).tokenGrace(grace).start();
	}

	private static GigaChatApi api(GigaChatEmulator emulator, Outage outage) {
		return GigaChatApi.builder()
			.baseUrl(emulator.baseUrl())
			.authUrl(emulator.authUrl())
			.credentials(GigaChatCredentials.authorizationKey(emulator.apiKey()))
			.retry(RETRY)
			.maxConcurrentRequests(CALLERS)
			.tokenWaitTimeout(outage.tokenWaitTimeout)
			.build();
	}

	private static int failed(GigaChatEmulator emulator) {
		return emulator.tokenRequests().size() - emulator.tokensIssued();
	}

	/** Lets the storm rage. */
	private static void pass(Duration time) {
		long begin = System.nanoTime();
		await().atMost(time.multipliedBy(2)).until(() -> since(begin).compareTo(time) >= 0);
	}

	private static Duration since(long begin) {
		return Duration.ofNanos(System.nanoTime() - begin);
	}

	private static List<String> newThreads(List<String> before) {
		List<String> now = new ArrayList<>(LivingThreads.names());
		before.forEach(now::remove);
		now.removeIf((name) -> !name.startsWith("gigachat-") && !name.startsWith("HttpClient-")
				&& !name.startsWith(Storm.THREADS));
		return now;
	}

	/**
	 * How the token endpoint is down.
	 */
	enum Outage {

		AN_ERROR_AT_ONCE(GigaChatApi.Builder.DEFAULT_TOKEN_WAIT_TIMEOUT) {

			@Override
			void begin(GigaChatEmulator emulator) {
				emulator.tokenOutage().fail(503);
			}

		},

		// a request for a token is given up after half of it, shortly before the outage
		// ends
		SILENCE(Duration.ofMillis(9600)) {

			@Override
			void begin(GigaChatEmulator emulator) {
				emulator.tokenOutage().hang();
			}

		};

		private final Duration tokenWaitTimeout;

		Outage(Duration tokenWaitTimeout) {
			this.tokenWaitTimeout = tokenWaitTimeout;
		}

		abstract void begin(GigaChatEmulator emulator);

	}

}
