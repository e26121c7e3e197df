package io.github.gigachat.spring.ai.tokens;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.gigachat.emulator.NetworkFault;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that callers that wait for the same failing token get separate exceptions: a
 * suppressed exception that is added to one is not in the others.
 */
@Timeout(60)
class TokenFailurePerCallerTests {

	private static final int CALLERS = 10;

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@ValueSource(ints = { 403, 429 })
	void aCallerDuringThePauseAfterAFailureGetsItsOwnException(int status) {
		service.emulator().onToken().fail(status, Duration.ofHours(3));
		GigaChatApi api = service.api((builder) -> builder.retry(TokenFailureTests.PAUSES_OF_AN_HOUR));
		GigaChatModel model = GigaChatModel.builder().api(api).build();
		List<Throwable> failures = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			failures.add(failureOf(asking(model, i)));
			failures.add(catchThrowable(() -> model.call(new Prompt("Hi"))));
			failures.add(catchThrowable(api::refreshToken));
		}

		assertEachHasItsOwn(failures, status);
		assertThat(service.emulator().chatRequests()).isEmpty();
	}

	@Test
	void concurrentCallersGetTheirOwnExceptions() {
		NetworkFault held = service.emulator().network().onToken().silentBeforeResponse();
		GigaChatModel model = service
			.model((api) -> api.credentials(GigaChatCredentials.clientSecret("client", "wrong")));
		Mono<List<Throwable>> together = Mono.zip(IntStream.range(0, CALLERS)
			.mapToObj((i) -> asking(model, i).map((nothing) -> new Throwable("an answer")).onErrorResume(Mono::just))
			.toList(), (failures) -> Arrays.stream(failures).map(Throwable.class::cast).toList());
		CompletableFuture<List<Throwable>> waiting = together.toFuture();
		service.emulator().awaitRequests(1, EmulatedService.LIMIT);

		held.resume();

		assertEachHasItsOwn(waiting.join(), 401);
		assertThat(service.emulator().requests()).hasSize(1);
	}

	private static Mono<?> asking(GigaChatModel model, int caller) {
		return model.stream(new Prompt("Hi")).checkpoint("by caller " + caller + ".").collectList();
	}

	private static Throwable failureOf(Mono<?> call) {
		return Objects.requireNonNull(catchThrowable(call::block));
	}

	private static void assertEachHasItsOwn(List<Throwable> failures, int status) {
		Set<Throwable> different = Collections.newSetFromMap(new IdentityHashMap<>());
		different.addAll(failures);
		assertThat(different).hasSameSizeAs(failures);
		assertThat(failures).allSatisfy((failure) -> {
			assertThat(failure).isInstanceOf(GigaChatFailure.class);
			assertThat(((GigaChatFailure) failure).status()).isEqualTo(status);
			assertThat(((GigaChatFailure) failure).kind()).isNotEqualTo(FailureKind.TOKEN_UNAVAILABLE);
			assertThat(text(failure).split("by caller ", -1).length - 1).as(text(failure)).isLessThanOrEqualTo(2);
			assertThat(text(failure).split("Suppressed: ", -1).length - 1).as(text(failure)).isLessThanOrEqualTo(2);
		});
	}

	private static String text(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

}
