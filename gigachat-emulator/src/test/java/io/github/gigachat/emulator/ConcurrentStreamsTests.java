package io.github.gigachat.emulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the number of concurrent streams on an HTTP/2 connection.
 */
@Timeout(60)
class ConcurrentStreamsTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Test
	void announcesTheMaximumNumberOfStreams() {
		try (GigaChatEmulator emulator = GigaChatEmulator.builder()
			.tls()
			.noAuthentication()
			.maxConcurrentStreams(2)
			.start()) {
			TestClient client = new TestClient(emulator);
			client.send(client.models("", "/models"));
			NetworkFault hold = emulator.network().onChat().silentBeforeResponse().always();
			List<CompletableFuture<HttpResponse<String>>> open = Stream.of("a", "b")
				.map((text) -> client.sendAsync(client.chat("", TestClient.chatBody(text, ""))))
				.toList();
			emulator.awaitRequests(3, LIMIT);

			// the JDK's client enforces the announced limit itself
			assertThat(client.sendAsync(client.chat("", TestClient.chatBody("c", "")))).failsWithin(LIMIT)
				.withThrowableThat()
				.withMessageContaining("too many concurrent streams");

			hold.resume();
			assertThat(open).allSatisfy((answer) -> assertThat(answer).succeedsWithin(LIMIT)
				.extracting(HttpResponse::statusCode)
				.isEqualTo(200));
			assertThat(emulator.connectionsAccepted()).isEqualTo(1);
		}
	}

	@Test
	void refusesALimitBelowOneStream() {
		assertThatIllegalArgumentException().isThrownBy(() -> GigaChatEmulator.builder().maxConcurrentStreams(0))
			.withMessage("At least one stream must be allowed, not 0.");
	}

}
