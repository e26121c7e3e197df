package io.github.gigachat.spring.boot.autoconfigure.failure;

import io.github.gigachat.spring.ai.auth.InvalidAuthorizationKeyException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzes an {@link InvalidAuthorizationKeyException}, without showing the key. The key
 * may come from a property or from a bean.
 */
final class InvalidAuthorizationKeyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidAuthorizationKeyException> {

	InvalidAuthorizationKeyFailureAnalyzer() {
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidAuthorizationKeyException cause) {
		String action = "Set spring.ai.gigachat.api-key, or the key of your GigaChatCredentials bean, to the"
				+ " authorization key of your project in the developer console, https://developers.sber.ru/studio."
				+ " If you have a client id and a client secret, set spring.ai.gigachat.client-id and"
				+ " spring.ai.gigachat.client-secret instead.";
		return new FailureAnalysis(cause.getMessage() + ".", action, cause);
	}

}
