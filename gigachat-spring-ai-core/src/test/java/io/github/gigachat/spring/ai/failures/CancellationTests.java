package io.github.gigachat.spring.ai.failures;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.gigachat.emulator.ClientDeparture;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that cancelling a stream, interrupting a call and closing the API end the request
 * to the service at once.
 */
@Timeout(60)
class CancellationTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final Prompt QUESTION = new Prompt("Кто ты?");

	@BeforeEach
	void answerInChunks() {
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два, ", "три.");
	}

	private static void assertTheConnectionWasClosed() {
		assertThat(service.emulator().awaitClientLeft(EmulatedService.LIMIT).kind())
			.isEqualTo(ClientDeparture.Kind.CONNECTION_CLOSED);
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	private static void awaitTheChatRequest() {
		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().chatRequests().size() == 1);
	}

	@Test
	void cancellingAStreamClosesItsConnection() throws InterruptedException {
		service.emulator().network().onChat().silentAfterEvents(2).always();
		CountDownLatch chunks = new CountDownLatch(2);
		Disposable stream = service.model().stream(QUESTION).subscribe((chunk) -> chunks.countDown());
		assertThat(chunks.await(EmulatedService.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

		stream.dispose();

		assertTheConnectionWasClosed();
	}

	@Test
	void cancellingAStreamBeforeTheAnswerClosesItsConnection() {
		service.emulator().network().onChat().silentBeforeResponse().always();
		Disposable stream = service.model().stream(QUESTION).subscribe();
		awaitTheChatRequest();

		stream.dispose();

		assertTheConnectionWasClosed();
	}

	@Test
	void takingOnlyTheFirstChunksClosesTheConnection() {
		service.emulator().network().onChat().silentAfterEvents(2).always();

		assertThat(service.model().stream(QUESTION).take(1).collectList().block(EmulatedService.LIMIT)).hasSize(1);

		assertTheConnectionWasClosed();
	}

	@Test
	void cancellingAStreamEndsItsObservations() {
		OpenObservations open = new OpenObservations();
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(open);
		service.emulator().network().onChat().silentAfterEvents(2).always();
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api.observationRegistry(observations)))
			.observationRegistry(observations)
			.build();
		CompletableFuture<ChatResponse> firstChunk = new CompletableFuture<>();
		Disposable stream = model.stream(QUESTION).subscribe(firstChunk::complete);
		assertThat(firstChunk).succeedsWithin(EmulatedService.LIMIT);
		assertThat(open.names()).containsExactlyInAnyOrder("gen_ai.client.operation", "http.client.requests");

		stream.dispose();

		await().atMost(EmulatedService.LIMIT).untilAsserted(() -> assertThat(open.names()).isEmpty());
	}

	@Test
	void cancellingAStreamThatWaitsForATokenLeavesOthersTheirToken() {
		service.emulator().network().onToken().silentBeforeResponse();
		GigaChatModel model = service.model();
		Disposable leaving = model.stream(QUESTION).subscribe();
		CompletableFuture<?> staying = model.stream(QUESTION).collectList().toFuture();
		service.emulator().awaitRequests(1, EmulatedService.LIMIT);

		leaving.dispose();
		service.emulator().network().resume();

		assertThat(staying).succeedsWithin(EmulatedService.LIMIT);
		assertThat(service.emulator().tokenRequests()).hasSize(1);
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void interruptingACallClosesItsConnection() throws InterruptedException {
		service.emulator().network().onChat().silentBeforeResponse().always();
		Caller caller = new Caller(service.model());
		awaitTheChatRequest();

		caller.interrupt();

		caller.outcome().lasting(FailureKind.CANCELLED);
		assertThat(caller.wasInterrupted()).isTrue();
		assertTheConnectionWasClosed();
	}

	@Test
	void interruptingACallWithinTheBodyClosesItsConnection() throws InterruptedException {
		service.emulator().network().onChat().silentAfterBytes(40).always();
		Caller caller = new Caller(service.model());
		awaitTheChatRequest();

		caller.interrupt();

		caller.outcome().lasting(FailureKind.CANCELLED);
		assertTheConnectionWasClosed();
	}

	@Test
	void interruptingACallBetweenTwoAttemptsEndsIt() throws InterruptedException {
		RetrySettings longPauses = new RetrySettings(3, Duration.ofMinutes(2), 1, Duration.ofMinutes(2),
				Duration.ofMinutes(3), false);
		service.emulator().onAnyMessage().fail(500);
		Caller caller = new Caller(service.model((api) -> api.retry(longPauses)));
		awaitTheChatRequest();

		caller.interrupt();

		caller.outcome().lasting(FailureKind.CANCELLED);
		assertThat(caller.wasInterrupted()).isTrue();
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void interruptingACallThatWaitsForATokenEndsIt() throws InterruptedException {
		service.emulator().network().onToken().silentBeforeResponse();
		Caller caller = new Caller(service.model());
		service.emulator().awaitRequests(1, EmulatedService.LIMIT);

		caller.interrupt();

		caller.outcome().lasting(FailureKind.CANCELLED);
		assertThat(caller.wasInterrupted()).isTrue();
		assertThat(service.emulator().chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void closingTheApiEndsRunningRequests(Way way) {
		service.emulator().network().onChat().silentBeforeResponse().always();
		GigaChatApi api = service.api((builder) -> builder);
		GigaChatModel model = GigaChatModel.builder().api(api).build();
		CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> way.ask(model));
		awaitTheChatRequest();

		api.close();

		assertThat(outcome).succeedsWithin(EmulatedService.LIMIT)
			.satisfies((ended) -> ended.lasting(FailureKind.CANCELLED));
	}

	@ParameterizedTest
	@EnumSource
	void aClosedApiSendsNoRequest(Way way) {
		GigaChatApi api = service.api((builder) -> builder);
		GigaChatModel model = GigaChatModel.builder().api(api).build();
		way.ask(model).answer();
		List<RecordedRequest> before = service.emulator().requests();

		api.close();

		way.ask(model).lasting(FailureKind.CANCELLED);
		assertThat(service.emulator().requests()).isEqualTo(before);
	}

	/**
	 * The observations that were started and not stopped.
	 */
	private static final class OpenObservations implements ObservationHandler<Observation.Context> {

		private final Queue<Observation.Context> open = new ConcurrentLinkedQueue<>();

		@Override
		public void onStart(Observation.Context context) {
			this.open.add(context);
		}

		@Override
		public void onStop(Observation.Context context) {
			this.open.remove(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		List<String> names() {
			return this.open.stream().map((context) -> String.valueOf(context.getName())).toList();
		}

	}

	/**
	 * A thread that calls the model once.
	 */
	private static final class Caller {

		private final List<Boolean> interrupted = new CopyOnWriteArrayList<>();

		private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

		private final Thread thread;

		Caller(GigaChatModel model) {
			this.thread = new Thread(() -> {
				Outcome ended = Way.CALL.ask(model, QUESTION);
				this.interrupted.add(Thread.currentThread().isInterrupted());
				this.outcome.complete(ended);
			}, "caller");
			this.thread.start();
		}

		void interrupt() {
			this.thread.interrupt();
		}

		Outcome outcome() throws InterruptedException {
			this.thread.join(EmulatedService.LIMIT.toMillis());
			return this.outcome.orTimeout(1, TimeUnit.SECONDS).join();
		}

		boolean wasInterrupted() {
			return this.interrupted.contains(true);
		}

	}

}
