package io.github.gigachat.spring.ai.chat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges.Change;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static io.github.gigachat.spring.ai.fixtures.Conversations.system;
import static io.github.gigachat.spring.ai.fixtures.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the metadata that tell how the request was changed, and how the answer ended in
 * the service's own words.
 */
class AnswerMetadataTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> waysAndApis() {
		return Stream.of(Way.values())
			.flatMap((way) -> Stream.of(ChatApi.values()).map((api) -> Arguments.of(way, api)));
	}

	@ParameterizedTest
	@MethodSource("waysAndApis")
	void aCallThatWasCutIsToldFromAWholeOne(Way way, ChatApi api) {
		Prompt prompt = new Prompt("Weather?", options(api).toolCallbacks(weather()).build());
		service.emulator().onAnyMessage().callFunction("weather", Map.of("city", "Тула")).finishReason("length");
		Generation cut = way.ask(service.model(), prompt).lastResult();
		service.emulator().reset();
		service.emulator().onAnyMessage().callFunction("weather", Map.of("city", "Тула"));
		Generation whole = way.ask(service.model(), prompt).lastResult();

		assertThat(List.of(cut, whole)).allSatisfy((generation) -> {
			assertThat(generation.getOutput().getToolCalls()).hasSize(1);
			assertThat(generation.getMetadata().getFinishReason()).isEqualTo("TOOL_CALLS");
		});
		assertThat(reason(cut)).isEqualTo("length");
		assertThat(reason(whole)).isEqualTo("function_call");
	}

	@ParameterizedTest
	@MethodSource("waysAndApis")
	void theServicesOwnReasonIsKept(Way way, ChatApi api) {
		for (String reason : List.of("stop", "blacklist", "novelty")) {
			service.emulator().reset();
			service.emulator().onAnyMessage().reply("Да").finishReason(reason);

			assertThat(reason(way.ask(service.model(), new Prompt("Hi", options(api).build())).lastResult()))
				.isEqualTo(reason);
		}
	}

	@ParameterizedTest
	@MethodSource("waysAndApis")
	void theChangesAreInTheMetadataOfTheFirstResponse(Way way, ChatApi api) {
		service.emulator().onAnyMessage().reply("Раз, два, три");
		Prompt prompt = new Prompt(List.of(system("One"), system("Two"), user("Hi"), system("Three")),
				options(api).build());

		Outcome outcome = way.ask(service.model(), prompt);

		outcome.answer();
		FlatteningChanges changes = outcome.responses().get(0).getMetadata().get(GigaChatMetadata.FLATTENING_CHANGES);
		assertThat(changes).isNotNull();
		assertThat(changes.counts())
			.isEqualTo(Map.of(Change.SYSTEM_MESSAGES_JOINED, 2, Change.SYSTEM_MESSAGES_AS_USER, 1));
		assertThat(changes).hasToString("systemMessagesJoined=2, systemMessagesAsUser=1");
	}

	@ParameterizedTest
	@MethodSource("waysAndApis")
	void anUnchangedRequestLeavesNoMetadata(Way way, ChatApi api) {
		Outcome outcome = way.ask(service.model(), new Prompt("Hi", options(api).build()));

		outcome.answer();
		assertThat(outcome.responses()).allSatisfy((response) -> assertThat(response.getMetadata().keySet())
			.doesNotContain(GigaChatMetadata.FLATTENING_CHANGES));
	}

	private static String reason(Generation generation) {
		return generation.getMetadata().get(GigaChatMetadata.NATIVE_FINISH_REASON);
	}

	private static GigaChatOptions.Builder options(ChatApi api) {
		return GigaChatOptions.builder().api(api);
	}

	private static FunctionToolCallback<String, String> weather() {
		return FunctionToolCallback.builder("weather", (String city) -> "sunny")
			.description("Weather")
			.inputType(String.class)
			.build();
	}

}
