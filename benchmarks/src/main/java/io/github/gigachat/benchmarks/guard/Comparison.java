package io.github.gigachat.benchmarks.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Compares measured bytes per operation with the baseline. More bytes, and benchmarks
 * that only one side has, are failures. Fewer bytes are reported.
 */
final class Comparison {

	/** The command that writes the baseline. */
	static final String UPDATE = "./mvnw -B -Pbenchmarks -pl benchmarks -am -DskipTests verify -Dbenchmarks=update";

	private static final double TOLERANCE = 0.10;

	/** Allowed beside the tolerance, for operations that allocate next to nothing. */
	private static final long SLACK = 64;

	private final List<String> lines = new ArrayList<>();

	private int failures;

	private int savings;

	private Comparison() {
	}

	/**
	 * Compares.
	 * @param expected the baseline
	 * @param measured the measured bytes
	 * @param complete whether all benchmarks were measured
	 */
	static Comparison of(SortedMap<String, Long> expected, SortedMap<String, Long> measured, boolean complete) {
		Comparison comparison = new Comparison();
		TreeSet<String> names = new TreeSet<>(measured.keySet());
		if (complete) {
			names.addAll(expected.keySet());
		}
		names.forEach((name) -> comparison.compare(name, expected, measured));
		comparison.conclude(names.size());
		return comparison;
	}

	private void compare(String name, Map<String, Long> expected, Map<String, Long> measured) {
		Long before = expected.get(name);
		Long now = measured.get(name);
		if (now == null) {
			this.failures++;
			this.lines.add("GONE  " + name + ": expected " + before + " bytes per operation, not measured");
			return;
		}
		if (before == null) {
			this.failures++;
			this.lines.add("NEW   " + name + ": not in the baseline, measured " + now + " bytes per operation");
			return;
		}
		double change = (before == 0) ? 0 : 100.0 * (now - before) / before;
		String percent = String.format(Locale.ROOT, " (%+.1f %%)", change);
		if (now > before * (1 + TOLERANCE) + SLACK) {
			this.failures++;
			add("MORE", name, before, now, percent);
		}
		else if (now < before * (1 - TOLERANCE) - SLACK) {
			this.savings++;
			add("LESS", name, before, now, percent);
		}
		else {
			add("ok", name, before, now, percent);
		}
	}

	private void add(String verdict, String name, long before, long now, String percent) {
		this.lines.add(String.format(Locale.ROOT, "%-5s %s: expected %d, measured %d bytes per operation%s", verdict,
				name, before, now, percent));
	}

	private void conclude(int benchmarks) {
		if (this.savings > 0) {
			this.lines.add(this.savings + " of " + benchmarks + " benchmarks allocate over 10 % less than the baseline."
					+ " Record that, so that it stays: " + UPDATE);
		}
		if (this.failures > 0) {
			this.lines.add(this.failures + " of " + benchmarks + " benchmarks differ from the baseline: over 10 % more"
					+ " bytes (MORE), not in the baseline (NEW) or not measured (GONE). Remove the allocations. If they"
					+ " are worth it, or the benchmark is new, record them and give the reason in the commit: "
					+ UPDATE);
		}
		else {
			this.lines.add("No benchmark of " + benchmarks + " allocates over 10 % more than the baseline");
		}
	}

	List<String> lines() {
		return List.copyOf(this.lines);
	}

	boolean isFailed() {
		return this.failures > 0;
	}

}
