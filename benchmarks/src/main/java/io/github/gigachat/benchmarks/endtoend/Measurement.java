package io.github.gigachat.benchmarks.endtoend;

import java.util.Locale;

/**
 * A result of one client in one round. Numbers that a scenario does not have are not a
 * number.
 *
 * @param operations the number of operations
 * @param micros the median time of an operation in µs
 * @param cpuMicros the CPU time of the process for an operation in µs
 * @param bytes the bytes on the heap for an operation
 */
record Measurement(long operations, double micros, double cpuMicros, double bytes) {

	/** The beginning of the line on which a worker prints a measurement. */
	static final String PREFIX = "MEASURED ";

	static Measurement of(long operations, double nanos, Usage usage) {
		return new Measurement(operations, nanos / 1000, usage.cpuNanos() / 1000.0 / operations,
				(double) usage.bytes() / operations);
	}

	/** Returns a measurement of the time alone. */
	static Measurement ofTime(long operations, double nanos) {
		return new Measurement(operations, nanos / 1000, Double.NaN, Double.NaN);
	}

	static Measurement parse(String line) {
		String[] parts = line.substring(PREFIX.length()).split(" ", -1);
		return new Measurement(Long.parseLong(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]),
				Double.parseDouble(parts[3]));
	}

	@Override
	public String toString() {
		return PREFIX + String.format(Locale.ROOT, "%d %.3f %.3f %.1f", this.operations, this.micros, this.cpuMicros,
				this.bytes);
	}

}
