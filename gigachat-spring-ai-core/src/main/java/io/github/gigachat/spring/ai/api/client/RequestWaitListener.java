package io.github.gigachat.spring.ai.api.client;

import java.time.Duration;

/**
 * Listener for the time that requests wait in the queue of
 * {@code max-concurrent-requests}. It is never called if that limit is not set.
 */
@FunctionalInterface
public interface RequestWaitListener {

	/**
	 * Called when a request leaves the queue, and when a request is admitted or refused
	 * without entering it. The calling thread is the one that freed the permit. It may be
	 * an event loop, so an implementation must not block.
	 * @param waited the time in the queue; zero for a request that was admitted at once
	 * or refused because the queue was full
	 * @param end the outcome
	 */
	void waited(Duration waited, WaitEnd end);

	/** The outcome of a wait. */
	enum WaitEnd {

		/** The request was admitted and sent. */
		ADMITTED,

		/**
		 * No permit became free within {@code acquire-timeout} or the timeout of the
		 * call.
		 */
		TIMED_OUT,

		/** The queue already held {@code max-queued-requests} requests. */
		REFUSED,

		/** The caller cancelled the request or was interrupted, or the API was closed. */
		LEFT

	}

}
