package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;

import org.springframework.util.backoff.BackOff;

/**
 * How tokens are refreshed and waited for.
 *
 * @param refreshAhead a token with less than this left is refreshed in the background;
 * never more than a third of the token's life
 * @param waitTimeout the longest that a caller waits while no token lives
 * @param backOff the pauses between failing attempts to fetch a token; none is shorter
 * than 400 ms, and in an outage none is longer than a second while somebody waits
 * @param maxRetryAfter a longer pause asked for by the token endpoint fails those who
 * wait at once
 */
public record TokenSettings(Duration refreshAhead, Duration waitTimeout, BackOff backOff, Duration maxRetryAfter) {
}
