package io.github.gigachat.spring.ai.endpoints;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Functions that {@link GigaChatApi} runs as one call.
 */
@Timeout(60)
class GigaChatApiCallTests {

	private static final ChatCompletionRequest CHAT = ChatCompletionRequest.builder()
		.model("GigaChat-2")
		.messages(List.of(ChatMessage.text("user", "Hi")))
		.build();

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static List<String> paths() {
		return service.emulator()
			.requests()
			.stream()
			.map(RecordedRequest::path)
			.filter((path) -> !path.contains("oauth"))
			.map((path) -> path.substring(path.lastIndexOf('/') + 1))
			.toList();
	}

	@Test
	void aFunctionIsRunAgainAsAWhole() {
		service.emulator().onAnyMessage().fail(500).then().reply("Hi");

		String id = service.api((api) -> api).call((attempt) -> {
			attempt.balance();
			return attempt.chatCompletion(CHAT).body().choices().get(0).message().content();
		});

		assertThat(id).isEqualTo("Hi");
		assertThat(paths()).containsExactly("balance", "completions", "balance", "completions");
	}

	@Test
	void aFunctionThatFailsByItselfIsNotRunAgain() {
		AtomicInteger runs = new AtomicInteger();

		assertThatIllegalStateException().isThrownBy(() -> service.api((api) -> api).call((attempt) -> {
			runs.incrementAndGet();
			throw new IllegalStateException("mine");
		})).withMessage("mine");
		assertThat(runs).hasValue(1);
	}

	@Test
	void aStreamIsMadeAgainAsAWhole() {
		service.emulator().onAnyMessage().fail(500).then().reply("Hi");

		List<?> chunks = service.api((api) -> api).stream((attempt) -> {
			attempt.balance();
			return attempt.chatCompletionStream(CHAT);
		}).collectList().block();

		assertThat(chunks).isNotEmpty();
		assertThat(paths()).containsExactly("balance", "completions", "balance", "completions");
	}

	@Test
	void severalFunctionsWithoutRetryAreRunOnceEach() {
		service.emulator().onAnyMessage().fail(429).then().reply("Hi");
		GigaChatApi view = service.api((api) -> api).withoutRetry();
		Function<GigaChatApi, Object> chat = (attempt) -> attempt.chatCompletion(CHAT);

		assertThatExceptionOfType(GigaChatTransientException.class)
			.isThrownBy(() -> view.callAll(Collections.nCopies(4, chat)))
			.matches((failure) -> failure.kind() == FailureKind.RATE_LIMIT);
		assertThat(paths()).hasSizeLessThanOrEqualTo(4);
	}

	@Test
	void aPartOfACallCanEndEarlier() {
		service.emulator().network().onModels().silentBeforeResponse().always();
		GigaChatApi api = service.api((builder) -> builder.callTimeout(Duration.ofMinutes(5)));

		assertThatExceptionOfType(GigaChatTransientException.class)
			.isThrownBy(() -> api.call((attempt) -> attempt.within(Duration.ofMillis(300)).models()))
			.matches((failure) -> failure.kind() == FailureKind.TIMEOUT);
		assertThat(api.<Duration>call((attempt) -> attempt.within(Duration.ofSeconds(1)).timeLeft()))
			.isLessThanOrEqualTo(Duration.ofSeconds(1));
		assertThat(api.<Duration>call((attempt) -> attempt.within(Duration.ofHours(1)).timeLeft()))
			.isLessThanOrEqualTo(Duration.ofMinutes(5));
	}

	@Test
	void theTimeLeftIsThatOfTheCallOrOfTheView() {
		GigaChatApi api = service.api((builder) -> builder.callTimeout(Duration.ofMinutes(2)));

		assertThat(api.timeLeft()).isEqualTo(Duration.ofMinutes(2));
		assertThat(api.within(Duration.ofMinutes(1)).timeLeft()).isPositive()
			.isLessThanOrEqualTo(Duration.ofMinutes(1));
		assertThat(api.within(Duration.ofHours(1)).timeLeft()).isEqualTo(Duration.ofMinutes(2));
		assertThat(api.within(Duration.ZERO).timeLeft()).isZero();
	}

}
