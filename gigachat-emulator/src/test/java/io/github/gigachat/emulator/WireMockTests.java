package io.github.gigachat.emulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.github.tomakehurst.wiremock.client.VerificationException;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for verification and stubs by WireMock's API.
 */
class WireMockTests {

	private static final String CHAT = "/v1/chat/completions";

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.acceptToken("t"));

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void verifiesARequest() {
		this.client.send(this.client.chat("t", TestClient.chatBody("Привет", ",\"temperature\":0.5"))
			.header("X-Client-ID", "me"));

		this.emulator.wireMock()
			.verify(1,
					postRequestedFor(urlPathEqualTo(CHAT)).withHeader("X-Client-ID", equalTo("me"))
						.withRequestBody(matchingJsonPath("$.messages[0].content", equalTo("Привет")))
						.withRequestBody(matchingJsonPath("$[?(@.temperature == 0.5)]")));
		this.emulator.wireMock().verify(0, getRequestedFor(urlPathEqualTo("/v1/models")));
		assertThat(this.emulator.wireMock().findAll(postRequestedFor(urlPathEqualTo(CHAT)))).hasSize(1);
		assertThat(this.emulator.wireMock().findAllUnmatchedRequests()).isEmpty();
	}

	@Test
	void failsTheVerificationOfARequestThatWasNotReceived() {
		this.client.send(this.client.chat("t", TestClient.chatBody("Hello", "")));

		assertThatExceptionOfType(VerificationException.class)
			.isThrownBy(() -> this.emulator.wireMock()
				.verify(postRequestedFor(urlPathEqualTo(CHAT)).withRequestBody(matchingJsonPath("$.temperature"))))
			.withMessageContaining("$.temperature");
	}

	@Test
	void verifiesARequestThatIsStillBeingAnswered() {
		CountDownLatch answer = new CountDownLatch(1);
		this.emulator.onAnyMessage().respondWith((request) -> {
			await(answer);
			return ChatAnswer.text("late");
		});
		CompletableFuture<HttpResponse<String>> response = this.client
			.sendAsync(this.client.chat("t", TestClient.chatBody("Hello", "")));

		this.emulator.awaitRequests(1, LIMIT);

		this.emulator.wireMock().verify(1, postRequestedFor(urlPathEqualTo(CHAT)));
		answer.countDown();
		assertThat(response).succeedsWithin(LIMIT);
		assertThat(this.emulator.wireMock().getAllServeEvents()).singleElement()
			.satisfies((event) -> assertThat(event.getResponse().getBodyAsString()).contains("late"));
	}

	@Test
	void aRequestFromBeforeAResetIsNotRecordedWhenItIsAnswered() {
		CountDownLatch answer = new CountDownLatch(1);
		this.emulator.onAnyMessage().respondWith((request) -> {
			await(answer);
			return ChatAnswer.text("late");
		});
		CompletableFuture<HttpResponse<String>> response = this.client
			.sendAsync(this.client.chat("t", TestClient.chatBody("Hello", "")));
		this.emulator.awaitRequests(1, LIMIT);

		this.emulator.reset();
		answer.countDown();

		assertThat(response).succeedsWithin(LIMIT);
		assertThat(this.emulator.requests()).isEmpty();
		assertThat(this.emulator.wireMock().getAllServeEvents()).isEmpty();
	}

	@Test
	void aStubAnswersInPlaceOfTheEmulator() {
		this.emulator.wireMock()
			.stubFor(post(urlPathEqualTo(CHAT)).withRequestBody(matchingJsonPath("$.messages[?(@.content == 'stub')]"))
				.willReturn(okJson("{\"stubbed\":true}")));

		HttpResponse<String> stubbed = this.client.send(this.client.chat("t", TestClient.chatBody("stub", "")));
		HttpResponse<String> emulated = this.client.send(this.client.chat("t", TestClient.chatBody("other", "")));

		assertThat(stubbed.body()).isEqualTo("{\"stubbed\":true}");
		assertThat(emulated.body()).contains("\"choices\"");
		assertThat(this.emulator.chatRequests()).hasSize(2);
	}

	@Test
	void aStubAnswersOneRequestOfAScenario() {
		this.emulator.wireMock()
			.stubFor(post(urlPathEqualTo(CHAT)).inScenario("busy")
				.whenScenarioStateIs(Scenario.STARTED)
				.willSetStateTo("free")
				.willReturn(aResponse().withStatus(429)));

		assertThat(this.client.send(this.client.chat("t", TestClient.chatBody("a", ""))).statusCode()).isEqualTo(429);
		assertThat(this.client.send(this.client.chat("t", TestClient.chatBody("a", ""))).statusCode()).isEqualTo(200);
	}

	@Test
	void aRefusalByAStubCounts() {
		this.emulator.wireMock().stubFor(post(urlPathEqualTo(CHAT)).willReturn(aResponse().withStatus(401)));

		this.client.send(this.client.chat("t", TestClient.chatBody("a", "")));

		assertThat(this.emulator.tokensRefused()).isEqualTo(1);
	}

	@Test
	void networkFaultsApplyToStubs() {
		this.emulator.wireMock().stubFor(post(urlPathEqualTo(CHAT)).willReturn(okJson("{\"stubbed\":true}")));
		NetworkFault fault = this.emulator.network().onChat().silentBeforeResponse();
		CompletableFuture<HttpResponse<String>> response = this.client
			.sendAsync(this.client.chat("t", TestClient.chatBody("a", "")));
		this.emulator.awaitRequests(1, LIMIT);
		assertThat(response).isNotDone();

		fault.resume();

		assertThat(response).succeedsWithin(LIMIT).extracting(HttpResponse::body).isEqualTo("{\"stubbed\":true}");
	}

	@Test
	void aResetRemovesStubsAndKeepsTheEmulator() {
		this.emulator.wireMock().stubFor(post(urlPathEqualTo(CHAT)).willReturn(okJson("{\"stubbed\":true}")));
		this.emulator.wireMock().setGlobalFixedDelay(60_000);

		this.emulator.reset();

		HttpResponse<String> answer = this.client.send(this.client.chat("t", TestClient.chatBody("a", "")));
		assertThat(answer.body()).contains("\"choices\"");
		this.emulator.wireMock().verify(1, postRequestedFor(urlPathEqualTo(CHAT)));
	}

	@Test
	void stubsAndVerifiesOverTlsAndHttp2() {
		try (GigaChatEmulator secure = GigaChatEmulator.builder().tls().noAuthentication().start()) {
			TestClient http2 = new TestClient(secure);
			secure.wireMock().stubFor(post(urlPathEqualTo(CHAT)).willReturn(okJson("{\"stubbed\":true}")));

			assertThat(http2.send(http2.chat("", TestClient.chatBody("a", ""))).body()).isEqualTo("{\"stubbed\":true}");

			secure.wireMock().verify(1, postRequestedFor(urlPathEqualTo(CHAT)));
			assertThat(secure.lastChatRequest().protocol()).isEqualTo("HTTP/2");
			assertThat(secure.lastChatRequest().connection()).isEqualTo(1);
		}
	}

	@Test
	void aPatternForTheBodySelectsARule() {
		this.emulator.onRequest(matchingJsonPath("$.temperature")).reply("creative");

		assertThat(this.client.send(this.client.chat("t", TestClient.chatBody("a", ",\"temperature\":1"))).body())
			.contains("creative");
		assertThat(this.client.send(this.client.chat("t", TestClient.chatBody("a", ""))).body())
			.doesNotContain("creative");
	}

	@Test
	void mappingFilesForOtherServersAreNotLoaded() {
		assertThat(this.getClass().getResource("/mappings/another-server.json")).isNotNull();
		assertThat(this.emulator.wireMock().getStubMappings()).hasSize(1);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
