package io.github.gigachat.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.github.gigachat.emulator.ClientDeparture;
import io.github.gigachat.spring.ai.api.FailureKind;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.GigaChatApiBuilder;
import io.github.gigachat.spring.ai.api.GigaChatFailure;
import io.github.gigachat.spring.ai.api.RequestLimitState;
import io.github.gigachat.spring.ai.api.RequestWaitListener.WaitEnd;
import io.github.gigachat.spring.ai.api.RetrySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Under a limit of concurrent requests the others wait in line, whoever they are, and
 * each that ends lets the next one in.
 */
@Timeout(60)
class RequestLimitTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final RetrySettings ONE_ATTEMPT = new RetrySettings(1, Duration.ofMillis(2), 2,
			Duration.ofMillis(10), Duration.ofSeconds(30), false);

	private static final RetrySettings PAUSES_OF_AN_HOUR = new RetrySettings(3, Duration.ofHours(1), 1,
			Duration.ofHours(1), Duration.ofHours(2), false);

	private GigaChatApi api;

	private GigaChatModel limited(int limit) {
		return limited(limit, (builder) -> builder);
	}

	private GigaChatModel limited(int limit, UnaryOperator<GigaChatApiBuilder> settings) {
		this.api = service.api((builder) -> settings.apply(builder.maxConcurrentRequests(limit)));
		return GigaChatModel.builder().api(this.api).build();
	}

	private void awaitState(int inUse, int waiting) {
		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(() -> assertThat(this.api.requestLimit())
				.isEqualTo(new RequestLimitState(this.api.requestLimit().limit(), inUse, waiting)));
	}

	private static void awaitChatRequests(int count) {
		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().chatRequests().size() == count);
	}

	/** One that is under way until the network is resumed. */
	private Asker holdTheOnlyPermit(GigaChatModel model) {
		service.emulator().network().onChat().silentBeforeResponse();
		Asker first = Asker.of(model, Way.CALL, "первый");
		awaitChatRequests(1);
		awaitState(1, 0);
		return first;
	}

	@Test
	void theServiceNeverSeesMoreAtOnceThanTheLimit() {
		service.emulator().limitConcurrentRequests(3);
		GigaChatModel model = limited(3, (builder) -> builder.retry(ONE_ATTEMPT));

		List<Outcome> outcomes = Callers.of(model, 60).outcomes();

		assertThat(outcomes).hasSize(60).allSatisfy((outcome) -> assertThat(outcome.answer()).isNotEmpty());
		assertThat(service.emulator().chatRequests()).hasSize(60);
		awaitState(0, 0);
	}

	@Test
	void withoutALimitNobodyWaits() {
		this.api = service.api((builder) -> builder);
		GigaChatModel model = GigaChatModel.builder().api(this.api).build();
		service.emulator().network().onChat().silentBeforeResponse().always();
		List<Asker> askers = IntStream.range(0, 8)
			.mapToObj((i) -> Asker.of(model, (i % 2 == 0) ? Way.CALL : Way.STREAM, "вопрос"))
			.toList();

		awaitChatRequests(8);
		awaitState(8, 0);
		assertThat(this.api.requestLimit().limit()).isNull();
		service.emulator().network().resume();

		askers.forEach((asker) -> asker.outcome().answer());
		awaitState(0, 0);
	}

	@Test
	void callsAndStreamsAreServedInTheOrderInWhichTheyCame() {
		GigaChatModel model = limited(1);
		Asker first = holdTheOnlyPermit(model);
		List<Asker> line = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			line.add(Asker.of(model, (i % 2 == 0) ? Way.CALL : Way.STREAM, "вопрос " + i));
			awaitState(1, i + 1);
		}

		service.emulator().network().resume();

		first.outcome().answer();
		line.forEach((asker) -> asker.outcome().answer());
		assertThat(service.emulator().chatRequests()).extracting((request) -> request.chat().lastUserText())
			.containsExactly("первый", "вопрос 0", "вопрос 1", "вопрос 2", "вопрос 3", "вопрос 4", "вопрос 5",
					"вопрос 6", "вопрос 7");
	}

	@ParameterizedTest
	@EnumSource
	void oneMoreThanTheLineTakesFailsAtOnce(Way way) {
		GigaChatModel model = limited(1, (builder) -> builder.maxQueuedRequests(1));
		Asker first = holdTheOnlyPermit(model);
		Asker second = Asker.of(model, way, "второй");
		awaitState(1, 1);

		Outcome third = way.ask(model, "третий");

		GigaChatFailure failure = third.passing(FailureKind.BUSY);
		assertThat(failure.hint()).contains("spring.ai.gigachat.max-queued-requests");
		assertThat(third.message()).contains("1 may be under way at once, and 1 wait already");
		service.emulator().network().resume();
		first.outcome().answer();
		second.outcome().answer();
		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void nobodyWaitsWhereThereIsNoLine(Way way) {
		GigaChatModel model = limited(1, (builder) -> builder.maxQueuedRequests(0));
		Asker first = holdTheOnlyPermit(model);

		way.ask(model).passing(FailureKind.BUSY);
		service.emulator().network().resume();

		first.outcome().answer();
		awaitState(0, 0);
		way.ask(model).answer();
	}

	@ParameterizedTest
	@EnumSource
	void whoWaitsTooLongIsToldSoAndAsksOnce(Way way) {
		Waits waits = new Waits();
		GigaChatModel model = limited(1,
				(builder) -> builder.acquireTimeout(Duration.ofMillis(200)).requestWaitListener(waits::heard));
		holdTheOnlyPermit(model);

		Outcome outcome = way.ask(model);

		GigaChatFailure failure = outcome.passing(FailureKind.BUSY);
		assertThat(failure.hint()).contains("spring.ai.gigachat.acquire-timeout");
		assertThat(outcome.message()).contains("within 200 ms", "1 may be under way at once");
		assertThat(service.emulator().chatRequests()).hasSize(1);
		assertThat(waits.ends()).containsExactly(WaitEnd.ADMITTED, WaitEnd.TIMED_OUT);
		awaitState(1, 0);
	}

	@Test
	void theWaitIsInsideTheCallsOwnTimeout() {
		GigaChatModel impatient = limited(1, (builder) -> builder.callTimeout(Duration.ofMillis(300)));
		service.emulator().network().onChat().silentAfterEvents(1);
		Asker holding = Asker.of(impatient, Way.STREAM, "долгий");
		awaitState(1, 0);

		Outcome outcome = Way.CALL.ask(impatient);

		assertThat(outcome.passing(FailureKind.TIMEOUT).hint()).contains("spring.ai.gigachat.call-timeout");
		assertThat(holding.isWaiting()).isTrue();
		awaitState(1, 0);
	}

	@ParameterizedTest
	@EnumSource
	void aRefusedTokenIsReplacedUnderALimitOfOne(Way way) {
		GigaChatModel model = limited(1, (builder) -> builder.retry(ONE_ATTEMPT));
		way.ask(model).answer();
		service.emulator().revokeTokens();
		service.emulator().limitConcurrentRequests(1);

		List<Outcome> outcomes = Callers.of(model, 16).outcomes();

		assertThat(outcomes).allSatisfy((outcome) -> assertThat(outcome.answer()).isNotEmpty());
		assertThat(service.emulator().tokenRequests()).hasSize(2);
		assertThat(service.emulator().chatRequests()).hasSize(18);
		awaitState(0, 0);
	}

	@ParameterizedTest
	@EnumSource
	void aRequestThatPausesBeforeItIsSentAgainLetsOthersIn(Way way) {
		GigaChatModel model = limited(1,
				(builder) -> builder.retry(PAUSES_OF_AN_HOUR).callTimeout(Duration.ofHours(3)));
		service.emulator().onUserMessage("неудачный").fail(500);
		Asker pausing = Asker.of(model, way, "неудачный");
		awaitChatRequests(1);
		awaitState(0, 0);

		way.ask(model, "другой").answer();

		assertThat(pausing.isWaiting()).isTrue();
		pausing.leave();
	}

	@ParameterizedTest
	@EnumSource
	void aStreamHoldsItsPermitToItsEnd(StreamEnd end) {
		service.emulator().onUserMessage("долгий").replyInChunks("Раз, ", "два.");
		service.emulator().network().onChat().silentAfterEvents(1);
		GigaChatModel model = limited(1, (builder) -> builder.retry(ONE_ATTEMPT)
			.readTimeout((end == StreamEnd.FAILED) ? Duration.ofSeconds(1) : Duration.ofSeconds(60)));
		Asker stream = Asker.of(model, Way.STREAM, "долгий");
		awaitChatRequests(1);
		Asker next = Asker.of(model, Way.CALL, "следующий");
		awaitState(1, 1);

		end.bring(stream);

		next.outcome().answer();
		awaitState(0, 0);
	}

	@Test
	void aReaderThatLagsBehindHoldsNoPermit() {
		service.emulator().onUserMessage("долгий").replyInChunks("Раз, ", "два, ", "три.");
		GigaChatModel model = limited(1);

		StepVerifier.create(model.stream(new Prompt("долгий")), 1).expectNextCount(1).then(() -> {
			awaitState(0, 0);
			Way.CALL.ask(model, "другой").answer();
		}).thenRequest(Long.MAX_VALUE).thenConsumeWhile((chunk) -> true).expectComplete().verify(EmulatedService.LIMIT);
	}

	@Test
	void aStreamWithinAStreamIsAnsweredUnderALimitOfOne() {
		service.emulator().onUserMessage("внешний").replyInChunks("Раз, ", "два, ", "три.");
		service.emulator().onUserMessage("внутренний").reply("Вот.");
		GigaChatModel model = limited(1);

		List<String> inner = model.stream(new Prompt("внешний"))
			.concatMap((chunk) -> Flux.defer(() -> model.stream(new Prompt("внутренний")).last()), 1)
			.map((chunk) -> "inner")
			.collectList()
			.block(EmulatedService.LIMIT);

		assertThat(inner).hasSizeGreaterThanOrEqualTo(3);
		awaitState(0, 0);
	}

	@ParameterizedTest
	@EnumSource
	void whoLeavesTheLineLeavesItAtOnce(Way way) {
		Waits waits = new Waits();
		GigaChatModel model = limited(1, (builder) -> builder.requestWaitListener(waits::heard));
		Asker first = holdTheOnlyPermit(model);
		Asker leaving = Asker.of(model, way, "уходящий");
		awaitState(1, 1);
		Asker staying = Asker.of(model, way, "остающийся");
		awaitState(1, 2);

		leaving.leave();

		awaitState(1, 1);
		if (way == Way.CALL) {
			leaving.outcome().lasting(FailureKind.CANCELLED);
		}
		service.emulator().network().resume();
		first.outcome().answer();
		staying.outcome().answer();
		assertThat(service.emulator().chatRequests()).hasSize(2);
		assertThat(waits.ends()).containsExactly(WaitEnd.ADMITTED, WaitEnd.LEFT, WaitEnd.ADMITTED);
		awaitState(0, 0);
	}

	@ParameterizedTest
	@EnumSource
	void whoLeavesWhileUnderWayMakesRoom(Way way) {
		service.emulator().network().onChat().silentBeforeResponse();
		GigaChatModel model = limited(1);
		Asker leaving = Asker.of(model, way, "уходящий");
		awaitChatRequests(1);
		Asker next = Asker.of(model, way, "следующий");
		awaitState(1, 1);

		leaving.leave();

		assertThat(service.emulator().awaitClientLeft(EmulatedService.LIMIT).kind())
			.isEqualTo(ClientDeparture.Kind.CONNECTION_CLOSED);
		next.outcome().answer();
		awaitState(0, 0);
	}

	@ParameterizedTest
	@EnumSource
	void closingTheApiEndsEveryWait(Way way) {
		GigaChatModel model = limited(1);
		Asker first = holdTheOnlyPermit(model);
		Asker second = Asker.of(model, way, "второй");
		awaitState(1, 1);

		this.api.close();

		second.outcome().lasting(FailureKind.CANCELLED);
		first.outcome().lasting(FailureKind.CANCELLED);
		way.ask(model).lasting(FailureKind.CANCELLED);
		assertThat(service.emulator().chatRequests()).hasSize(1);
		awaitState(0, 0);
	}

	@Test
	void allEndpointsOfTheApiShareTheLimit() {
		GigaChatModel model = limited(1);
		Asker first = holdTheOnlyPermit(model);
		CompletableFuture<Integer> models = CompletableFuture.supplyAsync(() -> this.api.models().body().data().size());
		awaitState(1, 1);

		service.emulator().network().resume();

		first.outcome().answer();
		assertThat(models).succeedsWithin(EmulatedService.LIMIT);
	}

	@Test
	void theListenerHearsHowLongEachWaited() {
		Waits waits = new Waits();
		GigaChatModel model = limited(1, (builder) -> builder.maxQueuedRequests(1).requestWaitListener(waits::heard));
		Asker first = holdTheOnlyPermit(model);
		Asker second = Asker.of(model, Way.STREAM, "второй");
		awaitState(1, 1);
		Way.CALL.ask(model).passing(FailureKind.BUSY);
		service.emulator().network().resume();
		first.outcome().answer();
		second.outcome().answer();

		assertThat(waits.ends()).containsExactly(WaitEnd.ADMITTED, WaitEnd.REFUSED, WaitEnd.ADMITTED);
		assertThat(waits.durations().get(0)).isZero();
		assertThat(waits.durations().get(1)).isZero();
		assertThat(waits.durations().get(2)).isPositive();
	}

	@Test
	void aListenerThatFailsCostsNobodyItsTurn() {
		service.emulator().limitConcurrentRequests(2);
		GigaChatModel model = limited(2, (builder) -> builder.requestWaitListener((waited, end) -> {
			throw new IllegalStateException("from the listener");
		}));

		assertThat(Callers.of(model, 20).outcomes()).allSatisfy((outcome) -> assertThat(outcome.answer()).isNotEmpty());
	}

	@Test
	void settingsOutOfRangeAreRefusedByName() {
		GigaChatApiBuilder builder = GigaChatApi.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConcurrentRequests(0))
			.withMessage("max-concurrent-requests has to be at least 1, but is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxQueuedRequests(-1))
			.withMessage("max-queued-requests must not be negative, but is -1");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.acquireTimeout(Duration.ZERO))
			.withMessage("acquire-timeout has to be above zero, but is PT0S");
	}

	/**
	 * How a stream that has begun ends.
	 */
	enum StreamEnd {

		COMPLETED {

			@Override
			void bring(Asker stream) {
				service.emulator().network().resume();
				assertThat(stream.outcome().answer()).isEqualTo("Раз, два.");
			}

		},

		CANCELLED {

			@Override
			void bring(Asker stream) {
				stream.leave();
			}

		},

		FAILED {

			@Override
			void bring(Asker stream) {
				stream.outcome().passing(FailureKind.TIMEOUT);
			}

		};

		abstract void bring(Asker stream);

	}

	/**
	 * What a listener heard.
	 */
	private static final class Waits {

		private final Queue<Duration> durations = new ConcurrentLinkedQueue<>();

		private final Queue<WaitEnd> ends = new ConcurrentLinkedQueue<>();

		void heard(Duration waited, WaitEnd end) {
			this.durations.add(waited);
			this.ends.add(end);
		}

		List<Duration> durations() {
			return List.copyOf(this.durations);
		}

		List<WaitEnd> ends() {
			return List.copyOf(this.ends);
		}

	}

}
