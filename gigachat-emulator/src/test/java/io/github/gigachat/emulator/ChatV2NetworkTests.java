package io.github.gigachat.emulator;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for authentication, quotas and network faults with v2.
 */
class ChatV2NetworkTests {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void cutsAStreamBeforeItsEnd(boolean tls) {
		try (GigaChatEmulator emulator = start(tls)) {
			TestClient client = new TestClient(emulator);
			emulator.onAnyMessage().replyInChunks("Раз, ", "два.");
			NetworkFault silence = emulator.network().onChat().silentAfterEvents(1);
			ByteArrayOutputStream body = new ByteArrayOutputStream();

			CompletableFuture<HttpResponse<Void>> answer = client.collect(stream(client), body);
			// the JDK's client drops unread data when an HTTP/2 stream is reset
			Awaitility.await().until(() -> body.toString(StandardCharsets.UTF_8).contains("Раз, "));
			silence.cut();

			assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join);
			assertThat(body.toString(StandardCharsets.UTF_8)).doesNotContain("response.message.done");
			assertThat(emulator.lastChatRequest().protocol()).isEqualTo(tls ? "HTTP/2" : "HTTP/1.1");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void splitsAStreamAndLosesNothing(boolean tls) {
		try (GigaChatEmulator emulator = start(tls)) {
			TestClient client = new TestClient(emulator);
			emulator.onAnyMessage().replyInChunks("Раз, ", "два.");
			emulator.network().onChat().splitEvery(3);

			assertThat(ServerEvent.all(client.send(stream(client)).body())).extracting(ServerEvent::name)
				.containsExactly("response.message.delta", "response.message.delta", "response.message.done");
		}
	}

	@Test
	void holdsAStreamAfterAnEventAndCountsItAsOpen() throws Exception {
		try (GigaChatEmulator emulator = start(false)) {
			TestClient client = new TestClient(emulator);
			emulator.limitConcurrentRequests(1);
			NetworkFault hold = emulator.network().onChat().silentAfterEvents(1);
			HttpResponse<InputStream> first = client.open(stream(client));

			HttpResponse<String> second = client.send(client.chatV2("", TestClient.chatV2Body("x", "")));
			hold.resume();

			assertThat(second.statusCode()).isEqualTo(429);
			assertThat(new String(first.body().readAllBytes(), StandardCharsets.UTF_8))
				.contains("response.message.done");
		}
	}

	@Test
	void refusesRequestsWhenThePackageIsExhausted() {
		try (GigaChatEmulator emulator = start(false)) {
			TestClient client = new TestClient(emulator);
			emulator.exhaustPackage();

			assertThat(client.send(stream(client)).body())
				.isEqualTo("{\"status\":402,\"message\":\"Payment Required\"}");
		}
	}

	@Test
	void refusesARequestWithoutATokenOrAUserAgent() {
		try (GigaChatEmulator emulator = GigaChatEmulator.start()) {
			TestClient client = new TestClient(emulator);
			String body = TestClient.chatV2Body("x", "");
			HttpRequest.Builder anonymous = client.chatV2(client.token(), body).setHeader("User-Agent", " ");

			assertThat(client.send(client.chatV2("none", body)).body())
				.isEqualTo("{\"status\":401,\"message\":\"Unauthorized\"}");
			assertThat(client.send(anonymous).body()).isEqualTo("{\"message\":\"Unauthorized\"}");
			assertThat(client.send(client.chatV2(client.token(), body)).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void failsAsScripted() {
		try (GigaChatEmulator emulator = start(false)) {
			TestClient client = new TestClient(emulator);
			emulator.onAnyMessage().fail(429, Duration.ofSeconds(2)).then().fail(503).then().reply("Here I am.");

			HttpResponse<String> busy = client.send(stream(client));
			HttpResponse<String> page = client.send(stream(client));
			HttpResponse<String> answer = client.send(stream(client));

			assertThat(busy.statusCode()).isEqualTo(429);
			assertThat(busy.headers().firstValue("Retry-After")).hasValue("2");
			assertThat(page.body()).contains("503 Service Temporarily Unavailable");
			assertThat(answer.body()).contains("Here I am.");
			assertThat(emulator.chatRequests()).hasSize(3)
				.allSatisfy((request) -> assertThat(request.chat().apiVersion()).isEqualTo(2));
		}
	}

	private static GigaChatEmulator start(boolean tls) {
		GigaChatEmulator.Builder builder = GigaChatEmulator.builder().noAuthentication();
		return (tls ? builder.tls() : builder).start();
	}

	private static HttpRequest.Builder stream(TestClient client) {
		return client.chatV2("", TestClient.chatV2Body("x", ",\"stream\":true"));
	}

}
