package io.github.gigachat.spring.boot.autoconfigure.failure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzes an {@link InvalidGigaChatConfigurationException}.
 */
final class InvalidGigaChatConfigurationFailureAnalyzer
		extends AbstractFailureAnalyzer<InvalidGigaChatConfigurationException> {

	InvalidGigaChatConfigurationFailureAnalyzer() {
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidGigaChatConfigurationException cause) {
		return new FailureAnalysis(cause.description(), cause.action(), cause);
	}

}
