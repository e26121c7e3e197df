package io.github.gigachat.emulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The token endpoint of the authorization key.
 */
class OAuthTests {

	private static final String SCOPE = "scope=GIGACHAT_API_PERS";

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = new GigaChatEmulatorExtension();

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void issuesATokenForThirtyMinutesInMilliseconds() {
		Instant before = Instant.now();

		JsonNode answer = TestClient.json(this.client.send(this.client.oauth(SCOPE)).body());

		assertThat(answer.propertyNames()).containsExactly("access_token", "expires_at");
		Instant expiry = Instant.ofEpochMilli(answer.path("expires_at").longValue());
		assertThat(expiry).isBetween(before.plus(Duration.ofMinutes(30)).minusMillis(1),
				Instant.now().plus(Duration.ofMinutes(30)));
	}

	@Test
	void theApiAcceptsAnIssuedToken() {
		String token = this.client.token();

		assertThat(this.client.send(this.client.models(token, "/models")).statusCode()).isEqualTo(200);
	}

	@Test
	void eachTokenDiffers() {
		assertThat(this.client.token()).isNotEqualTo(this.client.token());
	}

	@Test
	void answersWithoutARequestId() {
		HttpResponse<String> answer = this.client.send(this.client.oauth(SCOPE));

		assertThat(answer.headers().firstValue("x-request-id")).isEmpty();
	}

	@Test
	void refusesAMissingRqUid() throws Exception {
		String answer = this.client
			.raw("POST /api/v2/oauth HTTP/1.1\r\nHost: t\r\nUser-Agent: t\r\nAuthorization: Basic "
					+ this.emulator.apiKey() + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
					+ SCOPE.length() + "\r\nConnection: close\r\n\r\n" + SCOPE);

		assertThat(answer).startsWith("HTTP/1.1 400 ");
	}

	@Test
	void refusesAnRqUidThatIsNoUuid4() {
		assertThat(this.client.send(this.client.oauth(SCOPE).setHeader("RqUID", "123")).statusCode()).isEqualTo(400);
		String version1 = "6f0b1291-c7f3-13c6-bb2e-9f3efb2dc98e";
		assertThat(this.client.send(this.client.oauth(SCOPE).setHeader("RqUID", version1)).statusCode()).isEqualTo(400);
	}

	@Test
	void refusesAnEmptyScope() {
		assertRefused(this.client.send(this.client.oauth("")), 400, 5, "scope is empty");
	}

	@Test
	void readsTheScopeFromAFormOnly() {
		assertRefused(this.client.send(this.client.oauth(SCOPE).setHeader("Content-Type", "application/json")), 400, 5,
				"scope is empty");
	}

	@Test
	void refusesAnUnknownScope() {
		assertRefused(this.client.send(this.client.oauth("scope=FOO")), 400, 1, "scope data format invalid");
	}

	@Test
	void refusesTheScopeOfAnotherContract() {
		assertRefused(this.client.send(this.client.oauth("scope=GIGACHAT_API_CORP")), 400, 7,
				"scope from db not fully includes consumed scope");
	}

	@Test
	void refusesAKeyThatCannotBeDecoded() {
		String noColon = Base64.getEncoder().encodeToString(new byte[] { 'a', 'b' });
		for (String authorization : new String[] { "Basic !!!", "Bearer dTpw", "Basic " + noColon }) {
			assertRefused(this.client.send(this.client.oauth(SCOPE).setHeader("Authorization", authorization)), 400, 4,
					"Can't decode 'Authorization' header");
		}
	}

	@Test
	void refusesAWrongKey() {
		assertRefused(this.client.send(this.client.oauth(SCOPE).setHeader("Authorization", "Basic dTpw")), 401, 6,
				"credentials doesn't match db data");
	}

	@Test
	void limitsTheRateIfConfigured() {
		for (int i = 0; i < 12; i++) {
			assertThat(this.client.send(this.client.oauth(SCOPE)).statusCode()).isEqualTo(200);
		}
		this.emulator.limitTokenRate();
		List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			answers.add(this.client.sendAsync(this.client.oauth(SCOPE)));
		}
		assertThat(answers).extracting((answer) -> answer.join().statusCode())
			.contains(200, 429)
			.containsOnly(200, 429);
	}

	@Test
	void followsAScript() {
		this.emulator.onToken()
			.fail(500)
			.then()
			.fail(429, Duration.ofSeconds(3))
			.then()
			.replyRaw(200, "text/html", "<html>")
			.then()
			.succeed();

		HttpResponse<String> first = this.client.send(this.client.oauth(SCOPE));
		HttpResponse<String> second = this.client.send(this.client.oauth(SCOPE));
		HttpResponse<String> third = this.client.send(this.client.oauth(SCOPE));

		assertThat(first.statusCode()).isEqualTo(500);
		assertThat(second.statusCode()).isEqualTo(429);
		assertThat(second.headers().firstValue("Retry-After")).hasValue("3");
		assertThat(third.body()).isEqualTo("<html>");
		assertThat(this.client.token()).isNotEmpty();
		assertThat(this.client.token()).isNotEmpty();
	}

	@Test
	void aScriptDoesNotHideABadRequest() {
		this.emulator.onToken().fail(500);

		assertRefused(this.client.send(this.client.oauth("scope=FOO")), 400, 1, "scope data format invalid");
	}

	@Test
	void answersInTheLegacyShapeAndInSecondsIfConfigured() {
		try (GigaChatEmulator legacy = GigaChatEmulator.builder()
			.legacyTokenShape()
			.expiresInSeconds()
			.tokenLifetime(Duration.ofHours(1))
			.scope("GIGACHAT_API_CORP")
			.start()) {
			TestClient other = new TestClient(legacy);

			JsonNode answer = TestClient.json(other.send(other.oauth("scope=GIGACHAT_API_CORP")).body());

			assertThat(answer.propertyNames()).containsExactly("tok", "exp");
			assertThat(Instant.ofEpochSecond(answer.path("exp").longValue())).isBetween(Instant.now().plusSeconds(3500),
					Instant.now().plusSeconds(3600));
			assertThat(other.send(other.models(answer.path("tok").stringValue(), "/models")).statusCode())
				.isEqualTo(200);
		}
	}

	private static void assertRefused(HttpResponse<String> answer, int status, int code, String message) {
		assertThat(answer.statusCode()).isEqualTo(status);
		JsonNode body = TestClient.json(answer.body());
		assertThat(body.propertyNames()).containsExactly("code", "message");
		assertThat(body.path("code").intValue()).isEqualTo(code);
		assertThat(body.path("message").stringValue()).isEqualTo(message);
	}

}
