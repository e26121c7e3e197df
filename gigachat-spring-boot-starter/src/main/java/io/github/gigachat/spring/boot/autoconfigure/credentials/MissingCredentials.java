package io.github.gigachat.spring.boot.autoconfigure.credentials;

import java.util.List;

import io.github.gigachat.spring.boot.autoconfigure.failure.ConnectionFailures;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;

/**
 * Creates the failures of an application without credentials. Their action tells which
 * property to set, where a key comes from and how to run without one.
 */
final class MissingCredentials {

	private static final String ACTION = """
			Set spring.ai.gigachat.api-key to the authorization key of your project in the developer console, \
			https://developers.sber.ru/studio (the project's GigaChat API page shows it once, when it is created).
			To run without a key, use the emulator: add the test dependency \
			io.github.gigachat-spring:gigachat-emulator, start it, and declare a GigaChatConnectionDetails bean \
			with its baseUrl(), authUrl() and apiKey().
			If a client certificate, fixed headers or an egress gateway authenticates the application, set \
			spring.ai.gigachat.auth-type=none.
			To use another provider, name it in spring.ai.model.chat for chats, spring.ai.model.embedding for \
			embeddings and spring.ai.model.image for images.""";

	private MissingCredentials() {
	}

	static MissingCredentialsException ofAnyKind(List<String> blank) {
		return ofAnyKind(blank, ACTION);
	}

	/**
	 * Creates the failure of the default connection of an application with named ones.
	 * @param blank the properties that are set, but blank
	 */
	static MissingCredentialsException besideConnections(List<String> blank) {
		return ofAnyKind(blank,
				ACTION + "\nIf the application uses only the named connections of spring.ai.gigachat.connections.*, set"
						+ " spring.ai.model.chat=none.");
	}

	private static MissingCredentialsException ofAnyKind(List<String> blank, String action) {
		return new MissingCredentialsException("GigaChat has no credentials: spring.ai.gigachat.api-key is"
				+ " not set, nor is client-id with client-secret, username with password, or access-token, and there"
				+ " is no GigaChatCredentials or GigaChatConnectionDetails bean." + describe(blank), action, blank);
	}

	/**
	 * Creates the failure of a named connection, to which the credentials of
	 * {@code spring.ai.gigachat.*} do not apply.
	 * @param name the name of the connection
	 * @param reason the property that keeps these credentials away
	 * @param blank the properties that are set, but blank
	 */
	static InvalidGigaChatConfigurationException ofConnection(String name, String reason, List<String> blank) {
		String key = "spring.ai.gigachat.api-key";
		return new InvalidGigaChatConfigurationException(
				"The connection '" + name + "' of GigaChat has no credentials of its own: " + key
						+ " is not set, nor is client-id with client-secret, username with password, or access-token."
						+ " Credentials and headers of the default connection do not apply to it, because " + reason
						+ " is set." + describe(blank),
				"Set " + key + ", or the other credentials of the connection, or spring.ai.gigachat.auth-type=none if"
						+ " it needs none. To use those of the default connection, set neither URLs nor credentials"
						+ " nor headers for this one.");
	}

	/**
	 * Creates the failure of a named connection that takes the credentials of the default
	 * connection, which has none.
	 * @param failures names the connection
	 */
	static InvalidGigaChatConfigurationException ofBoth(ConnectionFailures failures) {
		return new InvalidGigaChatConfigurationException(
				"The connection '" + failures.connection() + "' of GigaChat has no credentials: neither it nor the"
						+ " default connection has any. No credentials are set, or all of them are blank, below "
						+ failures.prefix() + " and below spring.ai.gigachat, and there is no GigaChatCredentials or"
						+ " GigaChatConnectionDetails bean.",
				"Set " + failures.prefix() + ".api-key, or the other credentials of the connection, or "
						+ failures.prefix() + ".auth-type=none if it needs none.");
	}

	static InvalidGigaChatConfigurationException of(String type, String needed, List<String> blank) {
		return new InvalidGigaChatConfigurationException("GigaChat has no credentials: spring.ai.gigachat.auth-type is "
				+ type + ", and " + needed + " is not set." + describe(blank), ACTION);
	}

	private static String describe(List<String> blank) {
		return blank.isEmpty() ? "" : " These are set, but blank: " + String.join(", ", blank) + ".";
	}

}
