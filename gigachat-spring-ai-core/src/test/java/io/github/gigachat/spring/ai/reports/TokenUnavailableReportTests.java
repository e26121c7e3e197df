package io.github.gigachat.spring.ai.reports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.FleetStore;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The message of a call without an access token says why there is none and which endpoint
 * was asked.
 */
@Timeout(60)
class TokenUnavailableReportTests {

	/** No resolver is asked: a label of a name has 63 characters at most. */
	private static final String UNKNOWN_HOST = "http://" + "a".repeat(64) + ".invalid/oauth";

	private static final String AUTH_URL = "spring.ai.gigachat.auth-url";

	/** Pauses that no test outlives. */
	private static final RetrySettings PAUSES_OF_AN_HOUR = new RetrySettings(3, Duration.ofHours(1), 1,
			Duration.ofHours(1), Duration.ofHours(2), false);

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private final Queue<TokenListener.Outcome> attempts = new ConcurrentLinkedQueue<>();

	static Stream<Arguments> ways() {
		return Stream.of(Way.values())
			.flatMap((way) -> Stream.of(ChatApi.values()).map((api) -> Arguments.of(way, api)));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void anUnknownHostIsNamedAfterTwoAttempts(Way way, ChatApi chat) {
		GigaChatModel model = service.model((api) -> listening(api).authUrl(UNKNOWN_HOST).retry(PAUSES_OF_AN_HOUR));

		Outcome outcome = ask(way, chat, model);

		outcome.passing(FailureKind.TOKEN_UNAVAILABLE);
		assertThat(outcome.message()).startsWith("No access token")
			.contains("unknown host", UNKNOWN_HOST, AUTH_URL)
			.doesNotContain("within");
		awaitAttempts(2);
		assertThat(service.emulator().requests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void theNextCallReportsAnUnknownHostAfterOneMoreAttempt(Way way) {
		GigaChatModel model = service.model((api) -> listening(api).authUrl(UNKNOWN_HOST).retry(PAUSES_OF_AN_HOUR));
		way.ask(model).passing(FailureKind.TOKEN_UNAVAILABLE);

		way.ask(model).passing(FailureKind.TOKEN_UNAVAILABLE);

		awaitAttempts(3);
	}

	@Test
	void aFleetDoesNotQueueForAnUnknownHost() {
		FleetStore store = new FleetStore();
		List<GigaChatModel> fleet = IntStream.range(0, 8)
			.mapToObj((i) -> service
				.model((api) -> listening(api).tokenStore(store).authUrl(UNKNOWN_HOST).retry(PAUSES_OF_AN_HOUR)))
			.toList();

		List<Outcome> outcomes = fleet.parallelStream().map(Way.CALL::ask).toList();

		assertThat(outcomes).allSatisfy((outcome) -> assertThat(outcome.message()).contains("unknown host"));
		awaitAttempts(16);
		// a lease of a second is one that spares the endpoint
		assertThat(store.leases()).hasSizeGreaterThanOrEqualTo(16)
			.allSatisfy((life) -> assertThat(life).isGreaterThan(Duration.ofSeconds(1)));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aRefusedConnectionIsNamed(Way way, ChatApi chat) throws IOException {
		String url = closedPort() + "/oauth";
		GigaChatModel model = service.model((api) -> impatient(api).authUrl(url));

		Outcome outcome = ask(way, chat, model);

		outcome.passing(FailureKind.TOKEN_UNAVAILABLE);
		assertThat(outcome.message()).startsWith("No access token within 1000 ms")
			.contains("connection refused", url, AUTH_URL);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aRateLimitIsNamed(Way way, ChatApi chat) {
		service.emulator().onToken().fail(429);

		Outcome outcome = ask(way, chat, service.model(TokenUnavailableReportTests::impatient));

		assertThat(outcome.passing(FailureKind.TOKEN_UNAVAILABLE).status()).isEqualTo(429);
		assertThat(outcome.message()).startsWith("No access token within 1000 ms")
			.contains("too many requests", "HTTP 429", service.emulator().authUrl(), AUTH_URL);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aPageInsteadOfATokenIsNamed(Way way, ChatApi chat) {
		service.emulator().onToken().replyRaw(200, "text/html", "<html>log in first</html>");

		Outcome outcome = ask(way, chat, service.model());

		outcome.lasting(FailureKind.PROTOCOL);
		assertThat(outcome.message()).contains("text/html", service.emulator().authUrl(), AUTH_URL)
			.doesNotContain("log in");
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aRefusalNamesItsEndpoint(Way way, ChatApi chat) {
		service.emulator().onToken().fail(401);

		Outcome outcome = ask(way, chat, service.model());

		outcome.lasting(FailureKind.AUTHENTICATION);
		assertThat(outcome.message()).contains(service.emulator().authUrl(), AUTH_URL)
			.doesNotContain(service.emulator().apiKey());
	}

	@ParameterizedTest
	@EnumSource
	void theTokenEndpointOfAPasswordFollowsTheBaseUrl(Way way) {
		service.emulator().onToken().fail(503);
		GigaChatModel model = service.model((api) -> impatient(api).authUrl(null)
			.credentials(GigaChatCredentials.userPassword("user", "password")));

		Outcome outcome = way.ask(model);

		outcome.passing(FailureKind.TOKEN_UNAVAILABLE);
		assertThat(outcome.message())
			.contains("HTTP 503",
					service.emulator().baseUrl() + "/token, the token endpoint set by spring.ai.gigachat.base-url")
			.doesNotContain("dXNlcjpwYXNzd29yZA==");
	}

	@Test
	void aCallThatTimesOutBeforeTheFirstAnswerNamesTheEndpoint() {
		service.emulator().network().onToken().silentBeforeResponse();

		Outcome outcome = Way.CALL.ask(service.model((api) -> api.callTimeout(Duration.ofMillis(300))));

		outcome.passing(FailureKind.TIMEOUT);
		assertThat(outcome.message()).contains("The time of the whole call was over", "no answer yet",
				service.emulator().authUrl(), AUTH_URL);
	}

	@Test
	void aCallThatTimesOutWhileTheEndpointFailsSaysWhy() {
		service.emulator().onToken().fail(503);

		Outcome outcome = Way.CALL.ask(service.model((api) -> api.callTimeout(Duration.ofSeconds(1))));

		outcome.passing(FailureKind.TIMEOUT);
		assertThat(outcome.message()).contains("The time of the whole call was over", "HTTP 503",
				service.emulator().authUrl(), AUTH_URL);
	}

	private GigaChatApi.Builder listening(GigaChatApi.Builder api) {
		return api.tokenListener((outcome, duration) -> this.attempts.add(outcome));
	}

	/** A listener is told after those who wait. */
	private void awaitAttempts(int count) {
		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(() -> assertThat(this.attempts).hasSize(count).containsOnly(TokenListener.Outcome.FAILED));
	}

	private static GigaChatApi.Builder impatient(GigaChatApi.Builder api) {
		return api.tokenWaitTimeout(Duration.ofSeconds(1));
	}

	private static Outcome ask(Way way, ChatApi chat, GigaChatModel model) {
		return way.ask(model, new Prompt("Hi", GigaChatOptions.builder().api(chat).build()));
	}

	private static String closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return "http://127.0.0.1:" + socket.getLocalPort();
		}
	}

}
