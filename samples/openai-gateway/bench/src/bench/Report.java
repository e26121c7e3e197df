package bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table of the results, and whether they keep the bounds.
 */
final class Report {

	private final Map<Bound, Double> otherBounds;

	private final List<String> rows = new ArrayList<>();

	private final List<String> missed = new ArrayList<>();

	Report(Map<Bound, Double> otherBounds) {
		this.otherBounds = otherBounds;
	}

	/** Adds a result that is told and not judged, with its aim or an empty text. */
	void told(String what, String direct, String gateway, String aim) {
		row(what, direct, gateway, aim.isEmpty() ? "" : "(" + aim + ")");
	}

	/** Adds a result that a bound judges. */
	void judged(Bound bound, String what, String direct, double gateway) {
		double limit = this.otherBounds.getOrDefault(bound, bound.limit);
		boolean kept = gateway <= limit;
		row(what, direct, number(gateway) + bound.unit + (kept ? "" : " **missed**"),
				(limit == 0) ? "0" : "≤ " + number(limit) + bound.unit);
		if (!kept) {
			this.missed.add(bound.option());
		}
	}

	private void row(String what, String direct, String gateway, String bound) {
		String row = "| " + String.join(" | ", what, direct, gateway, bound) + " |";
		this.rows.add(row);
		System.err.println(row);
	}

	/** Prints the table, and returns whether all bounds were kept. */
	boolean print() {
		System.out.println("| | direct | gateway | bound (or aim) |\n| --- | ---: | ---: | ---: |");
		this.rows.forEach(System.out::println);
		System.out.println(this.missed.isEmpty() ? "\nAll bounds were kept." : "\nMissed: " + String.join(", ", this.missed) + ".");
		return this.missed.isEmpty();
	}

	/** Returns the middle of some values with the least and the greatest one. */
	static String spread(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		String middle = number(percentile(sorted, 50));
		return (sorted.length == 1) ? middle
				: "%s (%s to %s)".formatted(middle, number(sorted[0]), number(sorted[sorted.length - 1]));
	}

	/** Returns the value below which a share of sorted values lies. */
	static double percentile(double[] sorted, int percent) {
		return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
	}

	static String number(double value) {
		String form = (value == Math.rint(value)) ? "%.0f" : (Math.abs(value) < 100) ? "%.1f" : "%.0f";
		return String.format(Locale.ROOT, form, value);
	}

	/** The bounds of the gateway. */
	enum Bound {

		FAULTS(0, ""), THREADS(60, ""), MEMORY(420, " MB"), HEAP(60, " MB"), BYTES(6.5, " KB"), CALLS(0, ""),
		CALL_THREADS(60, ""), OPEN(0, ""), CANCELS(0, ""), GROWTH(5, " %");

		private final double limit;

		private final String unit;

		Bound(double limit, String unit) {
			this.limit = limit;
			this.unit = unit;
		}

		/** Returns the name on the command line. */
		String option() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		static Bound ofOption(String option) {
			return Bound.valueOf(option.toUpperCase(Locale.ROOT).replace('-', '_'));
		}

	}

}
