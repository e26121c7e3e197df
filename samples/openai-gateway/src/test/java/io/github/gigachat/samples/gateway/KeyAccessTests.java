package io.github.gigachat.samples.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.NetworkFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the keys of clients and their limits.
 */
@KeyedGatewayTest
class KeyAccessTests {

	private static final String CHAT = "/v1/chat/completions";

	private static final String BODY = "{'model':'GigaChat-2','messages':[{'role':'user','content':'Hi'}]}";

	private static final String STREAM = "{'model':'GigaChat-2','stream':true,'messages':[{'role':'user','content':'Hi'}]}";

	@Autowired
	GigaChatEmulator gigachat;

	@LocalServerPort
	int port;

	private GatewayClient client;

	@BeforeEach
	void reset() {
		this.gigachat.reset();
		this.client = new GatewayClient(this.port);
	}

	@ParameterizedTest
	@CsvSource({ "Authorization, Bearer key-of-all", "authorization, bearer  key-of-all", "x-api-key, key-of-all" })
	void aKeyIsTaken(String header, String value) {
		assertThat(post(BODY, header, value).status()).isEqualTo(200);
	}

	@Test
	void aKeyIsTakenBesideAnother() {
		assertThat(post(BODY, "Authorization", "Bearer dummy", "x-api-key", "key-of-all").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "Authorization, Bearer key-of-nobody", "Authorization, Bearer", "Authorization, Basic key-of-all",
			"Authorization, key-of-all", "x-api-key, Bearer key-of-all", "x-api-key, ''", "x-other, key-of-all",
			"x-api-key, 11b61ff8f27ebdeaa6f43de31efa2bb959b0c03b95f5943338d0f95797a6bbd2" })
	void aRequestWithoutTheKeyIsRefused(String header, String value) {
		GatewayClient.Answer answer = post(BODY, header, value);

		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.error().path("type").stringValue()).isEqualTo("authentication_error");
		assertThat(answer.error().path("code").stringValue()).isEqualTo("invalid_api_key");
		assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
		assertThat(answer.header("x-should-retry")).isEqualTo("false");
		assertThat(this.gigachat.requests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "Authorization, Bearer key-of-nobody, authentication_error, invalid_api_key",
			"x-other, key-of-all, authentication_error, invalid_api_key",
			"x-api-key, key-of-pro, permission_error, model_not_allowed" })
	void theResponsesApiHasNoStatusThatMakesAgentsCallAgain(String header, String value, String type, String code) {
		GatewayClient.Answer answer = respond(header, value);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("type").stringValue()).isEqualTo(type);
		assertThat(answer.error().path("code").stringValue()).isEqualTo(code);
		assertThat(answer.header("WWW-Authenticate")).isEmpty();
		assertThat(this.gigachat.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/models", "/v1/nothing", "/actuator/health", "//v1//v1/models" })
	void everyEndpointAsksForAKey(String path) {
		assertThat(this.client.get(path).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@CsvSource({ "GET, 200", "HEAD, 200", "POST, 401", "OPTIONS, 401" })
	void onlyTheHomePageIsOpen(String method, int status) {
		assertThat(this.client.send(this.client.request("/v1/").method(method, HttpRequest.BodyPublishers.noBody()))
			.status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "GigaChat-2-Pro, 200", "gigachat-pro, 200", "o3-mini, 200", "GigaChat-2-Max, 403", "claude-x-Pro, 403",
			"x/claude-Pro, 403", "x-Pro/claude-x, 403" })
	void aKeyMayUseItsModels(String asked, int status) {
		assertThat(post(BODY.replace("GigaChat-2", asked), "x-api-key", "key-of-pro").status()).isEqualTo(status);
	}

	@Test
	void anyHostIsServed() {
		assertThat(RawHttp.send(this.port, "GET /v1/nothing HTTP/1.1", "Host: gateway.example.com",
				"x-api-key: key-of-all"))
			.startsWith("HTTP/1.1 404 ");
	}

	@Test
	void requestsInAMinute() {
		long begun = System.nanoTime();
		GatewayClient.Answer first = post(BODY, "x-api-key", "key-of-requests");
		GatewayClient.Answer second = get("/v1/nothing", "key-of-requests");
		GatewayClient.Answer third = post(BODY, "x-api-key", "key-of-requests");
		long took = Duration.ofNanos(System.nanoTime() - begun).toSeconds() + 1;

		assertThat(first.status()).isEqualTo(200);
		assertThat(first.header("x-ratelimit-limit-requests")).isEqualTo("2");
		assertThat(first.header("x-ratelimit-remaining-requests")).isEqualTo("1");
		assertThat(seconds(first.header("x-ratelimit-reset-requests"))).isBetween(30 - took, 30L);
		assertThat(first.header("x-ratelimit-limit-tokens")).isEmpty();
		assertThat(second.status()).isEqualTo(404);
		assertThat(second.header("x-ratelimit-remaining-requests")).isEqualTo("0");
		assertLimited(third, "requests");
		assertThat(seconds(third.header("Retry-After") + "s")).isBetween(30 - took, 30L);
		assertThat(third.header("x-ratelimit-remaining-requests")).isEqualTo("0");
		assertThat(seconds(third.header("x-ratelimit-reset-requests"))).isBetween(60 - took, 60L);
		assertThat(this.gigachat.chatRequests()).hasSize(1);
	}

	/** Before the first answer of 100 tokens a minute there is room, afterwards debt. */
	@Test
	void tokensInAMinuteAreOwedForAMinuteAtMost() {
		this.gigachat.onAnyMessage().reply("Long").usage(900, 5000, 0);

		GatewayClient.Answer first = post(BODY, "x-api-key", "key-of-debt");
		GatewayClient.Answer second = post(BODY, "x-api-key", "key-of-debt");
		GatewayClient.Answer third = post(STREAM, "x-api-key", "key-of-debt");

		assertThat(first.status()).isEqualTo(200);
		assertThat(first.header("x-ratelimit-limit-tokens")).isEqualTo("100");
		assertThat(first.header("x-ratelimit-remaining-tokens")).isEqualTo("0");
		assertThat(seconds(first.header("x-ratelimit-reset-tokens"))).isBetween(61L, 120L);
		assertLimited(second, "tokens");
		assertThat(seconds(second.header("Retry-After") + "s")).isBetween(1L, 61L);
		assertLimited(third, "tokens");
		// what is refused does not count, and one comes back every six seconds
		assertThat(third.header("x-ratelimit-remaining-requests")).isIn("9", "10");
		assertThat(this.gigachat.chatRequests()).hasSize(1);
	}

	@Test
	void aStreamIsCharged() {
		this.gigachat.onAnyMessage().reply("Long").usage(6000, 6000, 0);

		GatewayClient.Answer first = post(STREAM, "x-api-key", "key-of-tokens");
		GatewayClient.Answer second = post(STREAM, "x-api-key", "key-of-tokens");

		assertThat(first.isDone()).isTrue();
		assertThat(first.header("x-ratelimit-remaining-tokens")).isNotEmpty();
		assertLimited(second, "tokens");
		assertThat(seconds(second.header("Retry-After") + "s")).isBetween(1L, 61L);
	}

	@Test
	void requestsAtTheSameTime() throws IOException {
		NetworkFault silence = this.gigachat.network().onChat().silentAfterEvents(1);
		this.gigachat.onAnyMessage().replyInChunks("One", "Two", "Three");
		try (Socket first = open(STREAM, "key-of-one")) {
			assertThat(first.getInputStream().read()).isEqualTo('H');

			GatewayClient.Answer second = post(STREAM, "x-api-key", "key-of-one");

			assertLimited(second, "requests");
			assertThat(second.header("Retry-After")).isEqualTo("1");
			assertLimited(respond("x-api-key", "key-of-one"), "requests");
			assertThat(post(BODY, "x-api-key", "key-of-all").status()).isEqualTo(200);
			silence.resume();
			assertThat(first.getInputStream().readAllBytes())
				.endsWith("data: [DONE]\n\n\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
		}
		assertThat(post(BODY, "x-api-key", "key-of-one").status()).isEqualTo(200);
	}

	@Test
	void anErrorMakesRoom() {
		this.gigachat.onAnyMessage().fail(400);

		assertThat(post(BODY, "x-api-key", "key-of-one").status()).isEqualTo(400);
		assertThat(post("no JSON", "x-api-key", "key-of-one").status()).isEqualTo(400);
		assertThat(post(STREAM, "x-api-key", "key-of-one").status()).isEqualTo(400);
		assertThat(get("/v1/nothing", "key-of-one").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aClientThatLeavesMakesRoom(boolean stream) throws IOException {
		this.gigachat.network().onChat().silentBeforeResponse().times(1);
		try (Socket first = open(stream ? STREAM : BODY, "key-of-one")) {
			Await.chat(this.gigachat);
			assertThat(post(BODY, "x-api-key", "key-of-one").status()).isEqualTo(429);
			assertThat(first.isConnected()).isTrue();
		}
		this.gigachat.awaitClientLeft(Duration.ofSeconds(10));

		GatewayClient.Answer answer = post(BODY, "x-api-key", "key-of-one");
		while (answer.status() == 429) {
			answer = post(BODY, "x-api-key", "key-of-one");
		}
		assertThat(answer.status()).isEqualTo(200);
	}

	/**
	 * The second request arrives while the first one is answered, and is answered at
	 * once.
	 */
	@ParameterizedTest
	@CsvSource({ "true, HTTP/1.1 401 Unauthorized", "false, HTTP/1.1 200 OK" })
	void aConnectionIsReadAfterAnAnswerAtOnce(boolean refused, String status) throws IOException {
		this.gigachat.onAnyMessage().reply("Here").delay(Duration.ofMillis(100));
		String body = BODY.replace('\'', '"');
		String chat = "POST " + CHAT
				+ " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
				+ "\r\nx-api-key: %s\r\n\r\n" + body;
		String second = refused ? chat.formatted("key-of-nobody") : "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(20_000);
			BufferedReader answers = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
			send(socket, chat.formatted("key-of-all") + second);
			assertThat(statusLine(answers)).isEqualTo("HTTP/1.1 200 OK");
			assertThat(statusLine(answers)).isEqualTo(status);

			send(socket, chat.formatted("key-of-all"));

			assertThat(statusLine(answers)).isEqualTo("HTTP/1.1 200 OK");
		}
	}

	@Test
	void anAllowedOriginIsServed() {
		String preflight = RawHttp.send(this.port, "OPTIONS /v1/chat/completions HTTP/1.1", "Host: localhost",
				"Origin: https://chat.example.com", "Access-Control-Request-Method: POST",
				"Access-Control-Request-Headers: authorization, content-type, x-stainless-os");
		assertThat(preflight).startsWith("HTTP/1.1 200 ")
			.contains("Access-Control-Allow-Origin: https://chat.example.com")
			.contains("Access-Control-Allow-Methods: POST")
			.contains("Access-Control-Allow-Headers: authorization, content-type, x-stainless-os");

		String answer = RawHttp.send(this.port, "GET /v1/nothing HTTP/1.1", "Host: localhost",
				"Origin: https://chat.example.com", "x-api-key: key-of-all");
		assertThat(answer).startsWith("HTTP/1.1 404 ")
			.contains("Access-Control-Allow-Origin: https://chat.example.com")
			.containsPattern("Access-Control-Expose-Headers: .*x-request-id.*Retry-After");
		assertThat(RawHttp.send(this.port, "GET /v1/nothing HTTP/1.1", "Host: localhost",
				"Origin: https://chat.example.com"))
			.startsWith("HTTP/1.1 401 ")
			.contains("Access-Control-Allow-Origin: https://chat.example.com");
	}

	@Test
	void aForeignOriginIsRefusedWithAKey() {
		assertThat(RawHttp.send(this.port, "GET /v1/nothing HTTP/1.1", "Host: localhost",
				"Origin: https://chat.example.com.evil.com", "x-api-key: key-of-all"))
			.startsWith("HTTP/1.1 403 ")
			.contains("origin_not_allowed");
	}

	private GatewayClient.Answer post(String json, String... headers) {
		return this.client.send(this.client.request(CHAT)
			.headers(headers)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'))));
	}

	private GatewayClient.Answer respond(String header, String value) {
		return this.client.send(this.client.request("/v1/responses")
			.header("Content-Type", "application/json")
			.header(header, value)
			.POST(HttpRequest.BodyPublishers.ofString(ResponseBody.of(false).user("Hi").toString())));
	}

	private GatewayClient.Answer get(String path, String key) {
		return this.client.send(this.client.request(path).header("x-api-key", key).GET());
	}

	private Socket open(String json, String key) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		String body = json.replace('\'', '"');
		socket.setSoTimeout(20_000);
		socket.getOutputStream()
			.write(("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nx-api-key: " + key
					+ "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
				.getBytes(StandardCharsets.UTF_8));
		return socket;
	}

	private static void send(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Bodies have no line break, so a status line follows them on their line. */
	private static String statusLine(BufferedReader answers) throws IOException {
		for (String line = answers.readLine(); line != null; line = answers.readLine()) {
			int at = line.indexOf("HTTP/1.1 ");
			if (at >= 0) {
				return line.substring(at);
			}
		}
		return "";
	}

	private static void assertLimited(GatewayClient.Answer answer, String type) {
		assertThat(answer.status()).isEqualTo(429);
		assertThat(answer.error().path("type").stringValue()).isEqualTo(type);
		assertThat(answer.error().path("code").stringValue()).isEqualTo("rate_limit_exceeded");
		assertThat(answer.error().path("message").stringValue()).contains("this gateway's key");
		assertThat(answer.header("x-should-retry")).isEqualTo("true");
	}

	/** Reads a time as clients of the OpenAI API do. */
	private static long seconds(String time) {
		assertThat(time).matches("(\\d+m)?\\d+s|\\d+ms");
		return time.endsWith("ms") ? 1 : Duration.parse("PT" + time).toSeconds();
	}

}
