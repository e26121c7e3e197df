package io.github.gigachat.spring.ai.internal.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Remembers a run of failures to fetch a token, and how long to keep away from its source
 * because of them. Used in its owner's turns only.
 * <p>
 * Each failure has two pauses, of which none is shorter than 400 ms or than the pause
 * that the source asks for:
 * <ul>
 * <li>while somebody waits, the pause of the settings, but at most a second when the
 * source may be back at any moment;
 * <li>in the background, beside a living token, the pause of the settings, but in that
 * case at most a third of the rest of the token's life, or a second if that is longer.
 * </ul>
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

	/** The longest pause while a caller waits for a source that is down. */
	private static final Duration LONGEST_WAITED_FOR = Duration.ofSeconds(1);

	/** The random part of that pause: instances must not ask in lock step. */
	private static final double JITTER = 0.2;

	/** The background tries again after this part of what is left of the token's life. */
	private static final int PART_OF_REST = 3;

	/** A name that is unknown twice in a row is a matter of settings or of minutes. */
	private static final int ATTEMPTS_AT_UNKNOWN_HOST = 2;

	private final BackOff backOff;

	private final Duration maxRetryAfter;

	private final Clock clock;

	private @Nullable BackOffExecution run;

	/** The next attempt that somebody waits for. */
	private Instant notBefore = Instant.MIN;

	/** The next attempt that nobody waits for. */
	private Instant backgroundNotBefore = Instant.MIN;

	private int refusals;

	private int unknownHosts;

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
		this.unknownHosts = 0;
		this.notBefore = Instant.MIN;
		this.backgroundNotBefore = Instant.MIN;
	}

	/**
	 * Notes a failure.
	 * @param failure the failure
	 * @param present the token in use, or {@code null} if there is none
	 */
	void failed(FetchFailure failure, @Nullable CachedToken present) {
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

	/** Whether a refresh that nobody waits for may start. */
	boolean isOver(Instant now) {
		return !now.isBefore(this.backgroundNotBefore);
	}

	/**
	 * Whether the last failure was a refusal, which a caller is told and does not wait
	 * out.
	 */
	boolean isRefused() {
		return this.refusals > 0;
	}

	/** Tells whether waiting callers get the last failure although it may pass. */
	boolean isHopeless() {
		return this.unknownHosts >= ATTEMPTS_AT_UNKNOWN_HOST;
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
