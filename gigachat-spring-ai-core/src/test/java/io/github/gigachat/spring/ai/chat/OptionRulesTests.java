package io.github.gigachat.spring.ai.chat;

import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests that values outside the service's ranges are refused before the call.
 */
class OptionRulesTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> outOfRange() {
		return Stream.of(arguments("temperature", GigaChatOptions.builder().temperature(-0.1)),
				arguments("temperature", GigaChatOptions.builder().temperature(Double.NaN)),
				arguments("top-p", GigaChatOptions.builder().topP(1.1)),
				arguments("top-p", GigaChatOptions.builder().topP(-0.1)),
				arguments("max-tokens", GigaChatOptions.builder().maxTokens(0)),
				arguments("repetition-penalty", GigaChatOptions.builder().repetitionPenalty(0.0)),
				arguments("update-interval", GigaChatOptions.builder().updateInterval(-1.0)),
				arguments("reasoning-effort", GigaChatOptions.builder().reasoningEffort("enormous")));
	}

	@ParameterizedTest
	@MethodSource("outOfRange")
	void theErrorNamesTheOptionAndNothingIsSent(String option, GigaChatOptions.Builder options) {
		Prompt prompt = new Prompt("Hi", options.build());

		Throwable called = catchThrowable(() -> service.model().call(prompt));
		Throwable streamed = catchThrowable(() -> service.model().stream(prompt).blockLast());

		assertThat(Stream.of(called, streamed)).allSatisfy((failure) -> assertThat(failure)
			.isInstanceOfSatisfying(GigaChatNonTransientException.class, (typed) -> {
				assertThat(typed.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
				assertThat(typed.option()).isEqualTo(option);
				assertThat(typed.getMessage()).startsWith(option + " has to be ")
					.endsWith(". Correct the option, or the property spring.ai.gigachat.chat." + option);
			}));
		assertThat(service.emulator().requests()).isEmpty();
	}

}
