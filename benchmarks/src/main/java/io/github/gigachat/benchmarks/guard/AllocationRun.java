package io.github.gigachat.benchmarks.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures the bytes that one operation of each benchmark allocates. Measures no time, so
 * a busy machine does not matter.
 * <p>
 * The benchmarks run without the optimizing compiler (C2). It removes some allocations,
 * and not the same ones in each run: bytes differ by up to 5 % with it, and by 0.1 %
 * without it. They are then those of the code as it is written.
 */
final class AllocationRun {

	/**
	 * The benchmarks without a stable number of bytes: those of the network, and those of
	 * many threads.
	 */
	private static final String UNSTABLE = "UploadBenchmark|TokenBenchmark.manyThreads";

	private static final String BYTES = "gc.alloc.rate.norm";

	private AllocationRun() {
	}

	/**
	 * Measures the benchmarks.
	 * @param module the folder of the module
	 * @param include a regular expression that selects benchmarks
	 * @return the bytes of each benchmark, by its name
	 */
	static SortedMap<String, Long> measure(Path module, String include) throws IOException, RunnerException {
		Path log = Files.createDirectories(module.resolve("target")).resolve("allocations.log");
		System.out.println("Measuring the allocations of the micro benchmarks; details are in " + log);
		Collection<RunResult> results = new Runner(new OptionsBuilder().include(include)
			.exclude(UNSTABLE)
			.mode(Mode.AverageTime)
			.timeUnit(TimeUnit.MICROSECONDS)
			.forks(1)
			.warmupIterations(2)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(2)
			.measurementTime(TimeValue.milliseconds(500))
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.jvmArgs("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms512m", "-Xmx512m")
			.output(log.toString())
			.build()).run();
		SortedMap<String, Long> bytes = new TreeMap<>();
		results.forEach((result) -> bytes.put(name(result.getParams()), bytes(result)));
		return bytes;
	}

	/** Returns the bytes per operation. */
	static long bytes(RunResult result) {
		Result<?> bytes = Objects.requireNonNull(result.getSecondaryResults().get(BYTES), BYTES);
		return Math.round(bytes.getScore());
	}

	/** Returns the class, the method and the parameters of a benchmark. */
	static String name(BenchmarkParams benchmark) {
		String method = benchmark.getBenchmark();
		String name = method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1);
		String parameters = benchmark.getParamsKeys()
			.stream()
			.map((key) -> key + "=" + benchmark.getParam(key))
			.collect(Collectors.joining(", "));
		return parameters.isEmpty() ? name : name + "(" + parameters + ")";
	}

}
