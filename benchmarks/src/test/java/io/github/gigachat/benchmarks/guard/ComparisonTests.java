package io.github.gigachat.benchmarks.guard;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The verdicts of the guard of allocations.
 */
class ComparisonTests {

	@Test
	void acceptsWhatIsWithinTheTolerance() {
		Comparison comparison = compare(Map.of("call", 10_000L, "token", 24L), Map.of("call", 11_064L, "token", 90L));
		assertThat(comparison.isFailed()).isFalse();
		assertThat(comparison.lines()).last().isEqualTo("No benchmark of 2 allocates over 10 % more than the baseline");
	}

	@Test
	void failsOnMoreBytes() {
		Comparison comparison = compare(Map.of("call", 10_000L), Map.of("call", 11_065L));
		assertThat(comparison.isFailed()).isTrue();
		assertThat(comparison.lines()).first()
			.isEqualTo("MORE  call: expected 10000, measured 11065 bytes per operation (+10.7 %)");
		assertThat(comparison.lines().get(1)).contains("Remove the allocations", "-Dbenchmarks=update");
	}

	@Test
	void reportsFewerBytesWithoutFailing() {
		Comparison comparison = compare(Map.of("call", 10_000L), Map.of("call", 8_000L));
		assertThat(comparison.isFailed()).isFalse();
		assertThat(comparison.lines()).first()
			.isEqualTo("LESS  call: expected 10000, measured 8000 bytes per operation (-20.0 %)");
		assertThat(comparison.lines().get(1)).contains("Record that", "-Dbenchmarks=update");
	}

	@Test
	void failsOnBenchmarksThatOnlyOneSideHas() {
		Comparison comparison = compare(Map.of("old", 1L), Map.of("new", 2L));
		assertThat(comparison.isFailed()).isTrue();
		assertThat(comparison.lines()).contains("GONE  old: expected 1 bytes per operation, not measured",
				"NEW   new: not in the baseline, measured 2 bytes per operation");
	}

	@Test
	void ignoresTheRestOfTheBaselineInARunOfSome() {
		Comparison comparison = Comparison.of(new TreeMap<>(Map.of("call", 1L, "other", 2L)),
				new TreeMap<>(Map.of("call", 1L)), false);
		assertThat(comparison.isFailed()).isFalse();
	}

	@Test
	void writesTheBaselineSortedWithALineForEachBenchmark(@TempDir Path folder) throws Exception {
		Baseline baseline = new Baseline(folder.resolve("baseline.json"));
		baseline.write(Map.of("b(length=2)", 20L, "a", 10L));
		assertThat(baseline.file()).hasContent("{\n\t\"a\": 10,\n\t\"b(length=2)\": 20\n}\n");
		assertThat(baseline.read()).containsExactlyInAnyOrderEntriesOf(Map.of("a", 10L, "b(length=2)", 20L));
	}

	private static Comparison compare(Map<String, Long> expected, Map<String, Long> measured) {
		return Comparison.of(new TreeMap<>(expected), new TreeMap<>(measured), true);
	}

}
