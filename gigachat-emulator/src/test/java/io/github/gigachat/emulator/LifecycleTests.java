package io.github.gigachat.emulator;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The start and the end of an emulator.
 */
class LifecycleTests {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void leavesNoThreadAndNoSocket(boolean tls) throws InterruptedException {
		Set<Thread> before = threads();
		GigaChatEmulator.Builder builder = GigaChatEmulator.builder().noAuthentication();
		GigaChatEmulator emulator = (tls ? builder.tls() : builder).start();
		int port = emulator.port();
		TestClient client = new TestClient(emulator);
		client.send(client.models("", "/models"));
		emulator.network().onChat().silentBeforeResponse().always();
		List<CompletableFuture<HttpResponse<String>>> held = Stream
			.generate(() -> client.sendAsync(client.chat("", TestClient.streamBody("x"))))
			.limit(16)
			.toList();
		emulator.awaitRequests(1 + held.size(), Duration.ofSeconds(10));

		emulator.close();

		assertThat(threadsSince(before)).noneMatch((thread) -> thread.getName().startsWith("gigachat-emulator-"));
		for (Thread thread : threadsSince(before)) {
			// Jetty does not wait until its threads have ended
			thread.join(5_000);
		}
		assertThat(threadsSince(before)).isEmpty();
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
		assertThat(held).allSatisfy((chat) -> assertThat(chat).failsWithin(Duration.ofSeconds(10)));
	}

	@Test
	void closingTwiceIsHarmless() {
		GigaChatEmulator emulator = GigaChatEmulator.start();
		emulator.close();
		emulator.close();

		assertThat(emulator.openConnections()).isZero();
	}

	@Test
	void toStringShowsTheAddress() {
		try (GigaChatEmulator plain = GigaChatEmulator.start();
				GigaChatEmulator tls = GigaChatEmulator.builder().tls().start()) {
			assertThat(plain.baseUrl()).isEqualTo("http://127.0.0.1:" + plain.port() + "/v1");
			assertThat(plain.authUrl()).isEqualTo("http://127.0.0.1:" + plain.port() + "/api/v2/oauth");
			assertThat(tls.baseUrl()).isEqualTo("https://localhost:" + tls.port() + "/v1");
			assertThat(plain.toString()).doesNotContain(plain.apiKey());
			assertThatIllegalStateException().isThrownBy(plain::certificate).withMessageContaining("tls()");
		}
	}

	@Test
	void refusesAPortThatIsTaken() {
		try (GigaChatEmulator first = GigaChatEmulator.start()) {
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> GigaChatEmulator.builder().port(first.port()).start().close())
				.withMessageContaining("127.0.0.1:" + first.port());
		}
	}

	@Test
	void listensOnAFixedPort() {
		int port;
		try (GigaChatEmulator first = GigaChatEmulator.start()) {
			port = first.port();
		}
		try (GigaChatEmulator second = GigaChatEmulator.builder().port(port).start()) {
			assertThat(second.port()).isEqualTo(port);
		}
	}

	private static List<Thread> threadsSince(Set<Thread> before) {
		return threads().stream()
			.filter((thread) -> !before.contains(thread))
			.filter((thread) -> !thread.getName().startsWith("HttpClient-"))
			.filter((thread) -> !thread.getName().startsWith("ForkJoinPool.commonPool"))
			.filter((thread) -> !thread.getName().startsWith("CompletableFutureDelayScheduler"))
			.toList();
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).collect(Collectors.toSet());
	}

}
