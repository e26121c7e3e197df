package io.github.gigachat.spring.boot.autoconfigure.credentials;

import java.io.Serial;

import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;

/**
 * Thrown if no credentials of any kind are configured. An application whose models have
 * their own API needs none.
 */
public final class MissingCredentialsException extends InvalidGigaChatConfigurationException {

	@Serial
	private static final long serialVersionUID = 1L;

	MissingCredentialsException(String description, String action) {
		super(description, action);
	}

}
