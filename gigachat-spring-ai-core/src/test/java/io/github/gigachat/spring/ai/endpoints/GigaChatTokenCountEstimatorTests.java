package io.github.gigachat.spring.ai.endpoints;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatTokenCountEstimator;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;
import org.springframework.ai.tokenizer.TokenCountEstimator;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that the service counts tokens, and that a local estimate is used if the service
 * fails temporarily.
 */
@Timeout(60)
class GigaChatTokenCountEstimatorTests {

	private static final int BY_SERVICE = 777;

	private static final int BY_FALLBACK = 5;

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static GigaChatTokenCountEstimator.Builder builder() {
		return GigaChatTokenCountEstimator.builder().api(service.api((api) -> api)).fallback(new Five());
	}

	private static int countRequests() {
		return (int) service.emulator()
			.requests()
			.stream()
			.filter((request) -> request.endpoint() == Endpoint.TOKENS_COUNT)
			.count();
	}

	private static void answerCounts() {
		service.emulator()
			.onEndpoint(Endpoint.TOKENS_COUNT)
			.replyRaw(200, "application/json", "[{\"tokens\":" + BY_SERVICE + ",\"characters\":1}]");
	}

	@Test
	void theServiceCountsTheTokens() {
		answerCounts();

		assertThat(builder().model("GigaChat-2-Max").build().estimate("text")).isEqualTo(BY_SERVICE);
		assertThat(service.emulator().requests().get(1).body())
			.isEqualTo("{\"model\":\"GigaChat-2-Max\",\"input\":[\"text\"]}");
	}

	@Test
	void anEmptyTextSendsNoRequest() {
		GigaChatTokenCountEstimator estimator = builder().build();

		assertThat(estimator.estimate("")).isZero();
		assertThat(estimator.estimate((String) null)).isZero();
		assertThat(estimator.estimate(List.<MediaContent>of())).isZero();
		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void manyTextsAreCountedInFewRequests() {
		List<MediaContent> contents = IntStream.range(0, 120)
			.<MediaContent>mapToObj((i) -> new UserMessage("1234"))
			.toList();

		assertThat(builder().build().estimate(contents)).isEqualTo(120);
		assertThat(countRequests()).isEqualTo(3);
	}

	@Test
	void theTextOfAContentIsCounted() {
		MediaContent content = UserMessage.builder()
			.text("12345678")
			.media(new Media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(new byte[10_000])))
			.build();

		assertThat(builder().build().estimate(content)).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 500, 503 })
	void estimatesAfterOneRequestThatFailsTransiently(int status) {
		service.emulator().onEndpoint(Endpoint.TOKENS_COUNT).fail(status);

		assertThat(builder().build().estimate("text")).isEqualTo(BY_FALLBACK);
		assertThat(countRequests()).isEqualTo(1);
	}

	@Test
	void theServiceIsNotAskedForAWhileAfterAFailure() {
		service.emulator().onEndpoint(Endpoint.TOKENS_COUNT).fail(503).then().succeed();
		GigaChatTokenCountEstimator patient = builder().pause(Duration.ofHours(1)).build();

		assertThat(patient.estimate("text")).isEqualTo(BY_FALLBACK);
		assertThat(patient.estimate("text")).isEqualTo(BY_FALLBACK);
		assertThat(countRequests()).isEqualTo(1);
	}

	@Test
	void theServiceIsAskedAgainAfterThePause() {
		service.emulator().onEndpoint(Endpoint.TOKENS_COUNT).fail(503).then().succeed();
		GigaChatTokenCountEstimator impatient = builder().pause(Duration.ZERO).build();

		assertThat(impatient.estimate("text")).isEqualTo(BY_FALLBACK);
		assertThat(impatient.estimate("text")).isEqualTo(1);
	}

	@Test
	void theWaitForASilentServiceIsShort() {
		service.emulator()
			.network()
			.on((request) -> request.endpoint() == Endpoint.TOKENS_COUNT)
			.silentBeforeResponse();

		assertThat(builder().timeout(Duration.ofMillis(500)).build().estimate("text")).isEqualTo(BY_FALLBACK);
	}

	@Test
	void aLastingFailureIsThrown() {
		GigaChatTokenCountEstimator estimator = builder().model("Nope").build();

		assertThatThrownBy(() -> estimator.estimate("text")).isInstanceOfSatisfying(GigaChatFailure.class,
				(failure) -> assertThat(failure.kind()).isEqualTo(FailureKind.NOT_FOUND));
	}

	@ParameterizedTest
	@CsvSource({ "'Hello, world!',4,8", "'Привет, как твои дела сегодня?',6,14", "'   ',0,0", "'日本語',3,3",
			"'a1b2c3',1,3", "'🎉',1,1" })
	void theEstimateIsCloseAndRatherTooHigh(String text, int least, int most) {
		service.emulator().onEndpoint(Endpoint.TOKENS_COUNT).fail(503);
		GigaChatTokenCountEstimator estimator = GigaChatTokenCountEstimator.builder()
			.api(service.api((api) -> api))
			.build();

		assertThat(estimator.estimate(text)).isBetween(least, most);
	}

	@Test
	void anApiIsRequired() {
		assertThatIllegalStateException().isThrownBy(() -> GigaChatTokenCountEstimator.builder().build());
	}

	/** Five tokens, whatever the text. */
	private static final class Five implements TokenCountEstimator {

		@Override
		public int estimate(String text) {
			return BY_FALLBACK;
		}

		@Override
		public int estimate(MediaContent content) {
			throw new UnsupportedOperationException();
		}

		@Override
		public int estimate(Iterable<MediaContent> contents) {
			throw new UnsupportedOperationException();
		}

	}

}
