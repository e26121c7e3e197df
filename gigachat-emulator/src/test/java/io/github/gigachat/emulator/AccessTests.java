package io.github.gigachat.emulator;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for authentication at the API.
 */
class AccessTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.acceptToken("fixed").acceptHeader("X-Client-Id", "us").user("ann", "secret"));

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void refusesARequestWithoutAUserAgent() throws Exception {
		String answer = this.client
			.raw("GET /v1/models HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer fixed\r\nConnection: close\r\n\r\n");

		assertThat(answer).startsWith("HTTP/1.1 403 ").endsWith("\r\n\r\n{\"message\":\"Unauthorized\"}");
	}

	@Test
	void refusesARequestWithoutToken() {
		HttpRequest.Builder request = this.client.request(this.emulator.baseUrl() + "/models").GET();

		assertRefused(this.client.send(request), "Unauthorized");
	}

	@Test
	void refusesATokenThatWasNeverIssued() {
		assertRefused(this.client.send(this.client.models("garbage", "/models")), "Unauthorized");
	}

	@Test
	void refusesAnExpiredToken() {
		String token = this.client.token();

		this.emulator.expireTokens();

		assertRefused(this.client.send(this.client.models(token, "/models")), "Token has expired");
		assertThat(this.client.send(this.client.models(this.client.token(), "/models")).statusCode()).isEqualTo(200);
	}

	@Test
	void expiresATokenByItself() {
		try (GigaChatEmulator shortLived = GigaChatEmulator.builder().tokenLifetime(Duration.ofNanos(1)).start()) {
			TestClient other = new TestClient(shortLived);

			assertRefused(other.send(other.models(other.token(), "/models")), "Token has expired");
		}
	}

	@Test
	void acceptsATokenWithinItsGrace() {
		try (GigaChatEmulator patient = GigaChatEmulator.builder()
			.tokenLifetime(Duration.ofNanos(1))
			.tokenGrace(Duration.ofMinutes(1))
			.start()) {
			TestClient own = new TestClient(patient);

			assertThat(own.send(own.models(own.token(), "/models")).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void refusesARevokedToken() {
		String token = this.client.token();

		this.emulator.revokeTokens();

		assertRefused(this.client.send(this.client.models(token, "/models")), "Unauthorized");
	}

	@Test
	void acceptsAFixedToken() {
		this.emulator.revokeTokens();

		assertThat(this.client.send(this.client.models("fixed", "/models")).statusCode()).isEqualTo(200);
	}

	@Test
	void acceptsAHeaderInsteadOfAToken() {
		String url = this.emulator.baseUrl() + "/models";

		HttpRequest.Builder right = this.client.request(url).header("x-client-id", "us").GET();
		HttpRequest.Builder wrong = this.client.request(url).header("x-client-id", "them").GET();

		assertThat(this.client.send(right).statusCode()).isEqualTo(200);
		assertRefused(this.client.send(wrong), "Unauthorized");
	}

	@Test
	void needsNoTokenWithoutAuthentication() {
		try (GigaChatEmulator open = GigaChatEmulator.builder().noAuthentication().start()) {
			TestClient other = new TestClient(open);

			assertThat(other.send(other.request(open.baseUrl() + "/models").GET()).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void statesTheExpiryOfAUsersTokenInSeconds() {
		HttpResponse<String> answer = this.client.send(passwordGrant("ann:secret"));

		JsonNode body = TestClient.json(answer.body());
		assertThat(body.propertyNames()).containsExactly("tok", "exp");
		assertThat(Instant.ofEpochSecond(body.path("exp").longValue())).isAfter(Instant.now().plusSeconds(1700));
		assertThat(this.client.send(this.client.models(body.path("tok").stringValue(), "/models")).statusCode())
			.isEqualTo(200);
	}

	@Test
	void refusesAUserWithAWrongPassword() {
		assertRefused(this.client.send(passwordGrant("ann:other")), "Unauthorized");
	}

	private HttpRequest.Builder passwordGrant(String credentials) {
		String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
		return this.client.request(this.emulator.baseUrl() + "/token")
			.header("Authorization", "Basic " + basic)
			.POST(HttpRequest.BodyPublishers.noBody());
	}

	private static void assertRefused(HttpResponse<String> answer, String message) {
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.body()).isEqualTo("{\"status\":401,\"message\":\"" + message + "\"}");
	}

}
