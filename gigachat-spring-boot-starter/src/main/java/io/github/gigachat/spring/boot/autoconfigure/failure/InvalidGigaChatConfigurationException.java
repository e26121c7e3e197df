package io.github.gigachat.spring.boot.autoconfigure.failure;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the configuration of GigaChat is not valid. The message shows no value that
 * may be a secret.
 */
public class InvalidGigaChatConfigurationException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String description;

	private final String action;

	/**
	 * Creates the exception without a cause.
	 * @param description the problem, with the name of the property
	 * @param action the way to solve it
	 */
	public InvalidGigaChatConfigurationException(String description, String action) {
		this(description, action, null);
	}

	/**
	 * Creates the exception.
	 * @param description the problem, with the name of the property
	 * @param action the way to solve it
	 * @param cause the cause, or {@code null} if there is none
	 */
	public InvalidGigaChatConfigurationException(String description, String action, @Nullable Throwable cause) {
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
