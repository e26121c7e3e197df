package io.github.gigachat.spring.ai.internal.client;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.internal.token.AccessTokenSource;
import io.github.gigachat.spring.ai.internal.token.TokenFetches;
import io.github.gigachat.spring.ai.internal.token.shared.SharedFetches;
import io.github.gigachat.spring.ai.internal.token.shared.TokenSharing;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how the token of a caller is fetched: shared with other instances through a
 * store, or by this instance alone. Tokens that the application supplies are not shared.
 */
public final class SharedTokens {

	private SharedTokens() {
	}

	/**
	 * Returns how the token of a caller is fetched.
	 * @param store the store, or {@code null} for none
	 * @param longestFetch the maximum time of a request for a token
	 * @return a function that creates the {@link TokenFetches} for a source of tokens
	 */
	public static Function<AccessTokenSource, TokenFetches> fetching(@Nullable AccessTokenStore store,
			GigaChatCredentials caller, String scope, URI auth, Duration longestFetch) {
		if (store != null && caller instanceof GigaChatCredentials.OAuth oauth) {
			return shared(
					new TokenSharing(store, () -> TokenFailures.ask("authorization key", oauth.authorizationKey()),
							false, "oauth\n" + scope + "\n" + auth, longestFetch));
		}
		if (store != null && caller instanceof GigaChatCredentials.Password password) {
			return shared(new TokenSharing(store, () -> TokenFailures.ask("password", password.basicCredentials()),
					true, "password\n" + auth, longestFetch));
		}
		return TokenFetches::of;
	}

	private static Function<AccessTokenSource, TokenFetches> shared(TokenSharing sharing) {
		return (source) -> new SharedFetches(source, sharing);
	}

}
