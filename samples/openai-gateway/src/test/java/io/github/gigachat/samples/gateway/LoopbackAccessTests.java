package io.github.gigachat.samples.gateway;

import java.net.http.HttpRequest;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests a gateway without keys, which serves its own machine.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(EmulatorConfiguration.class)
@Timeout(60)
class LoopbackAccessTests {

	@Autowired
	GigaChatEmulator gigachat;

	@LocalServerPort
	int port;

	@BeforeEach
	void reset() {
		this.gigachat.reset();
	}

	@Test
	void anyKeyIsIgnored() {
		GatewayClient client = new GatewayClient(this.port);

		GatewayClient.Answer answer = client.send(client.request("/v1/chat/completions")
			.header("Authorization", "Bearer not-needed")
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers
				.ofString("{\"model\":\"GigaChat-2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.response().headers().map().keySet()).noneMatch((name) -> name.startsWith("x-ratelimit"));
		assertThat(this.gigachat.lastChatRequest().headers().toString()).doesNotContain("not-needed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST:8090", "127.0.0.1", "127.1.2.3:80", "[::1]", "[::1]:8090" })
	void ownHostsAreServed(String host) {
		assertThat(RawHttp.send(this.port, "GET / HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 200 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example.com", "localhost.example.com", "127.0.0.1.example.com:80", "10.0.0.1",
			"example.com@localhost", "" })
	void otherHostsAreRefused(String host) {
		String answer = RawHttp.send(this.port, "GET / HTTP/1.1", "Host: " + host);

		assertThat(answer).startsWith("HTTP/1.1 403 ")
			.contains("\"type\":\"permission_error\"", "\"code\":\"host_not_allowed\"", "configure a key");
	}

	@Test
	void aRequestWithoutHostIsRefused() {
		assertThat(RawHttp.send(this.port, "GET / HTTP/1.0")).startsWith("HTTP/1.0 403 ").contains("host_not_allowed");
	}

	@Test
	void theOwnOriginIsServed() {
		assertThat(RawHttp.send(this.port, "GET / HTTP/1.1", "Host: localhost:" + this.port,
				"Origin: http://localhost:" + this.port))
			.startsWith("HTTP/1.1 200 ");
		assertThat(RawHttp.send(this.port, "GET / HTTP/1.1", "Host: localhost", "Origin: https://localhost:443"))
			.startsWith("HTTP/1.1 200 ");
	}

	@Test
	void theOwnOriginOfAnotherHostIsForeign() {
		assertThat(RawHttp.send(this.port, "GET / HTTP/1.1", "Host: localhost:3001", "Origin: http://localhost:3001"))
			.startsWith("HTTP/1.1 200 ");

		assertThat(RawHttp.send(this.port, "GET / HTTP/1.1", "Host: localhost:8090", "Origin: http://localhost:3001"))
			.startsWith("HTTP/1.1 403 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example.com", "http://localhost:3000", "http://localhost", "null", "",
			"localhost:8090", "https://localhost:8090.example.com" })
	void foreignOriginsAreRefused(String origin) {
		String answer = RawHttp.send(this.port, "GET / HTTP/1.1", "Host: localhost:8090", "Origin: " + origin);

		assertThat(answer).startsWith("HTTP/1.1 403 ")
			.contains("\"type\":\"permission_error\"", "\"code\":\"origin_not_allowed\"")
			.doesNotContain("Access-Control-Allow-Origin");
	}

	@Test
	void aPreflightOfAForeignOriginIsRefused() {
		assertThat(RawHttp.send(this.port, "OPTIONS /v1/chat/completions HTTP/1.1", "Host: localhost",
				"Origin: https://evil.example.com", "Access-Control-Request-Method: POST"))
			.startsWith("HTTP/1.1 403 ")
			.contains("origin_not_allowed");
	}

}
