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

	private final BackOff backOff;

	private final Duration maxRetryAfter;

	private final Clock clock;

	private @Nullable BackOffExecution run;

	private Instant notBefore = Instant.MIN;

	private boolean refused;

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
		this.refused = false;
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
		if (leastPause != null && leastPause.compareTo(pause) > 0) {
			pause = leastPause;
		}
		this.refused = leastPause == null;
		this.notBefore = this.clock.instant().plus(pause);
		return pause;
	}

	/** Whether a refresh that nobody waits for may start. */
	boolean isOver(Instant now) {
		return !now.isBefore(this.notBefore);
	}

	/** How long a refresh that somebody waits for has to wait. */
	Duration beforeNext() {
		// the pauses are for a service in trouble; a refusal it tells each caller itself
		if (this.run == null || this.refused) {
			return Duration.ZERO;
		}
		Duration pause = Duration.between(this.clock.instant(), this.notBefore);
		return pause.isNegative() ? Duration.ZERO : pause;
	}

}
