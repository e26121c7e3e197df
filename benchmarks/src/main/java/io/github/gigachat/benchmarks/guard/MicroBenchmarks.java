package io.github.gigachat.benchmarks.guard;

import java.io.IOException;
import java.nio.file.Path;

import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs the micro benchmarks in one of three modes: {@code guard} compares their bytes
 * with the baseline, {@code update} writes the baseline, {@code micro} measures all
 * benchmarks in full and writes a table.
 */
public final class MicroBenchmarks {

	private MicroBenchmarks() {
	}

	/**
	 * Runs the benchmarks.
	 * @param args the mode, the folder of the module, and optionally a regular expression
	 * that selects benchmarks
	 * @throws IOException if a file cannot be read or written
	 * @throws RunnerException if a benchmark fails
	 */
	public static void main(String[] args) throws IOException, RunnerException {
		Path module = Path.of(args[1]);
		String include = (args.length > 2 && !args[2].isBlank()) ? args[2] : ".*";
		switch (args[0]) {
			case "guard" -> guard(module, include);
			case "update" -> update(module);
			case "micro" -> FullRun.run(module.resolve("target"), include);
			case "page" -> ResultsPage.of(module).update();
			case "end-to-end", "none" -> {
			}
			default -> throw new IllegalArgumentException(
					"-Dbenchmarks is guard, update, micro, end-to-end, page or none, not " + args[0]);
		}
	}

	private static void guard(Path module, String include) throws IOException, RunnerException {
		Baseline baseline = Baseline.of(module);
		if (!baseline.exists()) {
			print("The guard of allocations is skipped: there is no " + baseline.file().getFileName() + " for JDK "
					+ Runtime.version().feature() + ". To record it on this JDK: " + Comparison.UPDATE);
			return;
		}
		Comparison comparison = Comparison.of(baseline.read(), AllocationRun.measure(module, include),
				include.equals(".*"));
		comparison.lines().forEach(MicroBenchmarks::print);
		if (comparison.isFailed()) {
			// the status fails the build; a stack trace would hide the lines above
			System.exit(1);
		}
	}

	private static void update(Path module) throws IOException, RunnerException {
		Baseline baseline = Baseline.of(module);
		baseline.write(AllocationRun.measure(module, ".*"));
		print("Wrote " + baseline.file());
	}

	private static void print(String line) {
		System.out.println(line);
	}

}
