package io.github.gigachat.spring.ai.auth;

import java.time.Duration;

/**
 * Is told of each attempt to get an access token. It is called on a thread of the
 * provider's own that may block; what it throws is ignored.
 */
@FunctionalInterface
public interface TokenListener {

	/**
	 * Called after an attempt.
	 * @param outcome how it ended
	 * @param duration how long it took, without the pauses between attempts
	 */
	void refreshed(Outcome outcome, Duration duration);

	/** How an attempt to get an access token ended. */
	enum Outcome {

		/** The source gave a token. */
		FETCHED,

		/** Another instance had put a token into the shared store. */
		SHARED,

		/** There was no token for a passing reason: it is tried again. */
		FAILED,

		/** The source refused for good. */
		REFUSED

	}

}
