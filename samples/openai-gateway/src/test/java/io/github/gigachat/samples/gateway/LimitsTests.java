package io.github.gigachat.samples.gateway;

import java.time.Duration;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.NetworkFault;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.boot.GigaChatConnections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests the limits of time, memory and concurrent requests.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.ai.gigachat.max-concurrent-requests=1", "spring.ai.gigachat.max-queued-requests=1",
				"spring.ai.gigachat.call-timeout=5s", "spring.ai.gigachat.acquire-timeout=10s",
				"spring.ai.gigachat.read-timeout=10s", "spring.ai.gigachat.retry.max-attempts=1",
				"spring.ai.gigachat.connections.late.access-token=" + EmulatorConfiguration.OTHER_TOKEN,
				"spring.ai.gigachat.connections.late.read-timeout=1s",
				"spring.ai.gigachat.connections.late.call-timeout=30s", "gigachat.gateway.upstreams.late.suffix=-late",
				"spring.ai.gigachat.connections.tokenless.api-key=" + MessagesErrorsTests.EMULATOR_KEY,
				"spring.ai.gigachat.connections.tokenless.token.wait-timeout=1s",
				"gigachat.gateway.upstreams.tokenless.suffix=-tokenless", "gigachat.gateway.max-request-size=100KB",
				"gigachat.gateway.max-buffered-size=150KB", "gigachat.gateway.strict-parameters=true",
				"gigachat.gateway.cached-tokens=contained" })
@Import(EmulatorConfiguration.class)
@Timeout(60)
class LimitsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	GigaChatEmulator gigachat;

	@Autowired
	GigaChatConnections connections;

	@LocalServerPort
	int port;

	private GatewayClient client;

	@BeforeEach
	void reset() {
		this.client = new GatewayClient(this.port);
		awaitList();
		this.gigachat.reset();
	}

	/**
	 * Waits for the list of the default connection: its request at the start has a place
	 * in the queue, too.
	 */
	private void awaitList() {
		await().atMost(PATIENCE).until(() -> this.client.get("/v1/models").models().contains("GigaChat-2"));
	}

	@AfterEach
	void resume() {
		this.gigachat.network().resume();
		this.gigachat.tokenOutage().end();
	}

	@ParameterizedTest
	@CsvSource({ "/v1/chat/completions, 424, messages", "/v1/responses, 400, input" })
	void aWholeAnswerThatTakesTooLongIsNotWorthARepeat(String path, int status, String messages) {
		this.gigachat.network().onChat().silentBeforeResponse();

		GatewayClient.Answer answer = this.client.post(path,
				"{'model':'GigaChat-2','" + messages + "':[{'role':'user','content':'Hello'}]}");

		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.error().path("code").stringValue()).isEqualTo("upstream_timeout");
		assertThat(answer.header("x-should-retry")).isEqualTo("false");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void silenceBeforeTheFirstEventIsWorthARepeat(boolean stream) {
		this.gigachat.network().onChat().silentBeforeResponse().always();

		assertRepeatable(504, "upstream_timeout",
				this.client.chat(ChatBody.of(stream).with("model", "GigaChat-2-late").user("Hello")),
				respond(ResponseBody.of(stream).with("model", "GigaChat-2-late").user("Hello")));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aTokenThatIsNotIssuedForNowIsWorthARepeat(boolean stream) {
		this.gigachat.revokeTokens();
		this.gigachat.tokenOutage().fail(503);

		assertRepeatable(503, "upstream_unavailable",
				this.client.chat(ChatBody.of(stream).with("model", "GigaChat-2-tokenless").user("Hello")),
				respond(ResponseBody.of(stream).with("model", "GigaChat-2-tokenless").user("Hello")));

		// renews the token that other tests use, too
		this.gigachat.tokenOutage().end();
		assertThat(this.client.chat(ChatBody.of(stream).user("Hello")).status()).isEqualTo(200);
	}

	private GatewayClient.Answer respond(ResponseBody body) {
		return this.client.post("/v1/responses", body);
	}

	private static void assertRepeatable(int status, String code, GatewayClient.Answer... answers) {
		assertThat(answers).allSatisfy((answer) -> {
			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.error().path("type").stringValue()).isEqualTo("server_error");
			assertThat(answer.error().path("code").stringValue()).isEqualTo(code);
			assertThat(answer.header("x-should-retry")).isEqualTo("true");
		});
	}

	@Test
	void bodiesOfAllRequestsHaveALimitTogether() {
		NetworkFault silence = this.gigachat.network().onChat().silentBeforeResponse();
		try (RawConnection first = new RawConnection(this.port)) {
			first.chat(ChatBody.of(true).user("x".repeat(90_000)));
			Await.chat(this.gigachat);

			GatewayClient.Answer second = this.client.chat(ChatBody.of(true).user("y".repeat(90_000)));

			assertThat(second.status()).isEqualTo(503);
			assertThat(second.error().path("code").stringValue()).isEqualTo("overloaded");
			assertThat(second.header("Retry-After")).isEqualTo("1");
			silence.resume();
			assertThat(first.readUntil("[DONE]")).contains("HTTP/1.1 200");
		}
		assertThat(this.client.chat(ChatBody.of(true).user("y".repeat(90_000))).status()).isEqualTo(200);
	}

	@Test
	void aRequestThatFindsNoRoomInTheQueueIsToldSo() {
		NetworkFault silence = this.gigachat.network().onChat().silentBeforeResponse();
		try (RawConnection first = new RawConnection(this.port); RawConnection second = new RawConnection(this.port)) {
			first.chat(ChatBody.of(true).user("One"));
			Await.chat(this.gigachat);
			second.chat(ChatBody.of(true).user("Two"));
			awaitWaiting(1);
			GatewayClient.Answer third = this.client.chat(ChatBody.of(true).user("Three"));

			assertThat(third.status()).isEqualTo(429);
			assertThat(third.error().path("message").stringValue()).contains("GigaChat").contains("waiting");
			assertThat(third.header("Retry-After")).isEqualTo("1");
			assertThat(respond(ResponseBody.of(true).user("Four")).status()).isEqualTo(429);
			silence.resume();
			first.readUntil("[DONE]");
			second.readUntil("[DONE]");
		}
	}

	private void awaitWaiting(int requests) {
		await().atMost(PATIENCE).until(() -> limit().waiting() == requests);
	}

	private RequestLimitState limit() {
		return this.connections.api(GigaChatConnections.DEFAULT).requestLimit();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aClientThatLeavesTheQueueIsNeverServed(boolean stream) {
		NetworkFault silence = this.gigachat.network().onChat().silentBeforeResponse();
		try (RawConnection first = new RawConnection(this.port)) {
			first.chat(ChatBody.of(true).user("One"));
			Await.chat(this.gigachat);
			try (RawConnection second = new RawConnection(this.port)) {
				second.chat(ChatBody.of(stream).user("Two"));
				awaitWaiting(1);
			}
			awaitWaiting(0);

			silence.resume();
			first.readUntil("[DONE]");
		}
		assertThat(this.client.chat(ChatBody.of(false).user("Three")).status()).isEqualTo(200);
		assertThat(this.gigachat.chatRequests()).extracting((request) -> request.chat().lastUserText())
			.containsExactly("One", "Three");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aClientThatLeavesWhileATokenIsFetchedIsNeverServed(boolean stream) {
		this.gigachat.revokeTokens();
		this.gigachat.tokenOutage().hang();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.chat(ChatBody.of(stream).user("One"));
			Await.request(this.gigachat, RecordedRequest.Endpoint.TOKEN);
		}
		await().atMost(PATIENCE).until(() -> limit().inUse() == 0);

		this.gigachat.tokenOutage().end();
		assertThat(this.client.chat(ChatBody.of(false).user("Two")).status()).isEqualTo(200);
		// the first request was refused for its old token, and not sent again
		assertThat(this.gigachat.chatRequests()).extracting((request) -> request.chat().lastUserText())
			.containsOnlyOnce("One");
	}

	@Test
	void strictParametersAreRefusedByName() {
		GatewayClient.Answer answer = this.client.chat(ChatBody.of(false).with("seed", 7).user("Hello"));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("param").stringValue()).isEqualTo("seed");
		assertThat(answer.error().path("code").stringValue()).isEqualTo("unsupported_parameter");
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@Test
	void cachedTokensMayBeContainedInThePrompts() {
		this.gigachat.onAnyMessage().reply("Hello").usage(38, 5, 37);

		assertThat(this.client.chat(ChatBody.of(false).user("Hello")).usage().path("prompt_tokens").intValue())
			.isEqualTo(38);
	}

}
