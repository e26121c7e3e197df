package io.github.gigachat.spring.ai.secrets;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests that a header value that contains a further header is refused before anything is
 * sent, and that the error does not show the value.
 */
@Timeout(60)
class HeaderInjectionTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> injections() {
		return Arrays.stream(Way.values())
			.flatMap((way) -> Stream
				.of("hidden\r\nX-Admin: hidden", "hidden\nX-Admin: hidden", "hidden\r", "hidden\u0000", "hidden-ключ")
				.map((value) -> Arguments.of(way, value)));
	}

	@ParameterizedTest
	@MethodSource("injections")
	void aHeaderOfTheOptionsIsRefused(Way way, String value) {
		GigaChatOptions options = GigaChatOptions.builder().headers(Map.of("X-Trace-ID", value)).build();

		assertRefused(way.ask(service.model(), new Prompt("Кто ты?", options)), "X-Trace-ID");
	}

	@ParameterizedTest
	@MethodSource("injections")
	void theSessionIdOfTheOptionsIsRefused(Way way, String value) {
		GigaChatOptions options = GigaChatOptions.builder().sessionId(value).build();

		assertRefused(way.ask(service.model(), new Prompt("Кто ты?", options)), "X-Session-ID");
	}

	@ParameterizedTest
	@EnumSource
	void anAuthorizationHeaderOfTheOptionsIsRefused(Way way) {
		GigaChatOptions options = GigaChatOptions.builder().headers(Map.of("authorization", "Bearer hidden")).build();

		assertRefused(way.ask(service.model(), new Prompt("Кто ты?", options)), "authorization");
	}

	@ParameterizedTest
	@EnumSource
	void aHeaderNameWithALineBreakIsRefused(Way way) {
		GigaChatOptions options = GigaChatOptions.builder().headers(Map.of("X-A\r\nX-B", "hidden")).build();

		assertRefused(way.ask(service.model(), new Prompt("Кто ты?", options)), "X-A");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hidden\r\nX-Admin: hidden", "hidden-ключ" })
	void aFixedHeaderIsRefusedAtTheStart(String value) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> service.model((api) -> api.headers(Map.of("X-Client-ID", value))))
			.withMessageContaining("X-Client-ID")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("hidden"));
	}

	private static void assertRefused(Outcome outcome, String name) {
		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains(name).doesNotContain("hidden").doesNotContain("\n");
		assertThat(outcome.error()).hasNoCause();
		assertThat(service.emulator().chatRequests()).isEmpty();
	}

}
