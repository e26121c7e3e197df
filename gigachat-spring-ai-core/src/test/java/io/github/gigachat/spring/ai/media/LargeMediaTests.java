package io.github.gigachat.spring.ai.media;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that 30 MB are uploaded with less than 8 MB of heap beyond the content that the
 * application holds. The upload runs in a JVM of its own with a heap of that size.
 */
@Timeout(180)
class LargeMediaTests {

	private static final int MEGABYTE = 1024 * 1024;

	/**
	 * How much more than that the heap has; the rest of the 8 is what measuring misses.
	 */
	private static final int ROOM = 5;

	private static int base;

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@TempDir
	private Path folder;

	private final List<Process> children = new ArrayList<>();

	@AfterEach
	void endChildren() {
		this.children.forEach(Process::destroyForcibly);
	}

	@ParameterizedTest
	@EnumSource(names = { "RESOURCE", "ARRAY" })
	void uploadsThirtyMegabytesInASmallHeap(LargeMediaUpload.Source source) throws Exception {
		Path file = this.folder.resolve("large.pdf");
		try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
			large.setLength(30L * MEGABYTE);
		}
		int held = (source == LargeMediaUpload.Source.ARRAY) ? 30 : 0;
		Child child = run(source, file, leastHeap() + held + ROOM);

		assertThat(child.exit()).as(child.output()).isZero();
		assertThat(service.emulator().uploads()).last()
			.satisfies((uploaded) -> assertThat(uploaded.content()).hasSize(30 * MEGABYTE));
	}

	@Test
	void theHeapIsTooSmallForACopy() throws Exception {
		Path file = this.folder.resolve("large.pdf");
		try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
			large.setLength(30L * MEGABYTE);
		}

		assertThat(run(LargeMediaUpload.Source.COPIED_RESOURCE, file, leastHeap() + ROOM).exit()).isNotZero();
	}

	/**
	 * The least heap, in megabytes, in which the same program uploads next to nothing.
	 */
	private int leastHeap() throws Exception {
		if (base > 0) {
			return base;
		}
		Path small = Files.write(this.folder.resolve("small.pdf"), new byte[1024]);
		int least = 8;
		while (run(LargeMediaUpload.Source.RESOURCE, small, least).exit() != 0) {
			least += 2;
			assertThat(least).as("megabytes").isLessThan(64);
		}
		base = least;
		return least;
	}

	private Child run(LargeMediaUpload.Source source, Path file, int heap) throws Exception {
		Path output = this.folder.resolve("output.txt");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx" + heap + "m", "-XX:+UseSerialGC", "-Xmn2m", "-XX:+ExitOnOutOfMemoryError", "-cp", classPath(),
				LargeMediaUpload.class.getName(), service.emulator().baseUrl(), service.emulator().authUrl(),
				source.name(), file.toString())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		this.children.add(process);
		try (var key = process.outputWriter(StandardCharsets.UTF_8)) {
			key.write(service.emulator().apiKey() + "\n");
		}
		catch (IOException ex) {
			// ended already, for want of heap
		}
		if (!process.waitFor(60, TimeUnit.SECONDS)) {
			process.destroyForcibly().waitFor();
		}
		return new Child(process.exitValue(), Files.readString(output));
	}

	/** Where the tests' own classes come from, however they were started. */
	private static String classPath() {
		if (LargeMediaUpload.class.getClassLoader() instanceof URLClassLoader loader) {
			return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
		}
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	/**
	 * What became of the program.
	 *
	 * @param exit 0 when it went well
	 * @param output what it said
	 */
	private record Child(int exit, String output) {
	}

}
