package io.github.gigachat.samples.gateway;

import java.io.Serial;

/**
 * Ends the start of a gateway whose configuration is not valid. The message shows no
 * value that may be a secret.
 */
public class InvalidSettingsException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String description;

	private final String action;

	/**
	 * Creates the exception.
	 * @param description the problem, with the name of the property
	 * @param action the way to solve it
	 */
	public InvalidSettingsException(String description, String action) {
		super(description + " " + action);
		this.description = description;
		this.action = action;
	}

	/**
	 * Creates the exception of one property.
	 * @param property the name of the property
	 * @param problem the problem, without a full stop
	 * @param action the way to solve it, without a full stop
	 * @return the exception
	 */
	public static InvalidSettingsException of(String property, String problem, String action) {
		return new InvalidSettingsException("The configuration is not valid. " + property + ": " + problem + ".",
				action + ".");
	}

	String description() {
		return this.description;
	}

	String action() {
		return this.action;
	}

}
