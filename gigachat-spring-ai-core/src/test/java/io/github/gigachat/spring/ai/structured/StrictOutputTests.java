package io.github.gigachat.spring.ai.structured;

import java.util.Arrays;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the strictness of an answer by a schema, for each request.
 */
@Timeout(120)
class StrictOutputTests {

	private static final String ANY_OBJECT = "{\"type\":\"object\"}";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> everyWay() {
		return Arrays.stream(ChatApi.values())
			.flatMap((api) -> Arrays.stream(Way.values()).map((way) -> Arguments.of(api, way)));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void theRequestDecides(ChatApi api, Way way) {
		service.emulator().onAnyMessage().reply("{}");

		for (Boolean strict : new Boolean[] { false, true, null }) {
			way.ask(service.model(), prompt(options(api).structuredOutputStrict(strict))).answer();

			assertThat(format(api).toString()).isEqualTo("{\"type\":\"json_schema\",\"schema\":" + ANY_OBJECT
					+ ",\"strict\":" + !Boolean.FALSE.equals(strict) + "}");
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.gigachat.spring.ai.fixtures.Way#apisAndWaysOfChatClient")
	void theOptionsOfTheModelAreTheDefault(ChatApi api, Way way) {
		service.emulator().onAnyMessage().reply("{}");
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((settings) -> settings))
			.options(GigaChatOptions.builder().structuredOutputStrict(false).build())
			.build();

		way.ask(model, prompt(options(api))).answer();
		assertThat(format(api).path("strict").booleanValue()).isFalse();

		way.ask(model, prompt(options(api).structuredOutputStrict(true))).answer();
		assertThat(format(api).path("strict").booleanValue()).isTrue();

		way.content(ChatClient.create(model).prompt("Well?").options(options(api)));
		assertThat(format(api).path("strict").booleanValue()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aFunctionHasNoStrictness(ChatApi api, Way way) {
		service.emulator().onAnyMessage().callFunction("structured_output", "{\"a\":1}");

		assertThat(way
			.ask(service.model(),
					prompt(options(api).structuredOutput(StructuredOutputMode.FUNCTION).structuredOutputStrict(false)))
			.answer()).isEqualTo("{\"a\":1}");

		assertThat(format(api).isMissingNode()).isTrue();
		assertThat(service.emulator().lastChatRequest().body()).doesNotContain("strict");
	}

	private static GigaChatOptions.Builder options(ChatApi api) {
		return GigaChatOptions.builder().api(api).outputSchema(ANY_OBJECT);
	}

	private static Prompt prompt(GigaChatOptions.Builder options) {
		return new Prompt("Well?", options.build());
	}

	private static JsonNode format(ChatApi api) {
		JsonNode body = JsonMapper.shared().readTree(service.emulator().lastChatRequest().body());
		return ((api == ChatApi.V2) ? body.path("model_options") : body).path("response_format");
	}

}
