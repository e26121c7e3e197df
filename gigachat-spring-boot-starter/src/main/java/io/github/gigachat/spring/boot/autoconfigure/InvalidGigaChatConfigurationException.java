package io.github.gigachat.spring.boot.autoconfigure;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the configuration of GigaChat is not valid. The message shows no value that
 * may be a secret.
 */
class InvalidGigaChatConfigurationException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String description;

	private final String action;

	InvalidGigaChatConfigurationException(String description, String action) {
		this(description, action, null);
	}

	InvalidGigaChatConfigurationException(String description, String action, @Nullable Throwable cause) {
		super(description + " " + action, cause);
		this.description = description;
		this.action = action;
	}

	final String description() {
		return this.description;
	}

	final String action() {
		return this.action;
	}

}
