package io.github.gigachat.spring.boot.actuate;

import java.time.Instant;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.boot.actuate.ActuatorApplication.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the Actuator endpoints of a running application.
 */
@Timeout(120)
@ExtendWith(GigaChatEmulatorExtension.class)
class ActuatorOverHttpTests {

	private static GigaChatEmulator emulator;

	private static ActuatorApplication application;

	@BeforeAll
	static void start(GigaChatEmulator running) {
		emulator = running;
		application = ActuatorApplication.start(emulator, "spring.ai.gigachat.call-timeout=90s");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void haveAToken() {
		application.ask("hello");
	}

	@Test
	void theConnectionIsReadWithoutARequest() {
		int requests = emulator.requests().size();

		JsonNode connection = application.get("/gigachat").json();

		assertThat(connection.path("provider").asString()).isEqualTo("gigachat");
		assertThat(connection.path("baseUrl").asString()).isEqualTo(emulator.baseUrl());
		assertThat(connection.path("authType").asString()).isEqualTo("oauth");
		assertThat(connection.path("limits").path("callTimeout").asString()).isEqualTo("PT1M30S");
		assertThat(connection.path("limits").path("maxAttempts").asInt()).isEqualTo(1);
		assertThat(connection.path("limits").path("activeRequests").asInt()).isZero();
		assertThat(emulator.requests()).hasSize(requests);
	}

	@Test
	void theStateOfTheTokenIsShownWithoutItsValue() {
		Answer answer = application.get("/gigachat");

		JsonNode token = answer.json().path("token");
		assertThat(token.path("hasToken").asBoolean()).isTrue();
		assertThat(Instant.parse(token.path("expiresAt").asString())).isAfter(Instant.now());
		assertThat(Instant.parse(token.path("lastRefresh").asString())).isBeforeOrEqualTo(Instant.now());
		assertNoSecret(answer);
	}

	@Test
	void theModelsAreListedOnRequest() {
		int chats = emulator.chatRequests().size();

		Answer answer = application.get("/gigachat/models");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("models").valueStream().map((model) -> model.path("id").asString()))
			.contains("GigaChat-2");
		assertThat(answer.json().has("error")).isFalse();
		assertThat(emulator.chatRequests()).hasSize(chats);
	}

	@Test
	void modelsThatCannotBeListedAre503WithTheReason() {
		emulator.onModels().fail(500);

		Answer answer = application.get("/gigachat/models");

		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.json().path("error").path("kind").asString()).isEqualTo("server");
		assertThat(answer.json().path("error").path("status").asInt()).isEqualTo(500);
		assertThat(answer.json().path("error").path("message").asString()).contains("HTTP 500");
	}

	@Test
	void anUnknownPartIsNotFound() {
		assertThat(application.get("/gigachat/token").status()).isEqualTo(404);
	}

	@Test
	void aPostRefreshesTheToken() {
		int refreshes = emulator.tokenRequests().size();

		Answer answer = application.post("/gigachat");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("token").path("hasToken").asBoolean()).isTrue();
		assertThat(emulator.tokenRequests()).hasSize(refreshes + 1);
		application.ask("hello again");
		assertThat(emulator.tokenRequests()).hasSize(refreshes + 1);
		assertNoSecret(answer);
	}

	@Test
	void aRefreshThatIsRefusedIs503AndTheTokenStays() {
		emulator.onToken().fail(401);

		Answer answer = application.post("/gigachat");

		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.json().path("error").path("kind").asString()).isEqualTo("authentication");
		assertThat(answer.json().path("token").path("hasToken").asBoolean()).isTrue();
		assertThat(answer.json().path("token").path("lastError").path("kind").asString()).isEqualTo("authentication");
		assertNoSecret(answer);
	}

	@Test
	void infoShowsProviderAddressModelsAndKindOfCredentials() {
		JsonNode info = application.get("/info").json().path("gigachat");

		assertThat(info.path("provider").asString()).isEqualTo("gigachat");
		assertThat(info.path("baseUrl").asString()).isEqualTo(emulator.baseUrl());
		assertThat(info.path("model").asString()).isEqualTo("GigaChat-2");
		assertThat(info.path("embeddingModel").asString()).isEqualTo("Embeddings");
		assertThat(info.path("authType").asString()).isEqualTo("oauth");
	}

	@Test
	void theMetersAreAmongTheApplications() {
		String path = "/metrics/gigachat.token.refresh?tag=outcome:fetched";
		// callers get the token before its listeners are told
		await().untilAsserted(
				() -> assertThat(application.get(path).json().path("measurements").path(0).path("value").asInt())
					.isPositive());
		Answer rate = application.get("/metrics/gigachat.chat.tokens.per.second?tag=model:GigaChat-2");

		assertThat(rate.json().path("baseUnit").asString()).isEqualTo("tokens_per_second");
		assertThat(rate.json().path("measurements").path(0).path("value").asInt()).isPositive();
	}

	@Test
	void healthIsUpWithoutAChatRequest() {
		int chats = emulator.chatRequests().size();

		Answer health = application.get("/health/gigachat");

		assertThat(health.status()).isEqualTo(200);
		assertThat(health.json().path("status").asString()).isEqualTo("UP");
		assertThat(health.json().path("details").path("hasToken").asBoolean()).isTrue();
		assertThat(health.json().path("details").has("reason")).isFalse();
		assertThat(emulator.chatRequests()).hasSize(chats);
		long lists = models();
		assertThat(application.get("/health").json().path("components").has("gigachat")).isTrue();
		assertThat(models()).isEqualTo(lists);
		assertNoSecret(health);
	}

	private static long models() {
		return emulator.requests().stream().filter((request) -> request.path().endsWith("/models")).count();
	}

	@Test
	void healthIsDownIfTheServiceCannotBeReached() {
		emulator.network().onModels().closeBeforeResponse().always();
		Answer health;
		// the result of another test may still be in use
		try (ActuatorApplication another = ActuatorApplication.start(emulator)) {
			health = another.get("/health/gigachat");
		}

		assertThat(health.status()).isEqualTo(503);
		assertThat(health.json().path("status").asString()).isEqualTo("DOWN");
		assertThat(health.json().path("details").path("reason").asString()).isEqualTo("cannot-reach");
		assertThat(health.json().path("details").path("kind").asString()).isEqualTo("connection");
		assertNoSecret(health);
	}

	private static void assertNoSecret(Answer answer) {
		assertThat(answer.body()).doesNotContain(emulator.apiKey());
		for (RecordedRequest request : emulator.requests()) {
			String authorization = request.header("Authorization");
			if (authorization != null) {
				assertThat(answer.body()).doesNotContain(authorization.substring(authorization.indexOf(' ') + 1));
			}
		}
	}

}
