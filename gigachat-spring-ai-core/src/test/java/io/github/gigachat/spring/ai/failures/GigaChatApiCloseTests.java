package io.github.gigachat.spring.ai.failures;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that closing the API ends every wait, and that later calls are refused.
 */
@Timeout(60)
class GigaChatApiCloseTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@Test
	void streamsThatWaitForATokenEnd() {
		service.emulator().network().onToken().silentBeforeResponse();
		GigaChatApi api = service.api((builder) -> builder);
		GigaChatModel model = GigaChatModel.builder().api(api).build();
		List<CompletableFuture<ChatResponse>> streams = IntStream.range(0, 50)
			.mapToObj((i) -> model.stream(new Prompt("Hi")).last().toFuture())
			.toList();
		service.emulator().awaitRequests(1, Duration.ofSeconds(30));

		api.close();

		assertThat(streams).allSatisfy((stream) -> assertCancelled(catchThrowable(stream::join).getCause()));
	}

	@Test
	void aClosedApiSendsNoRequestWhetherItWasUsedBeforeOrNot() {
		GigaChatApi fresh = service.api((builder) -> builder.credentials(GigaChatCredentials.token("t")));
		GigaChatApi used = service.api((builder) -> builder);
		GigaChatModel.builder().api(used).build().call(new Prompt("Hi"));
		service.emulator().reset();

		assertThat(List.of(fresh, used)).allSatisfy((api) -> {
			api.close();
			GigaChatModel model = GigaChatModel.builder().api(api).build();
			assertCancelled(catchThrowable(() -> model.call(new Prompt("Hi"))));
			assertCancelled(catchThrowable(() -> model.stream(new Prompt("Hi")).blockLast()));
		});
		assertThat(service.emulator().requests()).isEmpty();
	}

	private static void assertCancelled(Throwable failure) {
		assertThat(failure).isInstanceOf(GigaChatFailure.class);
		assertThat(((GigaChatFailure) failure).kind()).isEqualTo(FailureKind.CANCELLED);
	}

}
