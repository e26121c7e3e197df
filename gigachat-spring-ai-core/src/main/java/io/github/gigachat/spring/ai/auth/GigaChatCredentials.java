package io.github.gigachat.spring.ai.auth;

import java.util.Objects;
import java.util.function.Supplier;

import org.springframework.ai.model.ApiKey;

/**
 * Who is calling: the one kind of credentials that a provider uses. The secrets are in no
 * {@code toString()}.
 */
public sealed interface GigaChatCredentials {

	/**
	 * The authorization key of the developer console: an access token is fetched with it
	 * by OAuth.
	 * @param key Base64 of {@code client-id:client-secret}
	 * @return the credentials
	 * @throws InvalidAuthorizationKeyException when the key cannot be one; the message
	 * does not show it
	 */
	static GigaChatCredentials authorizationKey(String key) {
		String checked = AuthorizationKey.checked(key);
		return new OAuth(() -> checked);
	}

	/**
	 * An authorization key that is asked for at each refresh of the token, so that it may
	 * be rotated while the application runs.
	 * @param key gives Base64 of {@code client-id:client-secret}
	 * @return the credentials
	 */
	static GigaChatCredentials authorizationKey(ApiKey key) {
		Objects.requireNonNull(key, "key");
		return new OAuth(() -> AuthorizationKey.checked(key.getValue()));
	}

	/**
	 * Client id and secret, from which the authorization key is made.
	 * @param clientId the client id
	 * @param clientSecret the client secret
	 * @return the credentials
	 */
	static GigaChatCredentials clientSecret(String clientId, String clientSecret) {
		requireText(clientId, "client id");
		requireText(clientSecret, "client secret");
		String key = AuthorizationKey.of(clientId, clientSecret);
		return new OAuth(() -> key);
	}

	/**
	 * User and password, for installations that issue tokens at {@code {base-url}/token}.
	 * @param username the user
	 * @param password the password
	 * @return the credentials
	 */
	static GigaChatCredentials userPassword(String username, String password) {
		requireText(username, "user name");
		requireText(password, "password");
		String key = AuthorizationKey.of(username, password);
		return new Password(() -> key);
	}

	/**
	 * A ready access token. It cannot be refreshed: the service's 401 is final.
	 * @param token the token
	 * @return the credentials
	 */
	static GigaChatCredentials token(String token) {
		requireText(token, "access token");
		return new Token(() -> token);
	}

	/**
	 * A supplier of ready access tokens: asked at the first call, and again after a 401;
	 * the refused call is repeated when the value has changed. It may block.
	 * @param token gives the token
	 * @return the credentials
	 */
	static GigaChatCredentials token(Supplier<String> token) {
		Objects.requireNonNull(token, "token");
		return new Token(token);
	}

	/**
	 * No {@code Authorization} header at all: a client certificate, fixed headers or an
	 * egress gateway stand for the caller.
	 * @return the credentials
	 */
	static GigaChatCredentials none() {
		return new None();
	}

	/**
	 * A fixed request header instead of {@code Authorization}, as internal installations
	 * have it.
	 * @param name the header's name
	 * @param value the header's value
	 * @return the credentials
	 */
	static GigaChatCredentials header(String name, String value) {
		requireText(name, "header name");
		requireText(value, "header value");
		return new Header(name, value);
	}

	private static void requireText(String value, String what) {
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException("The GigaChat " + what + " must not be blank");
		}
	}

	/**
	 * Credentials of the OAuth token endpoint.
	 *
	 * @param authorizationKey gives the authorization key, asked at each refresh
	 */
	record OAuth(Supplier<String> authorizationKey) implements GigaChatCredentials {

		@Override
		public String toString() {
			return "GigaChatCredentials[authorization key]";
		}

	}

	/**
	 * Credentials of the password grant.
	 *
	 * @param basicCredentials gives Base64 of {@code user:password}, asked at each
	 * refresh
	 */
	record Password(Supplier<String> basicCredentials) implements GigaChatCredentials {

		@Override
		public String toString() {
			return "GigaChatCredentials[user and password]";
		}

	}

	/**
	 * A ready access token.
	 *
	 * @param token gives the token
	 */
	record Token(Supplier<String> token) implements GigaChatCredentials {

		@Override
		public String toString() {
			return "GigaChatCredentials[access token]";
		}

	}

	/** No credentials on the request. */
	record None() implements GigaChatCredentials {

		@Override
		public String toString() {
			return "GigaChatCredentials[none]";
		}

	}

	/**
	 * A header that stands for the caller.
	 *
	 * @param name the header's name
	 * @param value the header's value
	 */
	record Header(String name, String value) implements GigaChatCredentials {

		@Override
		public String toString() {
			return "GigaChatCredentials[header " + this.name + "]";
		}

	}

}
