package io.github.gigachat.spring.ai.chat;

import java.util.Arrays;
import java.util.stream.Stream;

import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the rows of {@link QuirkTests} against the v2 API: it accepts the same prompts,
 * and its requests have the same meaning as those of v1. Left out are the rows that v2
 * cannot express: arguments of a forced function, and the built-in functions of v1.
 */
class ChatV2QuirkTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> whatIsSaid() {
		return Stream.concat(QuirkTests.messageRows(), QuirkTests.functionRows())
			.filter((row) -> !row.name().startsWith("W-FN-10") && !row.name().startsWith("W-FN-9"))
			.flatMap((row) -> Arrays.stream(Way.values()).map((way) -> Arguments.of(row, way)));
	}

	@ParameterizedTest(name = "{0} by {1}")
	@MethodSource("whatIsSaid")
	void bothApisGetTheSameConversation(QuirkTests.Row row, Way way) {
		ChatRequest first = told(ChatApi.V1, row, way);
		ChatRequest second = told(ChatApi.V2, row, way);

		assertThat(first.apiVersion()).isEqualTo(1);
		assertThat(second.apiVersion()).isEqualTo(2);
		assertThat(second.messages()).isEqualTo(first.messages());
		assertThat(second.functions()).isEqualTo(first.functions());
		// a v2 request without a mode means the same as "auto" in v1
		assertThat(second.functionCall()).isEqualTo(first.functionCall().equals("auto") ? "" : first.functionCall());
		assertThat(second.stream()).isEqualTo(first.stream()).isEqualTo(way.isStreamed());
	}

	private static ChatRequest told(ChatApi version, QuirkTests.Row row, Way way) {
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api))
			.options(GigaChatOptions.builder().api(version).build())
			.build();

		Outcome outcome = way.ask(model, row.prompt());

		assertThat(outcome.error()).isNull();
		return service.emulator().lastChatRequest().chat();
	}

}
