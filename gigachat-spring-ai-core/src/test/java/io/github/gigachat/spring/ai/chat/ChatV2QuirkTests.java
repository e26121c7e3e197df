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
 * The rows of {@link QuirkTests} by the v2 API: it accepts what Spring AI says, and is
 * told the same as v1. Rows are left out that v2 has no form for: arguments given to a
 * forced function, and the built-in functions of v1.
 */
class ChatV2QuirkTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> whatIsSaid() {
		return Stream.concat(QuirkTests.messageRows(), QuirkTests.functionRows())
			.filter((row) -> !row.name().startsWith("q11") && !row.name().startsWith("q13"))
			.flatMap((row) -> Arrays.stream(Way.values()).map((way) -> Arguments.of(row, way)));
	}

	@ParameterizedTest(name = "{0} by {1}")
	@MethodSource("whatIsSaid")
	void bothAreToldTheSame(QuirkTests.Row row, Way way) {
		ChatRequest first = told(ChatApi.V1, row, way);
		ChatRequest second = told(ChatApi.V2, row, way);

		assertThat(first.apiVersion()).isEqualTo(1);
		assertThat(second.apiVersion()).isEqualTo(2);
		assertThat(second.messages()).isEqualTo(first.messages());
		assertThat(second.functions()).isEqualTo(first.functions());
		// that the model decides is what nothing means in v2
		assertThat(second.functionCall()).isEqualTo(first.functionCall().equals("auto") ? "" : first.functionCall());
		assertThat(second.stream()).isEqualTo(first.stream()).isEqualTo(way == Way.STREAM);
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
