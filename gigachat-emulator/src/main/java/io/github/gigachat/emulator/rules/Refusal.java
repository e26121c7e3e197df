package io.github.gigachat.emulator.rules;

/**
 * A request that the service refuses.
 */
public final class Refusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** How the service answers to broken JSON and to any wrong shape alike. */
	static final String INVALID_JSON = "Your request contains invalid JSON syntax.";

	/** The HTTP status. */
	private final int status;

	/**
	 * Creates a refusal.
	 * @param status the HTTP status
	 * @param message the service's words
	 */
	public Refusal(int status, String message) {
		// no stack trace: this is an answer, not a defect
		super(message, null, false, false);
		this.status = status;
	}

	/**
	 * The refusal of a body that is not JSON or not of the right shape.
	 * @return the refusal
	 */
	public static Refusal invalidJson() {
		return new Refusal(400, INVALID_JSON);
	}

	static Refusal invalidParams(String what) {
		return new Refusal(422, "Invalid params: " + what);
	}

	/**
	 * The HTTP status.
	 * @return a status of 400 or more
	 */
	public int status() {
		return this.status;
	}

	/**
	 * The service's words.
	 * @return the message of the error's body
	 */
	public String words() {
		return String.valueOf(getMessage());
	}

}
