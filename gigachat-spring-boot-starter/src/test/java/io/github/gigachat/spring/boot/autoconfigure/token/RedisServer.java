package io.github.gigachat.spring.boot.autoconfigure.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Redis for one test: the installed {@code redis-server} on a free port of 127.0.0.1,
 * without persistence. If the program is missing, the test is skipped; it fails if the
 * environment has {@code CI=true}.
 */
final class RedisServer implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final int port;

	private Process process;

	private RedisServer(int port) {
		this.port = port;
		this.process = launch(port);
	}

	static RedisServer start() {
		boolean installed = Arrays.stream(System.getenv("PATH").split(":", -1))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, "redis-server")));
		if ("true".equals(System.getenv("CI"))) {
			assertThat(installed).as("redis-server is installed, which CI=true wants").isTrue();
		}
		Assumptions.assumeTrue(installed, "redis-server is not installed");
		return new RedisServer(freePort());
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Process launch(int port) {
		try {
			Process process = new ProcessBuilder("redis-server", "--bind", "127.0.0.1", "--port", String.valueOf(port),
					"--save", "", "--appendonly", "no")
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			await().atMost(LIMIT).until(() -> answers(port));
			return process;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean answers(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
			socket.setSoTimeout(1000);
			socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
		}
		catch (IOException ex) {
			return false;
		}
	}

	int port() {
		return this.port;
	}

	String[] properties() {
		return new String[] { "spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + this.port };
	}

	/** Kills the server, as a crash would. */
	void kill() {
		this.process.destroyForcibly();
		try {
			assertThat(this.process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Starts the server again, empty, on the same port. */
	void restart() {
		this.process = launch(this.port);
	}

	@Override
	public void close() {
		kill();
	}

}
