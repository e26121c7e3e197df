package io.github.gigachat.spring.ai.failures;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatImageModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that an application's own retry template decides which failures are retried, how
 * often and after which pauses, and nothing else.
 */
@Timeout(60)
class RetryTemplateTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	/** What would be asked again at once, and once only, without the template. */
	private static final RetrySettings TWO_ATTEMPTS = new RetrySettings(2, Duration.ofMillis(1), 1,
			Duration.ofMillis(1), Duration.ofSeconds(30), false);

	private static GigaChatModel model(RetryPolicy policy) {
		return service.model((api) -> api.retry(TWO_ATTEMPTS).retryTemplate(new RetryTemplate(policy)));
	}

	private static RetryPolicy.Builder transientOnly() {
		return RetryPolicy.builder().includes(TransientAiException.class).delay(Duration.ofMillis(5));
	}

	@ParameterizedTest
	@EnumSource
	void thePolicyDecidesHowOften(Way way) {
		service.emulator().onAnyMessage().fail(500);

		way.ask(model(transientOnly().maxRetries(4).build())).passing(FailureKind.SERVER);

		assertThat(service.emulator().chatRequests()).hasSize(5);
	}

	@ParameterizedTest
	@EnumSource
	void thePolicyDecidesWhatIsRepeated(Way way) {
		service.emulator().onAnyMessage().fail(500).then().fail(422).then().reply("Вот и ответ.");
		RetryPolicy policy = RetryPolicy.builder()
			.includes(NonTransientAiException.class)
			.delay(Duration.ofMillis(5))
			.build();

		way.ask(model(policy)).passing(FailureKind.SERVER);
		assertThat(service.emulator().chatRequests()).hasSize(1);

		assertThat(way.ask(model(policy)).answer()).isEqualTo("Вот и ответ.");
		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource
	void thePolicyDecidesThePauses(Way way) {
		service.emulator().onAnyMessage().fail(500).then().reply("Вот и ответ.");

		way.ask(model(transientOnly().delay(Duration.ofMillis(700)).build())).answer();

		assertThat(pauseBeforeTheSecond()).isGreaterThanOrEqualTo(Duration.ofMillis(690));
	}

	@ParameterizedTest
	@EnumSource
	void retryAfterIsTheMinimumPause(Way way) {
		service.emulator().onAnyMessage().fail(429, Duration.ofSeconds(1)).then().reply("Вот и ответ.");

		way.ask(model(transientOnly().build())).answer();

		assertThat(pauseBeforeTheSecond()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@EnumSource
	void aRetryAfterThatIsTooLongEndsTheCall(Way way) {
		service.emulator().onAnyMessage().fail(429, Duration.ofSeconds(31));

		way.ask(model(transientOnly().build())).passing(FailureKind.RATE_LIMIT);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aTimedOutRequestIsNotRetriedUnlessConfigured(Way way) {
		service.emulator().network().onChat().silentBeforeResponse().times(2);
		RetryTemplate template = new RetryTemplate(transientOnly().build());

		way.ask(service.model((api) -> api.readTimeout(Duration.ofSeconds(2)).retryTemplate(template)))
			.passing(FailureKind.TIMEOUT);
		assertThat(service.emulator().chatRequests()).hasSize(1);

		RetrySettings afterTimeout = new RetrySettings(1, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO, true);
		way.ask(service
			.model((api) -> api.readTimeout(Duration.ofSeconds(2)).retry(afterTimeout).retryTemplate(template)))
			.answer();
		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@Test
	void theCallsOwnTimeoutBoundsThePolicy() {
		service.emulator().onAnyMessage().fail(500);
		RetryTemplate template = new RetryTemplate(transientOnly().delay(Duration.ofMinutes(2)).build());

		Way.CALL.ask(service.model((api) -> api.callTimeout(Duration.ofMinutes(1)).retryTemplate(template)))
			.passing(FailureKind.SERVER);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void thePolicysOwnTimeEndsTheCall(Way way) {
		service.emulator().onAnyMessage().fail(500);
		RetryPolicy policy = transientOnly().delay(Duration.ofMinutes(2)).timeout(Duration.ofMinutes(1)).build();

		way.ask(model(policy)).passing(FailureKind.SERVER);

		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void thePolicyDoesNotDecideOnTheRepeatAfterARefusedToken(Way way) {
		RetryPolicy never = (failure) -> false;
		GigaChatModel model = model(never);
		way.ask(model).answer();
		service.emulator().revokeTokens();

		way.ask(model).answer();

		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource
	void thePolicyDoesNotDecideOnTheUncountedRetry(Way way) {
		service.emulator().network().onChat().closeBeforeResponse();

		way.ask(model((failure) -> false)).answer();

		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@Test
	void aStreamThatHasDeliveredIsNotRepeated() {
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два, ", "три.");
		service.emulator().network().onChat().cutAfterEvents(2);

		Outcome outcome = Way.STREAM.ask(model(RetryPolicy.withDefaults()));

		outcome.passing(FailureKind.CUT);
		assertThat(outcome.delivered()).isEqualTo("Раз, два, ");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void theTemplatesListenerIsNotified() {
		service.emulator().onAnyMessage().fail(500).then().reply("Вот и ответ.");
		AtomicInteger retries = new AtomicInteger();
		RetryTemplate template = new RetryTemplate(transientOnly().build());
		template.setRetryListener(new RetryListener() {

			@Override
			public void beforeRetry(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
				retries.incrementAndGet();
			}

		});

		Way.CALL.ask(service.model((api) -> api.retryTemplate(template))).answer();

		assertThat(retries).hasValue(1);
	}

	private static Duration pauseBeforeTheSecond() {
		List<RecordedRequest> requests = service.emulator().chatRequests();
		assertThat(requests).hasSize(2);
		return Duration.between(requests.get(0).receivedAt(), requests.get(1).receivedAt());
	}

	@Test
	void aModelUsesItForTheApiThatItCreates() {
		AtomicInteger asked = new AtomicInteger();
		RetryTemplate template = new RetryTemplate((failure) -> {
			asked.incrementAndGet();
			return false;
		});
		// fails before a request is sent, since these models use the public service
		GigaChatCredentials credentials = GigaChatCredentials.token(() -> "not\na token");

		try (GigaChatModel chat = GigaChatModel.builder().credentials(credentials).retryTemplate(template).build();
				GigaChatEmbeddingModel embedding = GigaChatEmbeddingModel.builder()
					.credentials(credentials)
					.retryTemplate(template)
					.build();
				GigaChatImageModel image = GigaChatImageModel.builder()
					.credentials(credentials)
					.retryTemplate(template)
					.build();
				GigaChatModel without = GigaChatModel.builder().credentials(credentials).retryTemplate(null).build()) {
			assertThatThrownBy(() -> chat.call("Hi")).isInstanceOf(GigaChatNonTransientException.class);
			assertThat(asked).hasValue(1);
			assertThatThrownBy(() -> embedding.embed("Hi")).isInstanceOf(GigaChatNonTransientException.class);
			assertThat(asked).hasValue(2);
			assertThatThrownBy(() -> image.call(new ImagePrompt("Draw")))
				.isInstanceOf(GigaChatNonTransientException.class);
			assertThat(asked).hasValue(3);
			assertThatThrownBy(() -> without.call("Hi")).isInstanceOf(GigaChatNonTransientException.class);
			assertThat(asked).hasValue(3);
		}
	}

	@Test
	void aTemplateBesideAnApiIsRefused() {
		RetryTemplate template = new RetryTemplate(transientOnly().build());
		GigaChatApi api = service.api((builder) -> builder);

		Stream
			.<ThrowingCallable>of(() -> GigaChatModel.builder().api(api).retryTemplate(template).build(),
					() -> GigaChatEmbeddingModel.builder().api(api).retryTemplate(template).build(),
					() -> GigaChatImageModel.builder().api(api).retryTemplate(template).build())
			.forEach((build) -> assertThatIllegalStateException().isThrownBy(build)
				.withMessageContaining("set it on GigaChatApi.Builder"));
	}

}
