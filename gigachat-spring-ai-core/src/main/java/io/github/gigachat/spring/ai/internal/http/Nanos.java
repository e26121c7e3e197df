package io.github.gigachat.spring.ai.internal.http;

import java.time.Duration;

/**
 * Conversion of durations to nanoseconds that can be added to {@link System#nanoTime()}.
 */
final class Nanos {

	/** Half of the range: differences on the scale of nanoTime stay meaningful. */
	private static final long MAX = Long.MAX_VALUE / 2;

	private Nanos() {
	}

	/**
	 * The duration in nanoseconds, between zero and some 146 years.
	 */
	static long of(Duration duration) {
		if (duration.isNegative()) {
			return 0;
		}
		return (duration.compareTo(Duration.ofNanos(MAX)) > 0) ? MAX : duration.toNanos();
	}

}
