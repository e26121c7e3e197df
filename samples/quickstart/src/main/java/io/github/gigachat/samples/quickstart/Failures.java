package io.github.gigachat.samples.quickstart;

/**
 * Failures in the words that a user is shown.
 */
final class Failures {

	private Failures() {
	}

	/**
	 * What went wrong and what to do, on one line. The messages of this provider's
	 * exceptions say both, with neither a secret nor the conversation in them.
	 */
	static String line(Throwable failure) {
		String message = failure.getMessage();
		return (message != null) ? message.replaceAll("\\s+", " ").strip() : failure.getClass().getSimpleName();
	}

}
