package io.github.gigachat.spring.ai.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Remembers a run of failures to fetch a token, and how long to keep away from its source
 * because of them. Used in its owner's turns only.
 */
final class FailurePauses {

	/**
	 * So many refusals in a run are each callers' own: a key may just have been mended.
	 */
	private static final int REFUSALS_TOLD_ANEW = 3;

	/**
	 * An endpoint that all instances ask has to be spared, however hurried the repeats of
	 * a call may be.
	 */
	private static final Duration LEAST_PAUSE = Duration.ofMillis(400);

	private final BackOff backOff;

	private final Duration maxRetryAfter;

	private final Clock clock;

	private @Nullable BackOffExecution run;

	private Instant notBefore = Instant.MIN;

	private int refusals;

	FailurePauses(TokenSettings settings, Clock clock) {
		this.backOff = settings.backOff();
		this.maxRetryAfter = settings.maxRetryAfter();
		this.clock = clock;
	}

	boolean isRun() {
		return this.run != null;
	}

	void succeeded() {
		this.run = null;
		this.refusals = 0;
		this.notBefore = Instant.MIN;
	}

	/**
	 * Notes a failure.
	 * @param leastPause the least pause that the source asks for, {@code null} when its
	 * answer was final
	 * @return the pause
	 */
	Duration failed(@Nullable Duration leastPause) {
		if (this.run == null) {
			this.run = this.backOff.start();
		}
		long next = this.run.nextBackOff();
		Duration pause = (next != BackOffExecution.STOP) ? Duration.ofMillis(next) : this.maxRetryAfter;
		pause = longer(pause, LEAST_PAUSE);
		if (leastPause != null) {
			pause = longer(pause, leastPause);
		}
		this.refusals = (leastPause == null) ? this.refusals + 1 : 0;
		this.notBefore = this.clock.instant().plus(pause);
		return pause;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? other : one;
	}

	/** Whether a refresh that nobody waits for may start. */
	boolean isOver(Instant now) {
		return !now.isBefore(this.notBefore);
	}

	/**
	 * Whether the last failure was a refusal, which a caller is told and does not wait
	 * out.
	 */
	boolean isRefused() {
		return this.refusals > 0;
	}

	/** How long a refresh that somebody waits for has to wait. */
	Duration beforeNext() {
		boolean toldAnew = isRefused() && this.refusals < REFUSALS_TOLD_ANEW;
		if (this.run == null || toldAnew) {
			return Duration.ZERO;
		}
		Duration pause = Duration.between(this.clock.instant(), this.notBefore);
		return pause.isNegative() ? Duration.ZERO : pause;
	}

}
