package io.github.gigachat.spring.ai.auth;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What an operator may know of the access token; never its value. All times are those of
 * this machine's clock.
 *
 * @param used whether requests carry a token at all; {@code false} where a client
 * certificate, a header or a gateway stands for the caller
 * @param hasToken whether there is a token that has not expired
 * @param expiresAt when that token expires; {@code null} without a token, and for one
 * that is not known to expire
 * @param refreshAt from when on the next call refreshes that token in the background;
 * {@code null} like {@code expiresAt}
 * @param lastRefresh when a token was got last; {@code null} if none ever was
 * @param lastError why the last attempt to get one failed; {@code null} if it succeeded,
 * and before the first attempt
 */
public record TokenState(boolean used, boolean hasToken, @Nullable Instant expiresAt, @Nullable Instant refreshAt,
		@Nullable Instant lastRefresh, @Nullable TokenError lastError) {

	/**
	 * The state where requests carry no token.
	 * @return a state in which nothing is known
	 */
	public static TokenState notUsed() {
		return new TokenState(false, false, null, null, null, null);
	}

}
