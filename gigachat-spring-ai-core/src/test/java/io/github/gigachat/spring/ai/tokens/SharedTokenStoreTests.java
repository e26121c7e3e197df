package io.github.gigachat.spring.ai.tokens;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.auth.TokenListener.Outcome;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.FleetStore;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.ApiKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that instances with a common store share one token and fetch it one at a time,
 * and that each instance fetches its own if the store fails.
 */
@Timeout(90)
class SharedTokenStoreTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private final FleetStore store = new FleetStore();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.gigachat.spring.ai.auth");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.logger.setLevel(Level.INFO);
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.log);
		this.logger.setLevel(null);
	}

	@Test
	void aFleetFetchesOneToken() {
		service.emulator().onToken().delay(Duration.ofMillis(300));
		List<GigaChatApi> fleet = fleet(4);

		models(fleet, 5);

		assertThat(service.emulator().tokenRequests()).hasSize(1);
		assertThat(tokensOfCalls()).hasSize(1);
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.noneMatch((line) -> line.contains("cannot be used"));
	}

	@Test
	void aTokenThatIsRefusedToAllIsReplacedOnce() {
		List<GigaChatApi> fleet = fleet(4);
		models(fleet, 1);
		for (int revocation = 2; revocation <= 3; revocation++) {
			service.emulator().revokeTokens();

			models(fleet, 4);

			assertThat(service.emulator().tokenRequests()).hasSize(revocation);
			assertThat(service.emulator().maxConcurrentTokenRequests()).isEqualTo(1);
		}
	}

	@Test
	void theListenerDistinguishesATokenFromTheStore() {
		Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
		UnaryOperator<GigaChatApi.Builder> listening = (api) -> api.tokenStore(this.store)
			.tokenListener((outcome, duration) -> outcomes.add(outcome));

		assertThat(service.api(listening).refreshToken().hasToken()).isTrue();
		assertThat(service.api(listening).refreshToken().hasToken()).isTrue();

		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(() -> assertThat(outcomes).containsExactly(Outcome.FETCHED, Outcome.SHARED));
	}

	@Test
	void aSharedTokenKeepsItsLifetime() {
		GigaChatApi first = fleet(1).get(0);
		GigaChatApi second = fleet(1).get(0);

		assertThat(Duration.between(first.refreshToken().expiresAt(), second.refreshToken().expiresAt()).abs())
			.isLessThan(Duration.ofSeconds(2));
	}

	@Test
	void theStoreLearnsNeitherTheTokenNorTheKey() {
		models(fleet(1), 1);

		String token = tokensOfCalls().iterator().next();
		String key = service.emulator().apiKey();
		String secret = new String(Base64.getDecoder().decode(key), StandardCharsets.UTF_8);
		assertThat(this.store.names()).hasSize(1);
		assertThat(this.store.texts()).hasSize(1);
		assertThat(this.store.names().iterator().next()).matches("[0-9a-f]{32}");
		String text = this.store.texts().element();
		assertThat(text).doesNotContain(token, key, secret);
		String bytes = new String(Base64.getUrlDecoder().decode(text.substring(2)), StandardCharsets.ISO_8859_1);
		assertThat(bytes).doesNotContain(token, key, secret);
	}

	@Test
	void otherCredentialsScopesAndEndpointsNeverShare() {
		String otherKey = Base64.getEncoder().encodeToString("client:other".getBytes(StandardCharsets.UTF_8));
		models(fleet(1), 1);
		Way.CALL
			.ask(service
				.model((api) -> api.tokenStore(this.store).credentials(GigaChatCredentials.authorizationKey(otherKey))))
			.lasting(FailureKind.AUTHENTICATION);
		Way.CALL.ask(service.model((api) -> api.tokenStore(this.store).scope("GIGACHAT_API_CORP")))
			.lasting(FailureKind.INVALID_REQUEST);
		Way.CALL.ask(service.model((api) -> api.tokenStore(this.store)
			.authUrl(service.emulator().authUrl().replace("127.0.0.1", "localhost")))).answer();
		Way.CALL.ask(service.model((api) -> api.tokenStore(this.store)
			.authUrl(null)
			.credentials(GigaChatCredentials.userPassword("user", "password")))).answer();

		assertThat(this.store.names()).hasSize(5);
		assertThat(tokensOfCalls()).hasSize(3);
	}

	@Test
	void readyTokensAreNotShared() {
		Way.CALL.ask(service.model((api) -> api.tokenStore(this.store).credentials(GigaChatCredentials.token("bad"))))
			.lasting(FailureKind.AUTHENTICATION);

		assertThat(this.store.names()).isEmpty();
	}

	@Test
	void eachInstanceFetchesItsOwnTokenAndWarnsOnceIfTheStoreFails() {
		this.store.down(true);
		List<GigaChatApi> fleet = fleet(2);

		models(fleet, 2);
		service.emulator().revokeTokens();
		models(fleet, 2);

		assertThat(service.emulator().tokenRequests()).hasSize(4);
		assertThat(warnings()).hasSize(2).allSatisfy((line) -> assertThat(line).contains("IllegalStateException"));
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.noneMatch((line) -> line.contains("swordfish"));

		this.store.down(false);
		service.emulator().revokeTokens();
		models(fleet, 2);

		assertThat(service.emulator().tokenRequests()).hasSize(5);
		assertThat(warnings()).hasSize(2);
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.filteredOn((line) -> line.equals("The shared store of access tokens answers again"))
			.hasSize(2);
	}

	@Test
	void theWaitForAHangingStoreEnds() {
		this.store.hanging(true);

		models(fleet(1), 1);

		assertThat(service.emulator().tokenRequests()).hasSize(1);
		assertThat(warnings()).singleElement().asString().contains("no answer within 3000 ms");
	}

	@Test
	void anOlderTokenOfTheStoreIsNotTakenForANewOne() {
		GigaChatApi one = fleet(1).get(0);
		one.models();
		this.store.down(true);
		one.refreshToken();
		this.store.down(false);
		service.emulator().revokeTokens();

		one.models();

		assertThat(service.emulator().tokenRequests()).hasSize(3);
	}

	@Test
	void aCorruptedOrForeignEntryCountsAsAbsent() {
		models(fleet(1), 1);
		String name = this.store.names().iterator().next();
		String good = this.store.texts().element();
		String flipped = good.substring(0, 40) + ((good.charAt(40) == 'A') ? 'B' : 'A') + good.substring(41);
		List<String> odd = List.of("", "1.", "1.AAAA", "2." + good.substring(2), "hello, world", flipped,
				good.substring(0, good.length() - 8), "1.é%/");
		for (String text : odd) {
			this.store.put(name, text);
			int before = service.emulator().tokenRequests().size();

			models(fleet(1), 1);

			assertThat(service.emulator().tokenRequests()).as(text).hasSize(before + 1);
		}
		assertThat(warnings()).isEmpty();
	}

	@Test
	void theLeaseOfADeadInstanceExpires() {
		models(fleet(1), 1);
		String name = this.store.names().iterator().next();
		service.emulator().revokeTokens();
		List<GigaChatApi> fleet = fleet(3);
		long start = System.nanoTime();
		assertThat(this.store.lease(name, "somebody who died", Duration.ofSeconds(1))).isTrue();

		models(fleet, 1);

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@Test
	void onlyTheInstanceWithTheLeaseAsksTheEndpoint() {
		models(fleet(1), 1);
		String name = this.store.names().iterator().next();
		service.emulator().revokeTokens();
		assertThat(this.store.lease(name, "somebody stubborn", Duration.ofHours(1))).isTrue();
		GigaChatModel model = service.model((api) -> api.tokenStore(this.store)
			.readTimeout(Duration.ofSeconds(2))
			.tokenWaitTimeout(Duration.ofSeconds(15)));

		// two seconds for a request and the store's time make the life of a lease
		GigaChatFailure failure = Way.STREAM.ask(model).passing(FailureKind.TOKEN_UNAVAILABLE);

		assertThat((Throwable) failure).rootCause().hasMessageContaining("kept the lease");
		assertThat(service.emulator().tokenRequests()).hasSize(1);
		assertThat(warnings()).isEmpty();
		this.store.release(name, "somebody stubborn");
		Way.CALL.ask(model).answer();
		assertThat(service.emulator().tokenRequests()).hasSize(2);
	}

	@Test
	void aFleetSendsOneTokenRequestAtATimeDuringAnOutage() {
		service.emulator().onToken().fail(503).delay(Duration.ofMillis(900));
		List<GigaChatModel> fleet = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			fleet.add(service.model((api) -> api.tokenStore(this.store).readTimeout(Duration.ofSeconds(2))));
		}
		List<Disposable> waiting = fleet.stream()
			.map((model) -> model.stream(new Prompt("Hi")).subscribe((response) -> {
			}, (failure) -> {
			}))
			.toList();

		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().tokenRequests().size() >= 8);

		waiting.forEach(Disposable::dispose);
		assertThat(service.emulator().maxConcurrentTokenRequests()).isEqualTo(1);
		assertThat(warnings()).isEmpty();
	}

	@Test
	void aFleetAsksAFailingEndpointNoMoreOftenThanOneInstance() {
		service.emulator().onToken().fail(500).then().fail(503).then().succeed();

		models(fleet(4), 2);

		List<RecordedRequest> requests = service.emulator().tokenRequests();
		assertThat(requests).hasSize(3);
		for (int i = 1; i < requests.size(); i++) {
			assertThat(Duration.between(requests.get(i - 1).receivedAt(), requests.get(i).receivedAt()))
				.isGreaterThan(Duration.ofMillis(900));
		}
	}

	@Test
	void theKeyIsReadOnceForEachToken() {
		String rotated = Base64.getEncoder().encodeToString("client:rotated".getBytes(StandardCharsets.UTF_8));
		Queue<String> keys = new ConcurrentLinkedQueue<>(List.of(service.emulator().apiKey(), rotated));
		GigaChatApi api = service.api((builder) -> builder.tokenStore(this.store)
			.credentials(GigaChatCredentials.authorizationKey((ApiKey) keys::remove)));

		api.models();

		assertThat(keys).containsExactly(rotated);
		assertThat(service.emulator().tokenRequests()).singleElement()
			.extracting((request) -> request.header("Authorization"))
			.isEqualTo("Basic " + service.emulator().apiKey());
	}

	@Test
	void theLeaseOutlastsASlowStoreAndASlowEndpoint() {
		service
			.api((api) -> api.tokenStore(this.store)
				.readTimeout(Duration.ofSeconds(5))
				.tokenWaitTimeout(Duration.ofSeconds(60)))
			.models();

		// two answers of the store, of 3 s at most, and that of the endpoint
		assertThat(this.store.leases()).isNotEmpty()
			.allSatisfy((life) -> assertThat(life).isGreaterThan(Duration.ofSeconds(2 * 3 + 5)));
	}

	@Test
	void closingEndsTheWaitForAnotherInstancesLease() throws Exception {
		models(fleet(1), 1);
		String name = this.store.names().iterator().next();
		service.emulator().revokeTokens();
		assertThat(this.store.lease(name, "somebody slow", Duration.ofHours(1))).isTrue();
		GigaChatApi api = fleet(1).get(0);
		int before = this.store.answers();
		CompletableFuture<?> waiting = CompletableFuture.supplyAsync(api::models);
		await().atMost(EmulatedService.LIMIT).until(() -> this.store.answers() > before + 4);

		api.close();

		assertThat(waiting).failsWithin(EmulatedService.LIMIT)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(GigaChatNonTransientException.class);
		assertThat(service.emulator().tokenRequests()).hasSize(1);
	}

	@Test
	void anInstanceThatIsClosedWhileItFetchesGivesTheLeaseBack() {
		service.emulator().network().onToken().silentBeforeResponse();
		GigaChatApi closing = fleet(1).get(0);
		CompletableFuture<?> waiting = CompletableFuture.supplyAsync(closing::models);
		service.emulator().awaitRequests(1, EmulatedService.LIMIT);
		String name = this.store.names().iterator().next();
		assertThat(this.store.lease(name, "another", Duration.ofHours(1))).isFalse();

		closing.close();

		assertThat(this.store.lease(name, "another", Duration.ofHours(1))).isTrue();
		assertThat(waiting).failsWithin(EmulatedService.LIMIT)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(GigaChatNonTransientException.class);
		assertThat(service.emulator().tokenRequests()).hasSize(1);
		assertThat(warnings()).isEmpty();
	}

	private List<GigaChatApi> fleet(int instances) {
		List<GigaChatApi> fleet = new ArrayList<>();
		for (int i = 0; i < instances; i++) {
			fleet.add(service.api((api) -> api.tokenStore(this.store)));
		}
		return fleet;
	}

	/** Calls of all instances at the same time. */
	private static void models(List<GigaChatApi> fleet, int callsEach) {
		List<Thread> threads = new ArrayList<>();
		Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
		for (GigaChatApi api : fleet) {
			for (int call = 0; call < callsEach; call++) {
				Thread thread = new Thread(() -> api.models());
				thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
				threads.add(thread);
			}
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			try {
				thread.join(EmulatedService.LIMIT.toMillis());
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			assertThat(thread.isAlive()).isFalse();
		}
		assertThat(failures).isEmpty();
	}

	private static Set<String> tokensOfCalls() {
		return service.emulator()
			.requests()
			.stream()
			.map((request) -> Objects.toString(request.header("Authorization"), ""))
			.filter((value) -> value.startsWith("Bearer "))
			.map((value) -> value.substring("Bearer ".length()))
			.collect(Collectors.toSet());
	}

	private List<String> warnings() {
		return this.log.list.stream()
			.map(ILoggingEvent::getFormattedMessage)
			.filter((line) -> line.contains("cannot be used"))
			.toList();
	}

}
