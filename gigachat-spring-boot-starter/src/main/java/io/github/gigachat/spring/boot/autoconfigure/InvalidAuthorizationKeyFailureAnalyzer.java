package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.spring.ai.auth.InvalidAuthorizationKeyException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says that an authorization key cannot be one, wherever it came from, without showing
 * it.
 */
final class InvalidAuthorizationKeyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidAuthorizationKeyException> {

	InvalidAuthorizationKeyFailureAnalyzer() {
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidAuthorizationKeyException cause) {
		String action = "Set spring.ai.gigachat.api-key, or the GigaChatCredentials bean where there is one, to the"
				+ " authorization key of your project in the developer console, https://developers.sber.ru/studio."
				+ " With a client id and a client secret at hand, set spring.ai.gigachat.client-id and"
				+ " spring.ai.gigachat.client-secret in its place.";
		return new FailureAnalysis(cause.getMessage() + ".", action, cause);
	}

}
