package io.github.gigachat.spring.ai.internal.http;

import java.util.concurrent.TimeUnit;

/**
 * Repeats of a failed request that do not count as an attempt.
 */
enum UncountedRetry {

	/** The request is not repeated. */
	NONE,

	/**
	 * The request is repeated at once: the connection was lost without a byte of
	 * response, as happens to a pooled connection that the server has closed.
	 */
	AT_ONCE,

	/** The request is repeated when a stream is free: the server did not process it. */
	WHEN_ROOM;

	/**
	 * A pooled connection that was closed while idle fails within this time in
	 * nanoseconds.
	 */
	private static final long SOON = TimeUnit.SECONDS.toNanos(1);

	/**
	 * Returns the repeat for a failure.
	 * @param over {@code true} if response headers arrived, the exchange was aborted on
	 * this side, or the request body cannot be sent again
	 * @param sentAt the time when the request was sent, on the scale of nanoTime
	 * @param scope the call, which allows one repeat at once
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
