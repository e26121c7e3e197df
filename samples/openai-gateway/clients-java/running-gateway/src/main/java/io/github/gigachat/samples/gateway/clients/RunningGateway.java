package io.github.gigachat.samples.gateway.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gigachat.emulator.GigaChatEmulator;

/**
 * The packaged gateway as a process of its own, on a free port of 127.0.0.1, with an
 * emulator in place of GigaChat. The process has its own libraries, so that it runs
 * beside any version of a client.
 */
public final class RunningGateway implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final Duration LOOK = Duration.ofMillis(100);

	private static final Pattern STARTED = Pattern.compile("Netty started on port (\\d+) ");

	private final GigaChatEmulator emulator;

	private final Process process;

	private final Thread atExit;

	private int port;

	private RunningGateway(GigaChatEmulator emulator, Process process) {
		this.emulator = emulator;
		this.process = process;
		this.atExit = new Thread(process::destroyForcibly);
		Runtime.getRuntime().addShutdownHook(this.atExit);
	}

	/**
	 * Starts an emulator and the gateway, and waits until the gateway listens. Its output
	 * goes to {@code target/gateway.log}.
	 * @return the running gateway, to be closed
	 * @throws IllegalStateException if the gateway is not packaged, or does not start
	 */
	public static RunningGateway start() {
		Path module = Path.of(System.getProperty("basedir", ""));
		Path jar = module.resolve("../../target/openai-gateway.jar");
		if (!Files.isRegularFile(jar)) {
			throw new IllegalStateException(
					"There is no gateway to run. Package it: ./mvnw -pl samples/openai-gateway -am package");
		}
		GigaChatEmulator emulator = GigaChatEmulator.start();
		try {
			Path log = module.resolve("target/gateway.log");
			ProcessBuilder builder = new ProcessBuilder(
					Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString(),
					"--server.port=0", "--spring.ai.gigachat.base-url=" + emulator.baseUrl(),
					"--spring.ai.gigachat.auth-url=" + emulator.authUrl(),
					"--spring.ai.gigachat.api-key=" + emulator.apiKey())
				.redirectErrorStream(true)
				.redirectOutput(log.toFile());
			// properties of whoever runs the tests are not those of the gateway
			builder.environment().keySet().removeIf((name) -> name.matches("(SPRING|GIGACHAT|SERVER)_.*"));
			RunningGateway gateway = new RunningGateway(emulator, builder.start());
			gateway.awaitPort(log);
			return gateway;
		}
		catch (IOException ex) {
			emulator.close();
			throw new UncheckedIOException(ex);
		}
	}

	/** Reads the port from the log, which tells it when the gateway listens. */
	private void awaitPort(Path log) throws IOException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		try {
			Matcher started = STARTED.matcher(Files.readString(log));
			while (!started.find()) {
				if (System.nanoTime() > end || this.process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
					close();
					throw new IllegalStateException("The gateway did not start. Its output is in " + log);
				}
				started = STARTED.matcher(Files.readString(log));
			}
			this.port = Integer.parseInt(started.group(1));
		}
		catch (InterruptedException ex) {
			close();
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the gateway starts", ex);
		}
	}

	/**
	 * Returns the base URL for clients of OpenAI.
	 * @return for example {@code http://127.0.0.1:40123/v1}
	 */
	public String url() {
		return "http://127.0.0.1:" + this.port + "/v1";
	}

	/**
	 * Returns the emulator, for scripts and for the requests that the gateway sent.
	 * @return the emulator behind the gateway
	 */
	public GigaChatEmulator emulator() {
		return this.emulator;
	}

	/**
	 * Ends the gateway and the emulator.
	 */
	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		Runtime.getRuntime().removeShutdownHook(this.atExit);
		this.emulator.close();
	}

}
