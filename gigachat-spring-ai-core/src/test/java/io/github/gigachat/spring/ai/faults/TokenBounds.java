package io.github.gigachat.spring.ai.faults;

import java.time.Duration;

import io.github.gigachat.spring.ai.api.client.RetrySettings;

/**
 * How often a token endpoint may be asked at most, by the settings.
 */
final class TokenBounds {

	/** Pauses stray from their nominal length by a fifth of it. */
	private static final double SHORTEST = 0.8;

	/** While somebody waits for an endpoint that is down, no pause is longer. */
	private static final Duration LONGEST_WAITED_FOR = Duration.ofSeconds(1);

	private TokenBounds() {
	}

	/**
	 * The most attempts that fail in an outage: one at once, then one after each pause.
	 */
	static int failures(RetrySettings settings, Duration outage) {
		int failures = 1;
		double longest = (double) Math.min(settings.maxInterval().toMillis(), LONGEST_WAITED_FOR.toMillis());
		double pause = Math.min((double) settings.initialInterval().toMillis(), longest);
		double begins = SHORTEST * pause;
		while (begins <= outage.toMillis()) {
			failures++;
			pause = Math.min(settings.multiplier() * pause, longest);
			begins += SHORTEST * pause;
		}
		return failures;
	}

	/**
	 * The most tokens that are issued when each lives to the time of its refresh: a third
	 * of its life before its end, and some jitter before that.
	 */
	static int issued(Duration life, Duration elapsed, int refused) {
		return 1 + (int) (elapsed.toMillis() / (life.toMillis() / 2)) + refused;
	}

}
