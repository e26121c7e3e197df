package io.github.gigachat.spring.ai.auth;

import java.util.Objects;
import java.util.function.Supplier;

import org.springframework.ai.model.ApiKey;

/**
 * The credentials of a client; one client uses one kind. {@code toString()} never shows a
 * secret.
 */
public sealed interface GigaChatCredentials {

	/**
	 * Creates credentials from the authorization key shown in the developer console. The
	 * client exchanges the key for an access token by OAuth.
	 * @param key Base64 of {@code client-id:client-secret}
	 * @return the credentials
	 * @throws InvalidAuthorizationKeyException if the key has the wrong format; the
	 * message does not show the key
	 */
	static GigaChatCredentials authorizationKey(String key) {
		String checked = AuthorizationKey.checked(key);
		return new OAuth(() -> checked);
	}

	/**
	 * Creates credentials from an authorization key that is read again at each refresh of
	 * the token, so that it can be rotated while the application runs. The format of the
	 * key is checked at each refresh.
	 * @param key the source of the key, Base64 of {@code client-id:client-secret}
	 * @return the credentials
	 */
	static GigaChatCredentials authorizationKey(ApiKey key) {
		Objects.requireNonNull(key, "key");
		return new OAuth(() -> AuthorizationKey.checked(key.getValue()));
	}

	/**
	 * Creates credentials from a client id and a client secret, which together form the
	 * authorization key.
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
	 * Creates credentials from a user name and a password, for installations that issue
	 * tokens at {@code {base-url}/token}.
	 * @param username the user name
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
	 * Creates credentials from an access token. The client cannot refresh it, so a 401 of
	 * the service is final.
	 * @param token the token
	 * @return the credentials
	 */
	static GigaChatCredentials token(String token) {
		requireText(token, "access token");
		return new Token(() -> token);
	}

	/**
	 * Creates credentials from a supplier of access tokens. The client calls the supplier
	 * before the first request and again after a 401. It repeats the refused request if
	 * the token has changed. The supplier may block.
	 * @param token the supplier of the token
	 * @return the credentials
	 */
	static GigaChatCredentials token(Supplier<String> token) {
		Objects.requireNonNull(token, "token");
		return new Token(token);
	}

	/**
	 * Creates credentials that send no {@code Authorization} header, for clients that a
	 * certificate, fixed headers or an egress gateway authenticates.
	 * @return the credentials
	 */
	static GigaChatCredentials none() {
		return new None();
	}

	/**
	 * Creates credentials that send a fixed request header instead of
	 * {@code Authorization}, as some internal installations require.
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
	 * Credentials for the OAuth token endpoint.
	 *
	 * @param authorizationKey the supplier of the authorization key, called at each
	 * refresh
	 */
	record OAuth(Supplier<String> authorizationKey) implements GigaChatCredentials {

		@Override
		public String toString() {
			return "GigaChatCredentials[authorization key]";
		}

	}

	/**
	 * Credentials for installations that issue a token for a user name and a password.
	 *
	 * @param basicCredentials the supplier of Base64 of {@code user:password}, called at
	 * each refresh
	 */
	record Password(Supplier<String> basicCredentials) implements GigaChatCredentials {

		@Override
		public String toString() {
			return "GigaChatCredentials[user and password]";
		}

	}

	/**
	 * Access tokens obtained by the application.
	 *
	 * @param token the supplier of the access token
	 */
	record Token(Supplier<String> token) implements GigaChatCredentials {

		@Override
		public String toString() {
			return "GigaChatCredentials[access token]";
		}

	}

	/** Credentials that send no {@code Authorization} header. */
	record None() implements GigaChatCredentials {

		@Override
		public String toString() {
			return "GigaChatCredentials[none]";
		}

	}

	/**
	 * A fixed header that authenticates the client.
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
