package io.github.gigachat.spring.ai.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

import io.github.gigachat.emulator.ClientDeparture;
import io.github.gigachat.spring.ai.api.GigaChatApi;
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
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a request holds its permit exactly as long as the service has the request,
 * and returns it however the request ends.
 */
@Timeout(60)
class RequestPermitTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final RetrySettings ONE_ATTEMPT = new RetrySettings(1, Duration.ofMillis(2), 2,
			Duration.ofMillis(10), Duration.ofSeconds(30), false);

	private static final RetrySettings PAUSES_OF_AN_HOUR = new RetrySettings(3, Duration.ofHours(1), 1,
			Duration.ofHours(1), Duration.ofHours(2), false);

	private static LimitedModel limited(int limit) {
		return limited(limit, (api) -> api);
	}

	private static LimitedModel limited(int limit, UnaryOperator<GigaChatApi.Builder> settings) {
		return LimitedModel.of(service, limit, settings);
	}

	@ParameterizedTest
	@EnumSource
	void aRefusedTokenIsReplacedUnderALimitOfOne(Way way) {
		LimitedModel model = limited(1, (api) -> api.retry(ONE_ATTEMPT));
		model.ask(way, "вопрос").answer();
		service.emulator().revokeTokens();
		service.emulator().limitConcurrentRequests(1);

		List<Outcome> outcomes = Callers.of(model.model(), 16).outcomes();

		assertThat(outcomes).allSatisfy((outcome) -> assertThat(outcome.answer()).isNotEmpty());
		assertThat(service.emulator().tokenRequests()).hasSize(2);
		assertThat(service.emulator().chatRequests()).hasSize(18);
		model.awaitState(0, 0);
	}

	@ParameterizedTest
	@EnumSource
	void aRequestHoldsNoPermitDuringThePauseBeforeARetry(Way way) {
		LimitedModel model = limited(1, (api) -> api.retry(PAUSES_OF_AN_HOUR).callTimeout(Duration.ofHours(3)));
		service.emulator().onUserMessage("неудачный").fail(500);
		Asker pausing = model.asker(way, "неудачный");
		model.awaitChatRequests(1);
		model.awaitState(0, 0);

		model.ask(way, "другой").answer();

		assertThat(pausing.isWaiting()).isTrue();
		pausing.leave();
	}

	@ParameterizedTest
	@EnumSource
	void aStreamHoldsItsPermitToItsEnd(StreamEnd end) {
		service.emulator().onUserMessage("долгий").replyInChunks("Раз, ", "два.");
		service.emulator().network().onChat().silentAfterEvents(1);
		LimitedModel model = limited(1, (api) -> api.retry(ONE_ATTEMPT)
			.readTimeout((end == StreamEnd.FAILED) ? Duration.ofSeconds(3) : Duration.ofSeconds(60)));
		Asker stream = model.asker(Way.STREAM, "долгий");
		model.awaitChatRequests(1);
		Asker next = model.asker(Way.CALL, "следующий");
		model.awaitState(1, 1);

		end.bring(stream);

		next.outcome().answer();
		model.awaitState(0, 0);
	}

	@Test
	void aSlowReaderHoldsNoPermit() {
		service.emulator().onUserMessage("долгий").replyInChunks("Раз, ", "два, ", "три.");
		LimitedModel model = limited(1);

		StepVerifier.create(model.model().stream(new Prompt("долгий")), 1).expectNextCount(1).then(() -> {
			model.awaitState(0, 0);
			model.ask(Way.CALL, "другой").answer();
		}).thenRequest(Long.MAX_VALUE).thenConsumeWhile((chunk) -> true).expectComplete().verify(EmulatedService.LIMIT);
	}

	@Test
	void aStreamWithinAStreamIsAnsweredUnderALimitOfOne() {
		service.emulator().onUserMessage("внешний").replyInChunks("Раз, ", "два, ", "три.");
		service.emulator().onUserMessage("внутренний").reply("Вот.");
		LimitedModel model = limited(1);

		List<String> inner = model.model()
			.stream(new Prompt("внешний"))
			.concatMap((chunk) -> Flux.defer(() -> model.model().stream(new Prompt("внутренний")).last()), 1)
			.map((chunk) -> "inner")
			.collectList()
			.block(EmulatedService.LIMIT);

		assertThat(inner).hasSizeGreaterThanOrEqualTo(3);
		model.awaitState(0, 0);
	}

	@ParameterizedTest
	@EnumSource
	void aCancelledRequestReleasesItsPermit(Way way) {
		service.emulator().network().onChat().silentBeforeResponse();
		LimitedModel model = limited(1);
		Asker leaving = model.asker(way, "уходящий");
		model.awaitChatRequests(1);
		Asker next = model.asker(way, "следующий");
		model.awaitState(1, 1);

		leaving.leave();

		assertThat(service.emulator().awaitClientLeft(EmulatedService.LIMIT).kind())
			.isEqualTo(ClientDeparture.Kind.CONNECTION_CLOSED);
		next.outcome().answer();
		model.awaitState(0, 0);
	}

	@Test
	void noPermitIsLostIfManyRequestsAreCancelledAtAnyTime() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два, ", "три.");
		LimitedModel model = limited(4, (api) -> api.maxQueuedRequests(60));
		List<Asker> staying = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			Asker asker = model.asker(random.nextBoolean() ? Way.CALL : Way.STREAM, "вопрос " + i);
			if (random.nextInt(3) == 0) {
				asker.leave();
			}
			else {
				staying.add(asker);
			}
		}
		staying.subList(0, 50).forEach(Asker::leave);

		assertThat(staying.subList(50, staying.size())).as("seed %d", seed)
			.allSatisfy(
					(asker) -> assertThat(asker.outcome().error()).satisfiesAnyOf((none) -> assertThat(none).isNull(),
							(error) -> assertThat(error).isInstanceOfSatisfying(GigaChatFailure.class,
									(failure) -> assertThat(failure.kind()).isEqualTo(FailureKind.BUSY))));
		model.awaitState(0, 0);
		assertThat(model.ask(Way.STREAM, "последний").answer()).as("seed %d", seed).isEqualTo("Раз, два, три.");
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

}
