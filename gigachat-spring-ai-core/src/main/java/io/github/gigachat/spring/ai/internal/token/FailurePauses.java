package io.github.gigachat.spring.ai.internal.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Determines the pauses after a series of failures to fetch a token. Used only in the
 * turns of its owner.
 * <p>
 * Each failure has two pauses. Neither is shorter than 400 ms or than the pause that the
 * source requires:
 * <ul>
 * <li>While callers wait: the pause of the settings, but at most a second if the source
 * may recover at any moment.
 * <li>In the background, while the current token is valid: the pause of the settings, but
 * if the source may recover at any moment, at most a third of the token's remaining
 * lifetime, or a second if that is longer.
 * </ul>
 */
final class FailurePauses {

	/**
	 * The number of permanent failures in a series up to which each caller triggers a new
	 * attempt, because the key may just have been corrected.
	 */
	private static final int REFUSALS_TOLD_ANEW = 3;

	/**
	 * The minimum pause. It spares the endpoint, which all instances share, even if the
	 * settings have shorter pauses.
	 */
	private static final Duration LEAST_PAUSE = Duration.ofMillis(400);

	/** The maximum pause while a caller waits for a source that is down. */
	private static final Duration LONGEST_WAITED_FOR = Duration.ofSeconds(1);

	/** The random fraction of that pause, so that instances do not retry together. */
	private static final double JITTER = 0.2;

	/** The divisor of the remaining lifetime that limits the background pause. */
	private static final int PART_OF_REST = 3;

	/** A host name that is unknown twice in a row will not resolve within seconds. */
	private static final int ATTEMPTS_AT_UNKNOWN_HOST = 2;

	private final BackOff backOff;

	private final Duration maxRetryAfter;

	private final Clock clock;

	private @Nullable BackOffExecution run;

	/** The earliest time of the next attempt while callers wait. */
	private Instant notBefore = Instant.MIN;

	/** The earliest time of the next attempt in the background. */
	private Instant backgroundNotBefore = Instant.MIN;

	private int refusals;

	private int unknownHosts;

	FailurePauses(AccessTokens.Settings settings, Clock clock) {
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
		this.unknownHosts = 0;
		this.notBefore = Instant.MIN;
		this.backgroundNotBefore = Instant.MIN;
	}

	/** Records a failure. */
	void failed(AccessTokenSource.Failure failure, @Nullable CachedToken present) {
		Instant now = this.clock.instant();
		Duration waitedFor = nextOfSettings();
		Duration background = waitedFor;
		if (failure.mayEndAtAnyMoment()) {
			Duration soon = soon();
			Duration rest = (present != null) ? present.rest(now) : Duration.ZERO;
			waitedFor = shorter(waitedFor, soon);
			background = shorter(background, longer(soon, rest.dividedBy(PART_OF_REST)));
		}
		Duration leastPause = (failure.leastPause() != null) ? longer(LEAST_PAUSE, failure.leastPause()) : LEAST_PAUSE;
		this.notBefore = now.plus(longer(waitedFor, leastPause));
		this.backgroundNotBefore = now.plus(longer(background, leastPause));
		this.refusals = failure.isFinal() ? this.refusals + 1 : 0;
		this.unknownHosts = failure.isUnknownHost() ? this.unknownHosts + 1 : 0;
	}

	private Duration nextOfSettings() {
		if (this.run == null) {
			this.run = this.backOff.start();
		}
		long next = this.run.nextBackOff();
		return (next != BackOffExecution.STOP) ? Duration.ofMillis(next) : this.maxRetryAfter;
	}

	private static Duration soon() {
		double part = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
		return Duration.ofMillis((long) (part * LONGEST_WAITED_FOR.toMillis()));
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? other : one;
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/** Returns whether a background refresh may start. */
	boolean isOver(Instant now) {
		return !now.isBefore(this.backgroundNotBefore);
	}

	/**
	 * Returns whether the last failure was permanent. A caller then gets the failure at
	 * once.
	 */
	boolean isRefused() {
		return this.refusals > 0;
	}

	/** Returns whether waiting callers get the last failure although it is temporary. */
	boolean isHopeless() {
		return this.unknownHosts >= ATTEMPTS_AT_UNKNOWN_HOST;
	}

	/** Returns the pause before the next attempt while callers wait. */
	Duration beforeNext() {
		boolean toldAnew = isRefused() && this.refusals < REFUSALS_TOLD_ANEW;
		if (this.run == null || toldAnew) {
			return Duration.ZERO;
		}
		Duration pause = Duration.between(this.clock.instant(), this.notBefore);
		return pause.isNegative() ? Duration.ZERO : pause;
	}

}
