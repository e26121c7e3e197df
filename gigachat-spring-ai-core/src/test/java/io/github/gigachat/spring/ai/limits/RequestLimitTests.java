package io.github.gigachat.spring.ai.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RequestWaitListener.WaitEnd;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.Asker;
import io.github.gigachat.spring.ai.fixtures.Callers;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests the limit of concurrent requests: further requests wait in order, and each
 * request that ends admits the next one.
 */
@Timeout(60)
class RequestLimitTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final RetrySettings ONE_ATTEMPT = new RetrySettings(1, Duration.ofMillis(2), 2,
			Duration.ofMillis(10), Duration.ofSeconds(30), false);

	private static LimitedModel limited(int limit) {
		return limited(limit, (api) -> api);
	}

	private static LimitedModel limited(int limit, UnaryOperator<GigaChatApi.Builder> settings) {
		return LimitedModel.of(service, limit, settings);
	}

	@Test
	void theServiceNeverSeesMoreAtOnceThanTheLimit() {
		service.emulator().limitConcurrentRequests(3);
		LimitedModel model = limited(3, (api) -> api.retry(ONE_ATTEMPT));

		List<Outcome> outcomes = Callers.of(model.model(), 60).outcomes();

		assertThat(outcomes).hasSize(60).allSatisfy((outcome) -> assertThat(outcome.answer()).isNotEmpty());
		assertThat(service.emulator().chatRequests()).hasSize(60);
		model.awaitState(0, 0);
	}

	@Test
	void noRequestWaitsWithoutALimit() {
		LimitedModel model = LimitedModel.of(service, null, (api) -> api);
		service.emulator().network().onChat().silentBeforeResponse().always();
		List<Asker> askers = IntStream.range(0, 8)
			.mapToObj((i) -> model.asker((i % 2 == 0) ? Way.CALL : Way.STREAM, "вопрос"))
			.toList();

		model.awaitChatRequests(8);
		model.awaitState(8, 0);
		assertThat(model.api().requestLimit().limit()).isNull();
		service.emulator().network().resume();

		askers.forEach((asker) -> asker.outcome().answer());
		model.awaitState(0, 0);
	}

	@Test
	void callsAndStreamsAreServedInTheOrderOfTheirArrival() {
		LimitedModel model = limited(1);
		Asker first = model.holdTheOnlyPermit();
		List<Asker> line = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			line.add(model.asker((i % 2 == 0) ? Way.CALL : Way.STREAM, "вопрос " + i));
			model.awaitState(1, i + 1);
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
	void aRequestBeyondTheQueueFailsAtOnce(Way way) {
		LimitedModel model = limited(1, (api) -> api.maxQueuedRequests(1));
		Asker first = model.holdTheOnlyPermit();
		Asker second = model.asker(way, "второй");
		model.awaitState(1, 1);

		Outcome third = model.ask(way, "третий");

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
	void aRequestFailsAtOnceWithoutAQueue(Way way) {
		LimitedModel model = limited(1, (api) -> api.maxQueuedRequests(0));
		Asker first = model.holdTheOnlyPermit();

		model.ask(way, "вопрос").passing(FailureKind.BUSY);
		service.emulator().network().resume();

		first.outcome().answer();
		model.awaitState(0, 0);
		model.ask(way, "вопрос").answer();
	}

	@ParameterizedTest
	@EnumSource
	void aWaitBeyondTheTimeoutIsAnErrorThatIsNotRetried(Way way) {
		Waits waits = new Waits();
		LimitedModel model = limited(1,
				(api) -> api.acquireTimeout(Duration.ofMillis(200)).requestWaitListener(waits::heard));
		model.holdTheOnlyPermit();

		Outcome outcome = model.ask(way, "вопрос");

		GigaChatFailure failure = outcome.passing(FailureKind.BUSY);
		assertThat(failure.hint()).contains("spring.ai.gigachat.acquire-timeout");
		assertThat(outcome.message()).contains("within 200 ms", "1 may be under way at once");
		assertThat(service.emulator().chatRequests()).hasSize(1);
		assertThat(waits.ends()).containsExactly(WaitEnd.ADMITTED, WaitEnd.TIMED_OUT);
		model.awaitState(1, 0);
	}

	@Test
	void theCallTimeoutCoversTheWait() {
		LimitedModel model = limited(1, (api) -> api.callTimeout(Duration.ofMillis(300)));
		service.emulator().network().onChat().silentAfterEvents(1);
		Asker holding = model.asker(Way.STREAM, "долгий");
		model.awaitState(1, 0);

		Outcome outcome = model.ask(Way.CALL, "вопрос");

		assertThat(outcome.passing(FailureKind.TIMEOUT).hint()).contains("spring.ai.gigachat.call-timeout");
		assertThat(holding.isWaiting()).isTrue();
		model.awaitState(1, 0);
	}

	@ParameterizedTest
	@EnumSource
	void aCancelledWaiterLeavesTheQueueAtOnce(Way way) {
		Waits waits = new Waits();
		LimitedModel model = limited(1, (api) -> api.requestWaitListener(waits::heard));
		Asker first = model.holdTheOnlyPermit();
		Asker leaving = model.asker(way, "уходящий");
		model.awaitState(1, 1);
		Asker staying = model.asker(way, "остающийся");
		model.awaitState(1, 2);

		leaving.leave();

		model.awaitState(1, 1);
		if (way == Way.CALL) {
			leaving.outcome().lasting(FailureKind.CANCELLED);
		}
		service.emulator().network().resume();
		first.outcome().answer();
		staying.outcome().answer();
		assertThat(service.emulator().chatRequests()).hasSize(2);
		assertThat(waits.ends()).containsExactly(WaitEnd.ADMITTED, WaitEnd.LEFT, WaitEnd.ADMITTED);
		model.awaitState(0, 0);
	}

	@ParameterizedTest
	@EnumSource
	void closingTheApiEndsEveryWait(Way way) {
		LimitedModel model = limited(1);
		Asker first = model.holdTheOnlyPermit();
		Asker second = model.asker(way, "второй");
		model.awaitState(1, 1);

		model.api().close();

		second.outcome().lasting(FailureKind.CANCELLED);
		first.outcome().lasting(FailureKind.CANCELLED);
		model.ask(way, "вопрос").lasting(FailureKind.CANCELLED);
		assertThat(service.emulator().chatRequests()).hasSize(1);
		model.awaitState(0, 0);
	}

	@Test
	void allEndpointsOfTheApiShareTheLimit() {
		LimitedModel model = limited(1);
		Asker first = model.holdTheOnlyPermit();
		CompletableFuture<Integer> models = CompletableFuture
			.supplyAsync(() -> model.api().models().body().data().size());
		model.awaitState(1, 1);

		service.emulator().network().resume();

		first.outcome().answer();
		assertThat(models).succeedsWithin(EmulatedService.LIMIT);
	}

	@Test
	void theListenerGetsTheTimeOfEachWait() {
		Waits waits = new Waits();
		LimitedModel model = limited(1, (api) -> api.maxQueuedRequests(1).requestWaitListener(waits::heard));
		Asker first = model.holdTheOnlyPermit();
		Asker second = model.asker(Way.STREAM, "второй");
		model.awaitState(1, 1);
		model.ask(Way.CALL, "вопрос").passing(FailureKind.BUSY);
		service.emulator().network().resume();
		first.outcome().answer();
		second.outcome().answer();

		assertThat(waits.ends()).containsExactly(WaitEnd.ADMITTED, WaitEnd.REFUSED, WaitEnd.ADMITTED);
		assertThat(waits.durations().get(0)).isZero();
		assertThat(waits.durations().get(1)).isZero();
		assertThat(waits.durations().get(2)).isPositive();
	}

	@Test
	void aFailingListenerFailsNoRequest() {
		service.emulator().limitConcurrentRequests(2);
		LimitedModel model = limited(2, (api) -> api.requestWaitListener((waited, end) -> {
			throw new IllegalStateException("from the listener");
		}));

		assertThat(Callers.of(model.model(), 20).outcomes())
			.allSatisfy((outcome) -> assertThat(outcome.answer()).isNotEmpty());
	}

	@Test
	void settingsOutOfRangeAreRefusedByName() {
		GigaChatApi.Builder builder = GigaChatApi.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConcurrentRequests(0))
			.withMessage("max-concurrent-requests has to be at least 1, but is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxQueuedRequests(-1))
			.withMessage("max-queued-requests must not be negative, but is -1");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.acquireTimeout(Duration.ZERO))
			.withMessage("acquire-timeout has to be above zero, but is PT0S");
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
