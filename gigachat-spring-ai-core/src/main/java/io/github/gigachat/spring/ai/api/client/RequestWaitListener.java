package io.github.gigachat.spring.ai.api.client;

import java.time.Duration;

/**
 * Hears how long requests waited in line under {@code max-concurrent-requests}. Without
 * that limit it hears nothing.
 */
@FunctionalInterface
public interface RequestWaitListener {

	/**
	 * A request is not in line any more, or never was. Called on whatever thread made the
	 * room, an event loop among them: it must not block.
	 * @param waited how long it was in line; zero for one that found room at once, or
	 * none even in the line
	 * @param end what came of it
	 */
	void waited(Duration waited, WaitEnd end);

	/** What came of a wait. */
	enum WaitEnd {

		/** There was room, and the request was sent. */
		ADMITTED,

		/** There was no room within {@code acquire-timeout} or the call's time. */
		TIMED_OUT,

		/** {@code max-queued-requests} were in line already. */
		REFUSED,

		/** The caller left or was interrupted, or the API was closed. */
		LEFT

	}

}
