package io.github.gigachat.spring.ai.internal.token.shared;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;

/**
 * With whom a token is shared: with all who know the same credential and ask for the same
 * kind of token.
 *
 * @param store where the token is kept
 * @param credential gives the secret that the token is fetched with, and that it is
 * encrypted with; asked at each refresh
 * @param guessable whether a person chose the secret, so that it has to be protected from
 * being guessed by trial
 * @param audience what else decides about the token: grant, scope and token endpoint
 * @param longestFetch the longest that the source takes for one token
 */
public record TokenSharing(AccessTokenStore store, Supplier<String> credential, boolean guessable, String audience,
		Duration longestFetch) {

	/**
	 * Says for what the token is; not the credential.
	 */
	@Override
	public String toString() {
		return "TokenSharing[" + this.audience + "]";
	}

}
