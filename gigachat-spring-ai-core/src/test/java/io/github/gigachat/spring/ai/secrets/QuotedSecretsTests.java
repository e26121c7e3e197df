package io.github.gigachat.spring.ai.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.emulator.EndpointRule;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.auth.TokenError;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a refusal that quotes headers of the request is reported without the quote.
 */
@Timeout(60)
class QuotedSecretsTests {

	private static final String TOKEN = "eyJhbGciOiJub25lIn0.quoted";

	private static final String HEADER = "value-of-the-header";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp((emulator) -> emulator.acceptToken(TOKEN));

	private static void refuseTokens(String message) {
		refuse(service.emulator().onToken(), message);
	}

	private static void refuse(EndpointRule rule, String message) {
		rule.replyRaw(400, "application/json", "{\"code\":99,\"message\":\"" + message + "\"}");
	}

	private static GigaChatModel withToken() {
		return service
			.model((api) -> api.credentials(GigaChatCredentials.token(TOKEN)).headers(Map.of("X-Own", HEADER)));
	}

	private static void assertUntold(Outcome outcome, GigaChatFailure failure, String... secrets) {
		assertThat(outcome.message()).doesNotContain(secrets);
		assertThat(failure.details().toString()).doesNotContain(secrets);
		assertThat(failure.toString()).doesNotContain(secrets);
	}

	@ParameterizedTest
	@EnumSource
	void aKeyQuotedByTheTokenEndpointIsMasked(Way way) {
		String key = service.emulator().apiKey();
		refuseTokens("cannot parse header Authorization: Basic " + key + ", bye");

		Outcome outcome = way.ask(service.model());

		GigaChatFailure failure = outcome.lasting(FailureKind.INVALID_REQUEST);
		assertUntold(outcome, failure, key);
		assertThat(failure.serviceMessage()).isEqualTo("cannot parse header Authorization: Basic ***, bye");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bad key %s", "%s", "Basic%%20%s is no key", "key=%s&scope=x" })
	void aKeyQuotedWithoutItsSchemeIsMasked(String message) {
		String key = service.emulator().apiKey();
		refuseTokens(message.formatted(key));

		Outcome outcome = Way.CALL.ask(service.model());

		assertUntold(outcome, outcome.lasting(FailureKind.INVALID_REQUEST), key);
	}

	@Test
	void theSecretHalfOfAKeyIsMasked() {
		String key = new String(Base64.getDecoder().decode(service.emulator().apiKey()), StandardCharsets.UTF_8);
		refuseTokens("the client has no secret '" + key.substring(key.indexOf(':') + 1) + "'");

		assertThat(Way.CALL.ask(service.model()).lasting(FailureKind.INVALID_REQUEST).serviceMessage())
			.isEqualTo("the client has no secret '***'");
	}

	@Test
	void aKeyCutAtTheEndOfTheMessageIsMasked() {
		String key = service.emulator().apiKey();
		refuseTokens("x".repeat(290) + key);

		Outcome outcome = Way.CALL.ask(service.model());

		assertUntold(outcome, outcome.lasting(FailureKind.INVALID_REQUEST), key.substring(0, 8));
	}

	@Test
	void theTokenStateShowsNoSecret() {
		String key = service.emulator().apiKey();
		refuseTokens("cannot parse header Authorization: Basic " + key);

		TokenError error = error(service.api((api) -> api));

		assertThat(error.description()).contains("cannot parse header").doesNotContain(key);
	}

	private static TokenError error(GigaChatApi api) {
		try {
			api.models();
		}
		catch (RuntimeException ex) {
			assertThat(ex).isInstanceOf(GigaChatFailure.class);
		}
		return Objects.requireNonNull(api.tokenState().lastError());
	}

	@ParameterizedTest
	@EnumSource
	void tokenAndHeadersQuotedByTheServiceAreMasked(Way way) {
		service.emulator()
			.onAnyMessage()
			.replyRaw(400, "application/json",
					"{\"status\":400,\"message\":\"Bearer " + TOKEN + ", X-Own: " + HEADER + "\"}");

		Outcome outcome = way.ask(withToken());

		GigaChatFailure failure = outcome.lasting(FailureKind.INVALID_REQUEST);
		assertUntold(outcome, failure, TOKEN, HEADER);
		assertThat(failure.serviceMessage()).isEqualTo("Bearer ***, X-Own: ***");
	}

	@Test
	void aTokenQuotedByAnEventIsMasked() {
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, "text/event-stream",
					"event: error\ndata: {\"status\":400,\"message\":\"token " + TOKEN + "\"}\n\n");

		Outcome outcome = Way.STREAM.ask(withToken());

		assertUntold(outcome, outcome.lasting(FailureKind.INVALID_REQUEST), TOKEN);
	}

	@Test
	void credentialsOfAGatewayAreMasked() {
		service.emulator()
			.onAnyMessage()
			.replyRaw(400, "application/json",
					"{\"status\":400,\"message\":\"Bearer of-the-gateway-0123456789: Basic authorization is needed\"}");

		Outcome outcome = Way.CALL.ask(withToken());

		GigaChatFailure failure = outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(failure.serviceMessage()).isEqualTo("Bearer ***: Basic authorization is needed");
	}

	@Test
	void aTokenInTheTargetOfARedirectIsMasked() {
		service.emulator()
			.onAnyMessage()
			.replyRaw(302, "text/plain", "")
			.header("Location", "https://example.org/login/" + TOKEN);

		Outcome outcome = Way.CALL.ask(withToken());

		assertUntold(outcome, outcome.lasting(FailureKind.REDIRECT), TOKEN);
		assertThat(outcome.message()).contains("https://example.org/login/***");
	}

}
