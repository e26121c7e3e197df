package io.github.gigachat.spring.ai.limits;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.fixtures.Asker;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that exceptions of an application's handlers and listeners, and slow subscribers,
 * cost no caller an answer and no request its turn.
 */
@Timeout(60)
class ApplicationCallbackTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> brokenHandlers() {
		return Stream.of(Way.values())
			.flatMap((way) -> Stream.of(true, false).map((start) -> Arguments.of(way, start)));
	}

	@ParameterizedTest
	@MethodSource("brokenHandlers")
	void aBrokenObservationHandlerLosesNoAnswerAndNoPermit(Way way, boolean atStart) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new BrokenHandler(atStart));
		LimitedModel model = LimitedModel.of(service, 1, (api) -> api.observationRegistry(registry));

		assertThat(model.ask(way, "раз").answer()).isNotEmpty();
		assertThat(model.ask(way, "два").answer()).isNotEmpty();
		model.awaitState(0, 0);
	}

	@Test
	void aListenerThatCannotBeLoadedDoesNotBlockTheQueue() {
		LimitedModel model = limited((api) -> api.requestWaitListener((waited, end) -> {
			throw new NoClassDefFoundError("gone");
		}));
		Asker first = model.holdTheOnlyPermit();
		List<Asker> line = List.of(model.asker(Way.CALL, "второй"), model.asker(Way.STREAM, "третий"));
		model.awaitState(1, 2);

		service.emulator().network().resume();

		first.outcome().answer();
		line.forEach((asker) -> asker.outcome().answer());
		model.awaitState(0, 0);
	}

	@Test
	void aSlowSubscriberDelaysNoOtherRequest() {
		LimitedModel model = limited((api) -> api);
		Asker first = model.holdTheOnlyPermit();
		CountDownLatch slow = new CountDownLatch(1);
		CompletableFuture<Throwable> refused = new CompletableFuture<>();
		GigaChatOptions unsendable = GigaChatOptions.builder().headers(Map.of("X-Trace", "a\nb")).build();
		model.model().stream(new Prompt("второй", unsendable)).subscribe((chunk) -> {
		}, (error) -> {
			await(slow);
			refused.complete(error);
		});
		Asker last = model.asker(Way.CALL, "третий");
		try {
			model.awaitState(1, 2);
			service.emulator().network().resume();

			first.outcome().answer();
			last.outcome().answer();
		}
		finally {
			slow.countDown();
		}
		assertThat(refused.join()).isInstanceOf(RuntimeException.class);
		model.awaitState(0, 0);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aMeterOfAnotherTypeFailsNoAnswer(Way way) {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		registry.counter("gigachat.requests.wait", "outcome", "admitted");
		registry.counter("gigachat.chat.tokens.per.second", "model", GigaChatModel.DEFAULT_MODEL);
		registry.counter("gigachat.chat.first.token", "model", GigaChatModel.DEFAULT_MODEL);
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api.maxConcurrentRequests(1).meterRegistry(registry)))
			.meterRegistry(registry)
			.build();

		assertThat(way.ask(model).answer()).isNotEmpty();
	}

	static Stream<Way> ways() {
		return Stream.of(Way.values());
	}

	private static LimitedModel limited(UnaryOperator<GigaChatApi.Builder> settings) {
		return LimitedModel.of(service, 1, settings);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Fails whatever exchange it is told of.
	 *
	 * @param atStart whether when it starts, or when it ends
	 */
	record BrokenHandler(boolean atStart) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			if (this.atStart) {
				throw new IllegalStateException("broken at the start");
			}
		}

		@Override
		public void onStop(Observation.Context context) {
			if (!this.atStart) {
				throw new IllegalStateException("broken at the end");
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return "http.client.requests".equals(context.getName());
		}

	}

}
