package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;

/**
 * Words the failure of an application that has no credentials: which property it is,
 * where a key comes from, how to run without one.
 */
final class MissingCredentials {

	private static final String ACTION = """
			Set spring.ai.gigachat.api-key to the authorization key of your project in the developer console, \
			https://developers.sber.ru/studio (the project's GigaChat API shows it once, when it is made).
			To run without a key, use the emulator: add the test dependency \
			io.github.gigachat-spring:gigachat-emulator, start it, and declare a GigaChatConnectionDetails bean \
			with its baseUrl(), authUrl() and apiKey().
			Where a client certificate, fixed headers or an egress gateway stands for the caller, set \
			spring.ai.gigachat.auth-type=none.
			If the application is to use another provider, name that one in spring.ai.model.chat.
			The provider of its embeddings is that of spring.ai.model.embedding, that of its images \
			of spring.ai.model.image.""";

	private MissingCredentials() {
	}

	static MissingCredentialsException ofAnyKind(List<String> blank) {
		return new MissingCredentialsException("GigaChat has no credentials: spring.ai.gigachat.api-key is"
				+ " not set, nor is client-id with client-secret, username with password, or access-token, and there"
				+ " is no GigaChatCredentials or GigaChatConnectionDetails bean." + describe(blank), ACTION);
	}

	static InvalidGigaChatConfigurationException of(String type, String needed, List<String> blank) {
		return new InvalidGigaChatConfigurationException("GigaChat has no credentials: spring.ai.gigachat.auth-type is "
				+ type + ", and " + needed + " is not set." + describe(blank), ACTION);
	}

	private static String describe(List<String> blank) {
		return blank.isEmpty() ? "" : " These are there, but blank: " + String.join(", ", blank) + ".";
	}

}
