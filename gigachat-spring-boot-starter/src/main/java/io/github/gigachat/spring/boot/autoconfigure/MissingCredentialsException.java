package io.github.gigachat.spring.boot.autoconfigure;

import java.io.Serial;

/**
 * Says that the application gave no credentials of any kind, as one does whose models
 * have an API of their own.
 */
final class MissingCredentialsException extends InvalidGigaChatConfigurationException {

	@Serial
	private static final long serialVersionUID = 1L;

	MissingCredentialsException(String description, String action) {
		super(description, action);
	}

}
