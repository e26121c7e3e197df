package io.github.gigachat.spring.ai.internal.token.shared;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;

/**
 * Settings for sharing a token. All instances with the same store, credential and
 * audience share one token.
 *
 * @param store the store of the token
 * @param credential the supplier of the secret for fetching and encrypting the token,
 * called at each refresh
 * @param guessable {@code true} if the secret is a password chosen by a person, which
 * needs protection from brute force
 * @param audience the grant, the scope and the token endpoint of the token
 * @param longestFetch the maximum time that the source takes for one token
 */
public record TokenSharing(AccessTokenStore store, Supplier<String> credential, boolean guessable, String audience,
		Duration longestFetch) {

	/**
	 * Returns the audience without the credential.
	 */
	@Override
	public String toString() {
		return "TokenSharing[" + this.audience + "]";
	}

}
