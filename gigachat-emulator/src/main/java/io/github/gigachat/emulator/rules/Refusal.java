package io.github.gigachat.emulator.rules;

/**
 * A refusal of a request by the service.
 */
public final class Refusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** The service's text for invalid JSON and for any invalid shape. */
	static final String INVALID_JSON = "Your request contains invalid JSON syntax.";

	private final int status;

	/** Creates a refusal with a status of 400 or more and the service's text. */
	public Refusal(int status, String message) {
		// no stack trace, because this is a response, not a defect
		super(message, null, false, false);
		this.status = status;
	}

	/** Creates the refusal of a body that is not JSON or has an invalid shape. */
	public static Refusal invalidJson() {
		return new Refusal(400, INVALID_JSON);
	}

	static Refusal invalidParams(String what) {
		return new Refusal(422, "Invalid params: " + what);
	}

	public int status() {
		return this.status;
	}

	/** Returns the service's text. */
	public String words() {
		return String.valueOf(getMessage());
	}

}
