package io.github.gigachat.spring.ai.api;

import java.net.URI;
import java.time.Duration;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.auth.TokenSharing;
import org.jspecify.annotations.Nullable;

/**
 * Says with whom fetched tokens are shared; those that come ready-made are not.
 */
final class SharedTokens {

	private SharedTokens() {
	}

	/**
	 * The sharing of a caller's tokens.
	 * @param store the store; {@code null} for none
	 * @param caller the credentials
	 * @param scope the scope of the OAuth grant
	 * @param auth the token endpoint
	 * @param longestFetch the longest that a request for a token takes
	 * @return with whom the token is shared; {@code null} for nobody
	 */
	static @Nullable TokenSharing of(@Nullable AccessTokenStore store, GigaChatCredentials caller, String scope,
			URI auth, Duration longestFetch) {
		if (store != null && caller instanceof GigaChatCredentials.OAuth oauth) {
			return new TokenSharing(store, () -> TokenFailures.ask("authorization key", oauth.authorizationKey()),
					false, "oauth\n" + scope + "\n" + auth, longestFetch);
		}
		if (store != null && caller instanceof GigaChatCredentials.Password password) {
			return new TokenSharing(store, () -> TokenFailures.ask("password", password.basicCredentials()), true,
					"password\n" + auth, longestFetch);
		}
		return null;
	}

}
