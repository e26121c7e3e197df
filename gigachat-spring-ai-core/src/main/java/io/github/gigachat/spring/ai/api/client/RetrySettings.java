package io.github.gigachat.spring.ai.api.client;

import java.time.Duration;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The settings of retries: how often and after which pauses a failed request is sent
 * again.
 *
 * @param maxAttempts the maximum number of attempts, including the first; 1 for no retry
 * @param initialInterval the pause before the second attempt
 * @param multiplier the factor by which each further pause grows
 * @param maxInterval the maximum pause between two attempts
 * @param maxRetryAfter the maximum pause that the service may ask for; if it asks for a
 * longer one, the application gets the error at once
 * @param afterTimeout {@code true} to retry a request that the service did not answer in
 * time; the service may have billed such a request
 */
public record RetrySettings(int maxAttempts, Duration initialInterval, double multiplier, Duration maxInterval,
		Duration maxRetryAfter, boolean afterTimeout) {

	/** The jitter of a pause, as a fraction of its nominal length. */
	private static final double JITTER = 0.2;

	/**
	 * Creates the settings.
	 * @param maxAttempts the maximum number of attempts, including the first; 1 for no
	 * retry
	 * @param initialInterval the pause before the second attempt
	 * @param multiplier the factor by which each further pause grows
	 * @param maxInterval the maximum pause between two attempts
	 * @param maxRetryAfter the maximum pause that the service may ask for
	 * @param afterTimeout {@code true} to retry a request that timed out
	 * @throws IllegalArgumentException if a value is out of range
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
	 * Returns the defaults: 3 attempts; a pause of 500 ms that doubles up to 10 s; at
	 * most 30 s if the service asks for a pause; no retry after a timeout.
	 * @return the settings
	 */
	public static RetrySettings defaults() {
		return new RetrySettings(3, Duration.ofMillis(500), 2, Duration.ofSeconds(10), Duration.ofSeconds(30), false);
	}

	/**
	 * Returns an endless sequence of pauses between attempts, with jitter.
	 * @return the pauses
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
