package io.github.gigachat.spring.ai.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Schemas of answers that name no property at their root, in {@code response_format}
 * under {@code strict}.
 */
@Timeout(120)
class StrictAnswerSchemaReportTests {

	private static final String ANY_OBJECT = "{\"type\":\"object\"}";

	private static final String MAP = "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}";

	private static final String LIST = "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> everyWay() {
		return Arrays.stream(ChatApi.values())
			.flatMap((api) -> Arrays.stream(Way.values()).map((way) -> Arguments.of(api, way)));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void openSchemasAreSentUnchangedAndAsStrict(ChatApi api, Way way) {
		for (String schema : List.of(ANY_OBJECT, MAP, LIST)) {
			service.emulator().reset();
			service.emulator().onAnyMessage().reply("{}");

			assertThat(way.ask(service.model(), prompt(api, schema, StructuredOutputMode.NATIVE)).answer())
				.isEqualTo("{}");

			assertThat(format(api).toString())
				.isEqualTo("{\"type\":\"json_schema\",\"schema\":" + schema + ",\"strict\":true}");
		}
	}

	@ParameterizedTest
	@EnumSource
	void entitiesWithMapsAndListsHaveSuchSchemas(ChatApi api) {
		service.emulator().onAnyMessage().reply("{\"a\":1}").then().reply("[\"a\"]");

		Map<String, Integer> map = entity(api, new ParameterizedTypeReference<>() {
		});
		assertThat(map).isEqualTo(Map.of("a", 1));
		assertThat(format(api).toString())
			.isEqualTo("{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"},\"strict\":true}");

		List<String> list = entity(api, new ParameterizedTypeReference<>() {
		});
		assertThat(list).containsExactly("a");
		assertThat(format(api).path("schema")).isEqualTo(JsonMapper.shared().readTree(LIST));
		assertThat(format(api).path("strict").booleanValue()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aFunctionWrapsSuchSchemasInAnObject(ChatApi api, Way way) {
		service.emulator().onAnyMessage().callFunction("structured_output", Map.of("value", List.of("a")));
		assertThat(way.ask(service.model(), prompt(api, LIST, StructuredOutputMode.FUNCTION)).answer())
			.isEqualTo("[\"a\"]");
		assertThat(parameters()).isEqualTo(JsonMapper.shared()
			.readTree("{\"type\":\"object\",\"properties\":{\"value\":" + LIST + "},\"required\":[\"value\"]}"));

		service.emulator().reset();
		service.emulator().onAnyMessage().callFunction("structured_output", Map.of("a", 1));
		assertThat(way.ask(service.model(), prompt(api, MAP, StructuredOutputMode.FUNCTION)).answer())
			.isEqualTo("{\"a\":1}");
		assertThat(parameters().path("properties").isEmpty()).isTrue();
		assertThat(parameters().path("description").asString()).isEqualTo("keys are strings, values: integer");
	}

	private static <T> T entity(ChatApi api, ParameterizedTypeReference<T> type) {
		return ChatClient.create(service.model())
			.prompt("Well?")
			.options(GigaChatOptions.builder().api(api))
			.call()
			.entity(type, (spec) -> spec.useProviderStructuredOutput());
	}

	private static Prompt prompt(ChatApi api, String schema, StructuredOutputMode mode) {
		return new Prompt("Well?",
				GigaChatOptions.builder().api(api).outputSchema(schema).structuredOutput(mode).build());
	}

	private static JsonNode format(ChatApi api) {
		JsonNode body = sent();
		return ((api == ChatApi.V2) ? body.path("model_options") : body).path("response_format");
	}

	private static JsonNode parameters() {
		return JsonMapper.shared()
			.readTree(service.emulator().lastChatRequest().chat().functions().get(0).parameters());
	}

	private static JsonNode sent() {
		return JsonMapper.shared().readTree(service.emulator().lastChatRequest().body());
	}

}
