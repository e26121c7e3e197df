package io.github.gigachat.spring.boot.autoconfigure.credentials;

import java.io.Serial;
import java.util.List;

import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;

/**
 * Thrown if no credentials of any kind are configured. An application whose models have
 * their own API needs none.
 */
public final class MissingCredentialsException extends InvalidGigaChatConfigurationException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient List<String> blank;

	MissingCredentialsException(String description, String action, List<String> blank) {
		super(description, action);
		this.blank = List.copyOf(blank);
	}

	/** Returns the properties that are set, but blank. */
	List<String> blank() {
		return this.blank;
	}

}
