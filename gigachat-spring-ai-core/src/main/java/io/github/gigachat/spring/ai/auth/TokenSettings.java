package io.github.gigachat.spring.ai.auth;

import java.time.Duration;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * How tokens are refreshed and waited for.
 *
 * @param refreshAhead a token with less than this left is refreshed in the background;
 * never more than a third of the token's life
 * @param waitTimeout the longest that a caller waits while no token lives
 * @param backOff the pauses between failing attempts to fetch a token
 * @param maxRetryAfter a longer pause asked for by the token endpoint fails those who
 * wait at once
 */
public record TokenSettings(Duration refreshAhead, Duration waitTimeout, BackOff backOff, Duration maxRetryAfter) {

	/**
	 * The defaults: 5 minutes ahead, 30 s of waiting, pauses of 500 ms doubled up to 10 s
	 * with jitter, 30 s at most on the endpoint's word.
	 * @return the settings
	 */
	public static TokenSettings defaults() {
		ExponentialBackOff backOff = new ExponentialBackOff(500, 2);
		backOff.setMaxInterval(10_000);
		backOff.setJitter(100);
		return new TokenSettings(Duration.ofMinutes(5), Duration.ofSeconds(30), backOff, Duration.ofSeconds(30));
	}

}
