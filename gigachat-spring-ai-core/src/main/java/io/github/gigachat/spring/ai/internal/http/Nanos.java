package io.github.gigachat.spring.ai.internal.http;

import java.time.Duration;

/**
 * Converts durations to nanoseconds that can be added to {@link System#nanoTime()}.
 */
final class Nanos {

	/** Half of the range, so that differences of nanoTime values do not overflow. */
	private static final long MAX = Long.MAX_VALUE / 2;

	private Nanos() {
	}

	/**
	 * Returns the duration in nanoseconds, between zero and about 146 years.
	 */
	static long of(Duration duration) {
		if (duration.isNegative()) {
			return 0;
		}
		return (duration.compareTo(Duration.ofNanos(MAX)) > 0) ? MAX : duration.toNanos();
	}

}
