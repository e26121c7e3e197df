package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.spring.ai.internal.token.AccessTokenSource.Trouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.retry.TransientAiException;
import org.springframework.util.backoff.ExponentialBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The recovery after an outage of the source of tokens, by a virtual clock: somebody asks
 * for a token 20 times a second, the source is down when the background wants a new one.
 */
class OutageRecoveryTests {

	private static final Duration TICK = Duration.ofMillis(50);

	/** Tokens are refreshed from a third of it before their end on, or a little later. */
	private static final Duration LIFE = Duration.ofSeconds(90);

	private static final Duration OUTAGE_BEGINS = Duration.ofSeconds(60);

	private static final Duration WAIT = Duration.ofSeconds(30);

	private final VirtualTime time = new VirtualTime();

	private final List<Duration> attempts = new ArrayList<>();

	/** The present outage; {@code null} while the source answers. */
	private @Nullable Trouble trouble;

	private @Nullable Duration retryAfter;

	@RepeatedTest(30)
	void noCallWaitsIfTheSourceReturnsTwoSecondsBeforeTheTokenExpires() {
		Duration back = LIFE.minusSeconds(2);

		assertThat(withoutToken(Trouble.DOWN, back, LIFE.plusSeconds(10))).isZero();
		assertThat(attemptsWithin(OUTAGE_BEGINS, back)).hasSizeBetween(4, 16);
	}

	@RepeatedTest(30)
	void waitingCallersGetATokenWithinASecondOfTheSourcesReturn() {
		Duration back = LIFE.plusSeconds(7);

		Duration without = withoutToken(Trouble.DOWN, back, LIFE.plusSeconds(60));

		assertThat(without).isBetween(back.minus(LIFE), back.minus(LIFE).plusSeconds(1).plus(TICK));
		assertThat(attemptsWithin(LIFE, back)).hasSizeBetween(7, 10);
	}

	@RepeatedTest(30)
	void aCallerWithARefusedTokenDoesNotWaitForTheBackgroundPause() {
		try (AccessTokens tokens = tokens()) {
			get(tokens);
			advanceAsking(tokens, OUTAGE_BEGINS);
			this.trouble = Trouble.DOWN;
			while (attemptsWithin(OUTAGE_BEGINS, LIFE).size() < 5) {
				advanceAsking(tokens, TICK);
			}
			this.trouble = null;

			assertThat(tokens.replaceLater(tokens.future(WAIT).join(), WAIT)).isNotDone();
			assertThat(tokens.state().hasToken()).isFalse();
			this.time.advance(Duration.ofSeconds(1));

			assertThat(tokens.state().hasToken()).isTrue();
		}
	}

	@Test
	void theConfiguredPausesApplyAfterARateLimitOfTheSource() {
		withoutToken(Trouble.BUSY, LIFE.plusSeconds(20), LIFE.plusSeconds(60));

		List<Duration> failed = attemptsWithin(OUTAGE_BEGINS, LIFE.plusSeconds(20));
		// ten if the jitter shortens most of the pauses: nine of them take 44.4 s or more
		assertThat(failed).hasSizeBetween(6, 10);
		for (int i = 1; i < failed.size(); i++) {
			// 500 ms and doubled, up to 10 s, with a jitter of a fifth
			Duration nominal = Duration.ofMillis(Math.min(10_000, 500L << (i - 1)));
			assertThat(failed.get(i).minus(failed.get(i - 1)))
				.isGreaterThanOrEqualTo(nominal.multipliedBy(4).dividedBy(5));
		}
	}

	@ParameterizedTest
	@EnumSource
	void aPauseRequestedByTheSourceIsKeptAfterAnyFailure(Trouble asked) {
		this.trouble = asked;
		this.retryAfter = Duration.ofSeconds(9);
		try (AccessTokens tokens = tokens()) {
			get(tokens);
			this.time.advance(Duration.ofSeconds(8));
			assertThat(this.attempts).hasSize(1);

			this.trouble = null;
			this.time.advance(Duration.ofSeconds(2));

			assertThat(this.attempts).containsExactly(Duration.ZERO, Duration.ofSeconds(9));
			assertThat(tokens.state().hasToken()).isTrue();
		}
	}

	@RepeatedTest(30)
	void anUnknownHostEndsAfterTwoAttemptsWithinThreeSeconds() {
		this.trouble = Trouble.UNKNOWN_HOST;
		try (AccessTokens tokens = tokens()) {
			assertThat(tokens.future(WAIT)).isNotDone();

			this.time.advance(WAIT);

			assertThat(this.attempts).hasSize(2);
			assertThat(this.attempts.get(1)).isLessThan(Duration.ofSeconds(3));
		}
	}

	/** The time in which callers found no token, until then. */
	private Duration withoutToken(Trouble trouble, Duration back, Duration until) {
		Duration without = Duration.ZERO;
		try (AccessTokens tokens = tokens()) {
			while (this.time.elapsed().compareTo(until) < 0) {
				Duration now = this.time.elapsed();
				this.trouble = (now.compareTo(OUTAGE_BEGINS) >= 0 && now.compareTo(back) < 0) ? trouble : null;
				get(tokens);
				without = tokens.state().hasToken() ? without : without.plus(TICK);
				this.time.advance(TICK);
			}
		}
		return without;
	}

	private void advanceAsking(AccessTokens tokens, Duration time) {
		Duration until = this.time.elapsed().plus(time);
		while (this.time.elapsed().compareTo(until) < 0) {
			get(tokens);
			this.time.advance(TICK);
		}
	}

	/** Asks for a token and runs what is due. */
	private void get(AccessTokens tokens) {
		assertThat(tokens.future(WAIT)).isNotNull();
		this.time.advance(Duration.ZERO);
	}

	private List<Duration> attemptsWithin(Duration begin, Duration end) {
		return this.attempts.stream()
			.filter((attempt) -> attempt.compareTo(begin) >= 0 && attempt.compareTo(end) < 0)
			.toList();
	}

	private AccessTokens tokens() {
		ExponentialBackOff backOff = new ExponentialBackOff(500, 2);
		backOff.setMaxInterval(10_000);
		backOff.setJitter(100);
		AccessTokens.Settings settings = new AccessTokens.Settings(Duration.ofMinutes(5), WAIT, backOff,
				Duration.ofSeconds(30));
		return new AccessTokens(new Source(), settings, List.of(), TokenFetches::of, this.time, this.time);
	}

	private final class Source implements AccessTokenSource {

		@Override
		public AccessToken fetch() {
			OutageRecoveryTests.this.attempts.add(OutageRecoveryTests.this.time.elapsed());
			if (OutageRecoveryTests.this.trouble != null) {
				throw new TransientAiException(String.valueOf(OutageRecoveryTests.this.trouble));
			}
			return new AccessToken("a token", OutageRecoveryTests.this.time.instant().plus(LIFE));
		}

		@Override
		public Duration pauseAfter(RuntimeException failure) {
			return (OutageRecoveryTests.this.retryAfter != null) ? OutageRecoveryTests.this.retryAfter : Duration.ZERO;
		}

		@Override
		public Trouble troubleOf(RuntimeException failure) {
			return Trouble.valueOf(String.valueOf(failure.getMessage()));
		}

	}

}
