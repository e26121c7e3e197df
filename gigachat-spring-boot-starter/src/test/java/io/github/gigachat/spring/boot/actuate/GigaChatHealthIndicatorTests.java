package io.github.gigachat.spring.boot.actuate;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the health in each state of the service, and of the requests that it takes.
 */
@Timeout(60)
class GigaChatHealthIndicatorTests {

	private static final Duration SHORT = Duration.ofSeconds(2);

	/** One emulator per test, because requests without a response outlive their test. */
	@RegisterExtension
	final GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

	private GigaChatEmulator emulator;

	private GigaChatApi api;

	@BeforeEach
	void connect() {
		this.emulator = this.gigachat.emulator();
		this.api = api((builder) -> builder);
	}

	private GigaChatApi api(UnaryOperator<GigaChatApi.Builder> settings) {
		return settings
			.apply(GigaChatApi.builder()
				.baseUrl(this.emulator.baseUrl())
				.authUrl(this.emulator.authUrl())
				.credentials(GigaChatCredentials.authorizationKey(this.emulator.apiKey())))
			.build();
	}

	private void use(UnaryOperator<GigaChatApi.Builder> settings) {
		this.api.close();
		this.api = api(settings);
	}

	@AfterEach
	void close() {
		this.api.close();
	}

	private HealthIndicator indicator(Duration timeout) {
		return new GigaChatHealthIndicator(() -> this.api, timeout, Duration.ZERO);
	}

	private Health health() {
		return indicator(Duration.ofSeconds(30)).health();
	}

	private static void assertDown(Health health, String reason, String kind) {
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("reason", reason).containsEntry("kind", kind);
	}

	@Test
	void isUpWithOnlyTheTokenAndTheModels() {
		Health health = health();

		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnlyKeys("baseUrl", "hasToken", "tokenExpiresAt")
			.containsEntry("baseUrl", this.emulator.baseUrl())
			.containsEntry("hasToken", true);
		assertThat(this.emulator.requests()).hasSize(2);
		assertThat(this.emulator.chatRequests()).isEmpty();
	}

	@Test
	void aRefusedKeyIsReported() {
		this.emulator.onToken().fail(401);

		Health health = health();

		assertDown(health, "wrong-key", "authentication");
		assertThat(health.getDetails()).containsEntry("status", 401).containsEntry("hasToken", false);
	}

	@ParameterizedTest
	@CsvSource({ "400, 4, wrong-key, api-key", "400, 6, wrong-key, revoked", "400, 7, wrong-scope, gigachat.scope",
			"400, 1, wrong-scope, GIGACHAT_API_PERS", "400, 5, wrong-scope, GIGACHAT_API_PERS" })
	void anErrorOfTheTokenEndpointIsReported(int status, int code, String reason, String hint) {
		this.emulator.onToken().replyRaw(status, "application/json", "{\"code\":" + code + ",\"message\":\"refused\"}");

		Health health = health();

		assertDown(health, reason, "invalid-request");
		assertThat(health.getDetails()).containsEntry("code", code).containsEntry("hasToken", false);
		assertThat(health.getDetails().get("hint")).asString().contains(hint);
	}

	@Test
	void aScopeOfAnotherContractIsReported() {
		use((builder) -> builder.scope("GIGACHAT_API_CORP"));

		Health health = health();

		assertDown(health, "wrong-scope", "invalid-request");
		assertThat(health.getDetails()).containsEntry("status", 400).containsEntry("code", 7);
	}

	@Test
	void anErrorCodeOfTheServiceIsNotBlamedOnTheKey() {
		this.emulator.onModels().replyRaw(400, "application/json", "{\"code\":4,\"message\":\"refused\"}");

		assertDown(health(), "failing", "invalid-request");
	}

	@Test
	void aProxyThatRequiresCredentialsIsReported() {
		this.emulator.onToken().fail(407);

		Health health = health();

		assertDown(health, "cannot-reach", "permission");
		assertThat(health.getDetails().get("hint")).asString().contains("Proxy-Authorization");
	}

	@Test
	void aRefusedTokenIsReported() {
		use((builder) -> builder.credentials(GigaChatCredentials.token("refused-token")));

		Health health = health();

		assertDown(health, "wrong-key", "authentication");
		assertThat(health.toString()).doesNotContain("refused-token");
	}

	@ParameterizedTest
	@ValueSource(ints = { 403, 500 })
	void aTokenEndpointWithoutATokenIsReported(int status) {
		this.emulator.onToken().fail(status);

		Health health = indicator(SHORT).health();

		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("reason", "no-token")
			.containsEntry("tokenError", (status == 500) ? "server" : "permission");
	}

	@Test
	void aTokenEndpointThatIsSilentEndsInTime() {
		this.emulator.network().onToken().silentBeforeResponse().always();
		long start = System.nanoTime();

		Health health = indicator(SHORT).health();

		assertDown(health, "no-token", "timeout");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
	}

	@Test
	void aClosedConnectionIsReported() {
		this.emulator.network().onModels().closeBeforeResponse().always();

		assertDown(health(), "cannot-reach", "connection");
	}

	@Test
	void aServiceThatIsSilentEndsInTime() {
		this.api.models();
		this.emulator.network().onModels().silentBeforeResponse().always();
		long start = System.nanoTime();

		Health health = indicator(SHORT).health();

		assertDown(health, "cannot-reach", "timeout");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
	}

	@Test
	void aClosedPortIsReported() {
		use((builder) -> builder.baseUrl("http://127.0.0.1:1/v1"));

		assertDown(health(), "cannot-reach", "connection");
	}

	@Test
	void aFailingServiceIsReported() {
		this.emulator.onModels().fail(500);

		Health health = health();

		assertDown(health, "failing", "server");
		assertThat(health.getDetails()).containsEntry("status", 500).containsKey("requestId");
	}

	@ParameterizedTest
	@ValueSource(ints = { 404, 429 })
	void anyOtherAnswerOfTheServiceIsHealthy(int status) {
		this.emulator.onModels().fail(status);

		Health health = health();

		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("status", status).doesNotContainKey("reason");
	}

	@Test
	void aFailingRefreshIsShownWhileTheTokenIsValid() {
		this.api.models();
		this.emulator.onToken().fail(401);
		try {
			this.api.refreshToken();
		}
		catch (RuntimeException ex) {
			assertThat(ex).hasMessageContaining("401");
		}

		Health health = health();

		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("tokenError", "authentication");
	}

	@Test
	void onlyTheServiceIsAskedWithoutTokens() {
		use((builder) -> builder.credentials(GigaChatCredentials.none()));
		this.emulator.network().onModels().closeBeforeResponse().always();

		Health health = health();

		assertDown(health, "cannot-reach", "connection");
		assertThat(health.getDetails()).containsEntry("hasToken", false);
		assertThat(this.emulator.tokenRequests()).isEmpty();
	}

	@Test
	void isUnknownWithoutAnApi() {
		Health health = new GigaChatHealthIndicator(() -> null, SHORT, Duration.ZERO).health();

		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsEntry("reason", "not-configured");
	}

	@Test
	void aProbeDoesNotWaitInAFullQueue() throws InterruptedException {
		use((builder) -> builder.maxConcurrentRequests(1));
		this.emulator.onAnyMessage().replyInChunks("one", "two");
		this.emulator.network().onChat().silentAfterEvents(2);
		CountDownLatch begun = new CountDownLatch(1);
		Disposable stream = GigaChatModel.builder()
			.api(this.api)
			.build()
			.stream(new Prompt("held"))
			.subscribe((chunk) -> begun.countDown());
		assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
		int requests = this.emulator.requests().size();

		Health health = health();

		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(this.emulator.requests()).hasSize(requests);
		stream.dispose();
	}

	@Test
	void aProbeGivesWayToARequestThatWaits() throws Exception {
		use((builder) -> builder.maxConcurrentRequests(1));
		this.api.models();
		this.emulator.network().onModels().silentBeforeResponse().always();
		CompletableFuture<Health> health = CompletableFuture
			.supplyAsync(() -> indicator(Duration.ofMinutes(5)).health());
		Awaitility.await().until(() -> this.api.requestLimit().inUse() == 1);

		String answer = GigaChatModel.builder().api(this.api).build().call("hello");

		assertThat(answer).isNotBlank();
		assertThat(health.get(30, TimeUnit.SECONDS).getStatus()).isEqualTo(Status.UP);
		assertThat(this.api.requestLimit().inUse()).isZero();
	}

	@Test
	void aResultIsCachedForAWhile() {
		HealthIndicator indicator = new GigaChatHealthIndicator(() -> this.api, Duration.ofSeconds(30),
				Duration.ofMinutes(5));
		for (int i = 0; i < 3; i++) {
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
		}

		assertThat(this.emulator.requests()).hasSize(2);
	}

	@Test
	void anExpiredResultIsReplaced() {
		HealthIndicator indicator = indicator(Duration.ofSeconds(30));
		assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
		this.emulator.onModels().fail(500);

		assertDown(indicator.health(), "failing", "server");
	}

	@Test
	void concurrentProbesSendOneRequest() throws Exception {
		this.api.models();
		this.emulator.onModels().delay(Duration.ofMillis(500));
		int requests = this.emulator.requests().size();
		HealthIndicator indicator = new GigaChatHealthIndicator(() -> this.api, Duration.ofSeconds(30),
				Duration.ofMinutes(5));
		ExecutorService probes = Executors.newFixedThreadPool(16);
		try {
			List<Future<Health>> answers = probes.invokeAll(Collections.nCopies(16, indicator::health));
			for (Future<Health> answer : answers) {
				assertThat(answer.get().getStatus()).isEqualTo(Status.UP);
			}
		}
		finally {
			probes.shutdownNow();
		}

		assertThat(this.emulator.requests()).hasSize(requests + 1);
	}

	@Test
	void doesNotRunOnTheEventLoopOfAReactiveApplication() {
		AtomicReference<String> thread = new AtomicReference<>();
		HealthIndicator indicator = new GigaChatHealthIndicator(() -> {
			thread.set(Thread.currentThread().getName());
			return this.api;
		}, Duration.ofSeconds(30), Duration.ZERO);
		ReactiveHealthIndicator reactive = (ReactiveHealthIndicator) ReactiveHealthContributor.adapt(indicator);

		Health health = reactive.health().subscribeOn(Schedulers.parallel()).block(Duration.ofSeconds(30));

		assertThat(health).extracting(Health::getStatus).isEqualTo(Status.UP);
		assertThat(thread.get()).startsWith("boundedElastic");
	}

}
