package io.github.gigachat.benchmarks.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures the time and the bytes of all micro benchmarks, and writes {@code micro.json}
 * and {@code micro.md}.
 */
final class FullRun {

	private FullRun() {
	}

	static void run(Path target, String include) throws IOException, RunnerException {
		Collection<RunResult> results = new Runner(new OptionsBuilder().include(include)
			.mode(Mode.AverageTime)
			.timeUnit(TimeUnit.MICROSECONDS)
			.forks(1)
			.warmupIterations(5)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(5)
			.measurementTime(TimeValue.seconds(1))
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.resultFormat(ResultFormatType.JSON)
			.result(target.resolve("micro.json").toString())
			.build()).run();
		String table = table(results);
		Files.writeString(target.resolve("micro.md"), table);
		System.out.println(table);
	}

	private static String table(Collection<RunResult> results) {
		StringBuilder table = new StringBuilder("JDK ").append(Runtime.version())
			.append(", ")
			.append(Runtime.getRuntime().availableProcessors())
			.append(" processors\n\n| benchmark | µs per operation | ± | bytes per operation |\n")
			.append("| --- | ---: | ---: | ---: |\n");
		for (RunResult result : results) {
			Result<?> time = result.getPrimaryResult();
			table.append(
					String.format(Locale.ROOT, "| %s | %,.3f | %,.3f | %,d |%n", AllocationRun.name(result.getParams()),
							time.getScore(), time.getScoreError(), AllocationRun.bytes(result)));
		}
		return table.toString();
	}

}
