package io.github.gigachat.spring.ai.auth;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The state of the access token as shown to operators, without its value. All times are
 * by this machine's clock.
 *
 * @param used {@code true} if requests carry a token; {@code false} if a client
 * certificate, a header or a gateway authenticates the client
 * @param hasToken {@code true} if there is a token that has not expired
 * @param expiresAt the time when the token expires; {@code null} if there is no token or
 * its expiry is unknown
 * @param refreshAt the time from which the next call refreshes the token in the
 * background; {@code null} in the same cases as {@code expiresAt}
 * @param lastRefresh the time when the last token was obtained; {@code null} if there was
 * none yet
 * @param lastError the failure of the last attempt to get a token; {@code null} if it
 * succeeded, and before the first attempt
 */
public record TokenState(boolean used, boolean hasToken, @Nullable Instant expiresAt, @Nullable Instant refreshAt,
		@Nullable Instant lastRefresh, @Nullable TokenError lastError) {

	/**
	 * Creates the state of a client whose requests carry no token.
	 * @return a state without a token
	 */
	public static TokenState notUsed() {
		return new TokenState(false, false, null, null, null, null);
	}

}
