package io.github.gigachat.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The measurements of all rounds, and their tables. A ratio is that to the bare client in
 * the same round; its median is followed by the least and the greatest one.
 */
final class Results {

	private final Map<Scenario, Map<Peer, List<Measurement>>> all = new EnumMap<>(Scenario.class);

	void add(Scenario scenario, Peer peer, Measurement measurement) {
		this.all.computeIfAbsent(scenario, (key) -> new EnumMap<>(Peer.class))
			.computeIfAbsent(peer, (key) -> new ArrayList<>())
			.add(measurement);
	}

	String markdown() {
		StringBuilder page = new StringBuilder("JDK ").append(Runtime.version())
			.append(", ")
			.append(Runtime.getRuntime().availableProcessors())
			.append(" processors\n");
		this.all.forEach((scenario, peers) -> {
			page.append("\n**").append(scenario.title()).append("**\n\n");
			page.append("| client | time | × bare | CPU µs | × bare | bytes | × bare |\n");
			page.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
			peers.forEach((peer, rounds) -> page.append("| ")
				.append(peer.title())
				.append(" | ")
				.append(columns(rounds, peers.getOrDefault(Peer.BARE, rounds)))
				.append(" |\n"));
		});
		return page.toString();
	}

	private static String columns(List<Measurement> rounds, List<Measurement> bare) {
		return time(median(rounds, Measurement::micros)) + " | " + ratio(rounds, bare, Measurement::micros) + " | "
				+ number(median(rounds, Measurement::cpuMicros)) + " | " + ratio(rounds, bare, Measurement::cpuMicros)
				+ " | " + number(median(rounds, Measurement::bytes)) + " | " + ratio(rounds, bare, Measurement::bytes);
	}

	private static String time(double micros) {
		return (micros < 10_000) ? String.format(Locale.ROOT, "%,.0f µs", micros)
				: String.format(Locale.ROOT, "%,.0f ms", micros / 1000);
	}

	private static String number(double value) {
		return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.0f", value);
	}

	private static String ratio(List<Measurement> rounds, List<Measurement> bare, ToDoubleFunction<Measurement> value) {
		double[] ratios = ratios(rounds, bare, value);
		return Double.isNaN(ratios[0]) ? "–" : String.format(Locale.ROOT, "%.2f [%.2f–%.2f]", ratios[ratios.length / 2],
				ratios[0], ratios[ratios.length - 1]);
	}

	private static double[] ratios(List<Measurement> rounds, List<Measurement> bare,
			ToDoubleFunction<Measurement> value) {
		return IntStream.range(0, Math.min(rounds.size(), bare.size()))
			.mapToDouble((i) -> value.applyAsDouble(rounds.get(i)) / value.applyAsDouble(bare.get(i)))
			.sorted()
			.toArray();
	}

	private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> value) {
		double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
		return sorted[sorted.length / 2];
	}

	/** Returns the measurement of each round, a line for each client and scenario. */
	String json() {
		String scenarios = this.all.entrySet()
			.stream()
			.map((scenario) -> "\"" + scenario.getKey().id() + "\": " + peers(scenario.getValue()))
			.collect(Collectors.joining(",\n"));
		return "{\n\"jdk\": \"" + Runtime.version() + "\",\n" + scenarios + "\n}\n";
	}

	private static String peers(Map<Peer, List<Measurement>> peers) {
		return peers.entrySet()
			.stream()
			.map((peer) -> "\t\"" + peer.getKey().id() + "\": {"
					+ numbers(peer.getValue(), "micros", Measurement::micros) + ", "
					+ numbers(peer.getValue(), "cpuMicros", Measurement::cpuMicros) + ", "
					+ numbers(peer.getValue(), "bytes", Measurement::bytes) + "}")
			.collect(Collectors.joining(",\n", "{\n", "\n}"));
	}

	private static String numbers(List<Measurement> rounds, String name, ToDoubleFunction<Measurement> value) {
		return "\"" + name + "\": " + Arrays.toString(rounds.stream().map((round) -> number(value, round)).toArray());
	}

	private static String number(ToDoubleFunction<Measurement> value, Measurement round) {
		double number = value.applyAsDouble(round);
		return Double.isNaN(number) ? "null" : String.format(Locale.ROOT, "%.1f", number);
	}

}
