package io.github.gigachat.samples.quickstart;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.gigachat.emulator.GigaChatEmulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The quickstart in a JVM of its own under {@code LANG=C}, with its standard input and
 * output at a test's hand.
 */
final class QuickstartProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Process process;

	private final AtomicReference<String> output = new AtomicReference<>("");

	private final CompletableFuture<Void> reader;

	private QuickstartProcess(Process process) {
		this.process = process;
		this.reader = CompletableFuture.runAsync(this::read, (task) -> new Thread(task, "quickstart-output").start());
	}

	/**
	 * Starts the quickstart without a key.
	 */
	static QuickstartProcess start(String... arguments) {
		return start(Map.of("GIGACHAT_API_KEY", ""), arguments);
	}

	/**
	 * Starts the quickstart with a key, and the emulator in the service's place.
	 */
	static QuickstartProcess startWithKey(GigaChatEmulator service, String... arguments) {
		return start(Map.of("GIGACHAT_API_KEY", service.apiKey(), "SPRING_AI_GIGACHAT_BASE_URL", service.baseUrl(),
				"SPRING_AI_GIGACHAT_AUTH_URL", service.authUrl()), arguments);
	}

	private static QuickstartProcess start(Map<String, String> environment, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path"), QuickstartApplication.class.getName()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().keySet().removeIf((name) -> name.matches("(SERVER|SPRING|GIGACHAT|JAVA|JDK)_.*"));
		builder.environment().putAll(Map.of("LANG", "C", "LC_ALL", "C"));
		builder.environment().putAll(environment);
		try {
			return new QuickstartProcess(builder.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		char[] piece = new char[1024];
		try (Reader printed = new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8)) {
			for (int length = printed.read(piece); length >= 0; length = printed.read(piece)) {
				this.output.accumulateAndGet(String.valueOf(piece, 0, length), String::concat);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Types text; the input stays open.
	 */
	QuickstartProcess type(String text) {
		try {
			OutputStream input = this.process.getOutputStream();
			input.write(text.getBytes(StandardCharsets.UTF_8));
			input.flush();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits until a text was printed.
	 */
	QuickstartProcess awaitOutput(String text) {
		await().atMost(PATIENCE)
			.failFast("the process ended", () -> !this.process.isAlive() && this.reader.isDone())
			.untilAsserted(() -> assertThat(output()).contains(text));
		return this;
	}

	/**
	 * What was printed so far.
	 */
	String output() {
		return this.output.get();
	}

	/**
	 * Ends the input.
	 */
	QuickstartProcess endInput() {
		try {
			this.process.getOutputStream().close();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits for the end of the process, which has to be a good one.
	 * @return all that it printed
	 */
	String awaitGoodEnd() throws Exception {
		assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended in time:%n%s", output())
			.isTrue();
		this.reader.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(this.process.exitValue()).as("exit code:%n%s", output()).isZero();
		return output();
	}

	/**
	 * Ends the process, if it still runs.
	 */
	@Override
	public void close() {
		this.process.destroyForcibly();
		this.reader.join();
	}

}
