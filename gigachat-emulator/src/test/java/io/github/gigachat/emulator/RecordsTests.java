package io.github.gigachat.emulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the recorded requests.
 */
class RecordsTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = new GigaChatEmulatorExtension();

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void recordsARequestAsItWas() {
		String body = TestClient.chatBody("Привет", "");

		this.client.send(this.client.chat("secret", body).header("X-Client-ID", "me"));

		RecordedRequest request = this.emulator.lastChatRequest();
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/v1/chat/completions");
		assertThat(request.query()).isEmpty();
		assertThat(request.body()).isEqualTo(body);
		assertThat(request.protocol()).isEqualTo("HTTP/1.1");
		assertThat(request.header("x-client-id")).isEqualTo("me");
		assertThat(request.header("Authorization")).isEqualTo("Bearer secret");
		assertThat(request.headers()).doesNotContainKey("x-emulator-exchange");
		assertThat(request.header("X-Nothing")).isNull();
		assertThat(request.chat().lastUserText()).isEqualTo("Привет");
	}

	@Test
	void doesNotPrintSecretsOrContent() {
		this.client.send(this.client.chat("secret", TestClient.chatBody("private", "")));

		assertThat(this.emulator.lastChatRequest().toString()).doesNotContain("secret").doesNotContain("private");
		assertThat(this.emulator.lastChatRequest().toString()).contains("POST /v1/chat/completions");
	}

	@Test
	void recordsRefusedRequests() {
		this.client.send(this.client.chat("x", "{"));
		this.client.send(this.client.oauth(""));
		this.client.send(this.client.models("x", "/models?a=b"));

		assertThat(this.emulator.requests()).extracting(RecordedRequest::endpoint)
			.containsExactly(RecordedRequest.Endpoint.CHAT, RecordedRequest.Endpoint.TOKEN,
					RecordedRequest.Endpoint.MODELS);
		assertThat(this.emulator.requests().get(2).query()).isEqualTo("a=b");
		assertThat(this.emulator.chatRequests()).hasSize(1);
		assertThat(this.emulator.tokenRequests()).hasSize(1);
		assertThatIllegalStateException().isThrownBy(() -> this.emulator.lastChatRequest().chat());
	}

	@Test
	void failsIfThereWasNoRequest() {
		assertThatIllegalStateException().isThrownBy(this.emulator::lastChatRequest);
	}

	@Test
	void awaitsRequests() {
		CompletableFuture<HttpResponse<String>> answer = this.client.sendAsync(this.client.models("x", "/models"));

		assertThat(this.emulator.awaitRequests(1, Duration.ofSeconds(10))).hasSize(1);
		answer.join();
		assertThatIllegalStateException().isThrownBy(() -> this.emulator.awaitRequests(2, Duration.ofMillis(1)))
			.withMessageContaining("2 requests")
			.withMessageContaining("GET /v1/models");
	}

	@Test
	void countsTokenRequestsThatAreOpenAtTheSameTime() {
		NetworkFault hold = this.emulator.network().onToken().silentBeforeResponse().always();
		List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			answers.add(this.client.sendAsync(this.client.oauth("scope=GIGACHAT_API_PERS")));
		}
		this.emulator.awaitRequests(3, Duration.ofSeconds(10));
		assertThat(this.emulator.openExchanges()).isEqualTo(3);
		this.emulator.network().resume();
		answers.forEach(CompletableFuture::join);
		hold.times(0);

		this.client.token();

		assertThat(this.emulator.maxConcurrentTokenRequests()).isEqualTo(3);
		assertThat(this.emulator.openExchanges()).isZero();
	}

	@Test
	void aResetForgetsTheRecords() {
		this.client.token();

		this.emulator.reset();

		assertThat(this.emulator.requests()).isEmpty();
		assertThat(this.emulator.maxConcurrentTokenRequests()).isZero();
		assertThat(this.emulator.connectionsAccepted()).isZero();
	}

}
