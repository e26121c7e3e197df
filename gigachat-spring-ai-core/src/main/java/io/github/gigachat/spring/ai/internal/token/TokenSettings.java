package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;

import org.springframework.util.backoff.BackOff;

/**
 * Settings of token refreshes and waits.
 *
 * @param refreshAhead the remaining lifetime below which a token is refreshed in the
 * background; at most a third of the token's lifetime applies
 * @param waitTimeout the maximum time that a caller waits for a valid token
 * @param backOff the pauses between failed attempts to fetch a token; each is at least
 * 400 ms, and in an outage at most a second while callers wait
 * @param maxRetryAfter the maximum pause that the token endpoint may require; a longer
 * one fails the waiting callers at once
 */
public record TokenSettings(Duration refreshAhead, Duration waitTimeout, BackOff backOff, Duration maxRetryAfter) {
}
