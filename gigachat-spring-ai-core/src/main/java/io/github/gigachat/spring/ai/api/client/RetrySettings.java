package io.github.gigachat.spring.ai.api.client;

import java.time.Duration;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * When a failed request is sent again.
 *
 * @param maxAttempts requests in all; 1 for no repeat
 * @param initialInterval the pause before the second request
 * @param multiplier how much longer each further pause is
 * @param maxInterval the longest pause
 * @param maxRetryAfter when the service asks for a longer pause than this, its error is
 * given to the application at once
 * @param afterTimeout whether a request is repeated that the service did not answer in
 * time; such a request may have been billed
 */
public record RetrySettings(int maxAttempts, Duration initialInterval, double multiplier, Duration maxInterval,
		Duration maxRetryAfter, boolean afterTimeout) {

	/** How far a pause strays from its nominal length, as a part of it. */
	private static final double JITTER = 0.2;

	/**
	 * Creates the settings.
	 * @param maxAttempts requests in all; 1 for no repeat
	 * @param initialInterval the pause before the second request
	 * @param multiplier how much longer each further pause is
	 * @param maxInterval the longest pause
	 * @param maxRetryAfter the longest pause that the service may ask for
	 * @param afterTimeout whether a timed-out request is repeated
	 * @throws IllegalArgumentException when a value is out of range
	 */
	public RetrySettings {
		require(maxAttempts >= 1, "max-attempts has to be at least 1, but is " + maxAttempts);
		require(multiplier >= 1, "multiplier has to be at least 1, but is " + multiplier);
		requireNotNegative(initialInterval, "initial-interval");
		requireNotNegative(maxInterval, "max-interval");
		requireNotNegative(maxRetryAfter, "max-retry-after");
		require(maxInterval.compareTo(initialInterval) >= 0,
				"max-interval (" + maxInterval + ") is shorter than initial-interval (" + initialInterval + ")");
	}

	/**
	 * The defaults: 3 requests in all, pauses of 500 ms doubled up to 10 s, at most 30 s
	 * on the service's word, no repeat after a timeout.
	 * @return the settings
	 */
	public static RetrySettings defaults() {
		return new RetrySettings(3, Duration.ofMillis(500), 2, Duration.ofSeconds(10), Duration.ofSeconds(30), false);
	}

	/**
	 * The pauses between attempts, jittered, without an end.
	 */
	public BackOff pauses() {
		ExponentialBackOff pauses = new ExponentialBackOff(Math.max(1, this.initialInterval.toMillis()),
				this.multiplier);
		pauses.setMaxInterval(Math.max(1, this.maxInterval.toMillis()));
		pauses.setJitter((long) (this.initialInterval.toMillis() * JITTER));
		return pauses;
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException("retry." + message);
		}
	}

	private static void requireNotNegative(Duration value, String name) {
		require(!value.isNegative(), name + " must not be negative, but is " + value);
	}

}
