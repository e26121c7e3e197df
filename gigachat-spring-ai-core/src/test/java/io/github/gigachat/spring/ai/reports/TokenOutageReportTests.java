package io.github.gigachat.spring.ai.reports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.auth.AccessTokenStore;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
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
 * Those who wait for a token are served soon after an outage of the token endpoint, even
 * if the pauses of the settings are of an hour: a call that has to wait one out does not
 * end within the limits of these tests.
 */
@Timeout(60)
class TokenOutageReportTests {

	private static final String TOKEN = "token-after-the-outage";

	private static final RetrySettings PAUSES_OF_AN_HOUR = new RetrySettings(3, Duration.ofHours(1), 1,
			Duration.ofHours(1), Duration.ofHours(2), false);

	/** Longer than the pause of those who wait for an endpoint that is down. */
	private static final Duration LONGER_THAN_A_SECOND = Duration.ofMillis(1500);

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp((emulator) -> emulator.acceptToken(TOKEN));

	static Stream<Arguments> ways() {
		return Stream.of(Way.values())
			.flatMap((way) -> Stream.of(ChatApi.values()).map((api) -> Arguments.of(way, api)));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aFailingEndpointIsAskedAgainWithinASecond(Way way, ChatApi chat) {
		service.emulator().onToken().fail(503).then().fail(500).then().succeed();

		ask(way, chat, service.model(TokenOutageReportTests::patient)).answer();

		assertThat(service.emulator().tokenRequests()).hasSize(3);
		assertThat(service.emulator().maxConcurrentTokenRequests()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void anEndpointThatRefusesConnectionsIsAskedAgainWithinASecond(Way way, ChatApi chat) throws Exception {
		int port = closedPort();
		Queue<TokenListener.Outcome> attempts = new ConcurrentLinkedQueue<>();
		GigaChatModel model = service.model((api) -> patient(api).authUrl("http://127.0.0.1:" + port + "/oauth")
			.tokenListener((outcome, duration) -> attempts.add(outcome)));
		CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(() -> ask(way, chat, model));
		await().atMost(EmulatedService.LIMIT).until(() -> attempts.size() >= 2);

		HttpServer back = tokenServer(port);

		try {
			waiting.join().answer();
		}
		finally {
			back.stop(0);
		}
		assertThat(service.emulator().chatRequests()).singleElement()
			.extracting((request) -> request.header("Authorization"))
			.isEqualTo("Bearer " + TOKEN);
	}

	@ParameterizedTest
	@EnumSource
	void aSilentAttemptEndsBeforeTheNextOneBegins(Way way) {
		service.emulator().network().onToken().silentBeforeResponse();

		way.ask(service.model((api) -> patient(api).readTimeout(Duration.ofSeconds(2)))).answer();

		assertThat(service.emulator().tokenRequests()).hasSize(2);
		assertThat(service.emulator().maxConcurrentTokenRequests()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void theConfiguredPausesApplyAfterARateLimit(Way way, ChatApi chat) {
		service.emulator().onToken().fail(429).then().succeed();

		ask(way, chat, service.model((api) -> patient(api).tokenWaitTimeout(LONGER_THAN_A_SECOND)))
			.passing(FailureKind.TOKEN_UNAVAILABLE);

		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aPauseRequestedByAFailingEndpointIsKept(Way way) {
		service.emulator().onToken().fail(503, Duration.ofSeconds(20)).then().succeed();

		way.ask(service.model((api) -> patient(api).tokenWaitTimeout(LONGER_THAN_A_SECOND)))
			.passing(FailureKind.TOKEN_UNAVAILABLE);

		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aFleetThatWaitsKeepsTheSecondOfItsLease(Way way) {
		service.emulator().onToken().fail(503).then().succeed();
		AccessTokenStore store = AccessTokenStore.inMemory();
		GigaChatModel first = service.model((api) -> patient(api).tokenStore(store));
		GigaChatModel second = service.model((api) -> patient(api).tokenStore(store));

		CompletableFuture<Outcome> other = CompletableFuture.supplyAsync(() -> way.ask(second));
		way.ask(first).answer();

		other.join().answer();
		assertThat(service.emulator().tokenRequests()).hasSize(2);
		assertThat(Duration.between(service.emulator().tokenRequests().get(0).receivedAt(),
				service.emulator().tokenRequests().get(1).receivedAt()))
			.isGreaterThan(Duration.ofMillis(900));
	}

	private static GigaChatApi.Builder patient(GigaChatApi.Builder api) {
		return api.retry(PAUSES_OF_AN_HOUR);
	}

	private static Outcome ask(Way way, ChatApi chat, GigaChatModel model) {
		return way.ask(model, new Prompt("Hi", GigaChatOptions.builder().api(chat).build()));
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static HttpServer tokenServer(int port) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		server.createContext("/", (http) -> {
			byte[] answer = ("{\"access_token\":\"" + TOKEN + "\"}").getBytes(StandardCharsets.UTF_8);
			http.getResponseHeaders().add("Content-Type", "application/json");
			http.sendResponseHeaders(200, answer.length);
			http.getResponseBody().write(answer);
			http.close();
		});
		server.start();
		return server;
	}

}
