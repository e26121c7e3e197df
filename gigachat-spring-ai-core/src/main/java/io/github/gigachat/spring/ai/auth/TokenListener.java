package io.github.gigachat.spring.ai.auth;

import java.time.Duration;

/**
 * Listener that is notified of each attempt to get an access token. It is called on a
 * thread of the provider and may block. Exceptions that it throws are ignored.
 */
@FunctionalInterface
public interface TokenListener {

	/**
	 * Called after an attempt.
	 * @param outcome the outcome of the attempt
	 * @param duration the time that the attempt took, without the pauses between attempts
	 */
	void refreshed(Outcome outcome, Duration duration);

	/** Outcomes of an attempt to get an access token. */
	enum Outcome {

		/** The token endpoint, or the application's supplier, returned a token. */
		FETCHED,

		/**
		 * The token came from the shared store, where another instance had published it.
		 */
		SHARED,

		/** The attempt failed for a temporary reason; the provider tries again. */
		FAILED,

		/**
		 * The attempt failed permanently, for example because the credentials were
		 * refused.
		 */
		REFUSED

	}

}
