package io.github.gigachat.samples.quickstart;

/**
 * Texts of failures for the user.
 */
final class Failures {

	private Failures() {
	}

	/**
	 * Describes a failure and its remedy on one line. The messages of this provider's
	 * exceptions have both, without secrets and without text of the conversation.
	 */
	static String line(Throwable failure) {
		String message = failure.getMessage();
		return (message != null) ? message.replaceAll("\\s+", " ").strip() : failure.getClass().getSimpleName();
	}

}
