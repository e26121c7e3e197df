package io.github.gigachat.benchmarks.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The committed bytes per operation of each benchmark. JDKs allocate differently, so each
 * has a file of its own.
 *
 * @param file a JSON object with one line for each benchmark, sorted by name
 */
record Baseline(Path file) {

	/** Returns the baseline of the running JDK. */
	static Baseline of(Path module) {
		return new Baseline(module.resolve("allocations-jdk" + Runtime.version().feature() + ".json"));
	}

	boolean exists() {
		return Files.exists(this.file);
	}

	SortedMap<String, Long> read() throws IOException {
		return JsonMapper.shared().readValue(Files.readString(this.file), new TypeReference<TreeMap<String, Long>>() {
		});
	}

	void write(Map<String, Long> bytes) throws IOException {
		String lines = new TreeMap<>(bytes).entrySet()
			.stream()
			.map((entry) -> "\t\"" + entry.getKey() + "\": " + entry.getValue())
			.collect(Collectors.joining(",\n", "{\n", "\n}\n"));
		Files.writeString(this.file, lines);
	}

}
