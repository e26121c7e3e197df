package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.TimeUnit;

/**
 * Whether a failed request is sent again without counting as an attempt.
 */
enum UncountedRetry {

	/** It is not. */
	NONE,

	/**
	 * The connection was lost without a byte of response, as one from the pool that the
	 * server had closed is.
	 */
	AT_ONCE,

	/** The server did not process it. */
	WHEN_ROOM;

	/** A pooled connection that was closed while idle fails sooner than that. */
	private static final long SOON = TimeUnit.SECONDS.toNanos(1);

	/**
	 * Decides about a failure.
	 * @param failure the client's exception
	 * @param over whether a head came, the exchange was given up from this side, or there
	 * is nothing left to send
	 * @param sentAt when the request was sent, on the scale of nanoTime
	 * @param scope gives at most one repeat at once
	 */
	static UncountedRetry after(Throwable failure, boolean over, long sentAt, CallScope scope) {
		if (over) {
			return NONE;
		}
		if (JdkFailures.isNotProcessed(failure)) {
			return WHEN_ROOM;
		}
		boolean soon = System.nanoTime() - sentAt < SOON;
		return (soon && JdkFailures.isLostWithoutResponse(failure) && scope.takeFreeRepeat()) ? AT_ONCE : NONE;
	}

}
