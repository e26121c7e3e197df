package io.github.gigachat.spring.boot.autoconfigure;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.chat.LaterSystemMessages;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the properties of flattening apply to requests.
 */
@ExtendWith(GigaChatEmulatorExtension.class)
class FlatteningPropertiesTests {

	private static final String PREFIX = "spring.ai.gigachat.chat.";

	private static final String WITH_TITLE = """
			{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"title":"Place"}""";

	private static GigaChatEmulator emulator;

	@BeforeAll
	static void start(GigaChatEmulator running) {
		emulator = running;
	}

	@ParameterizedTest
	@EnumSource(FunctionSchemaMode.class)
	void everySchemaModeCanBeConfigured(FunctionSchemaMode mode) {
		Runners.applicationOf(emulator)
			.withPropertyValues(PREFIX + "function-schema=" + ConfigurationMetadata.word(mode))
			.run((context) -> assertThat(options(context).getFunctionSchema()).isEqualTo(mode));
	}

	@ParameterizedTest
	@EnumSource(LaterSystemMessages.class)
	void everyWayToSendSystemMessagesCanBeConfigured(LaterSystemMessages choice) {
		Runners.applicationOf(emulator)
			.withPropertyValues(PREFIX + "later-system-messages=" + ConfigurationMetadata.word(choice))
			.run((context) -> assertThat(options(context).getLaterSystemMessages()).isEqualTo(choice));
	}

	@ParameterizedTest
	@EnumSource(StructuredOutputMode.class)
	void everyModeOfStructuredOutputCanBeConfigured(StructuredOutputMode mode) {
		Runners.applicationOf(emulator)
			.withPropertyValues(PREFIX + "structured-output=" + ConfigurationMetadata.word(mode))
			.run((context) -> assertThat(options(context).getStructuredOutput()).isEqualTo(mode));
	}

	@Test
	void blankValuesCountAsAbsent() {
		Runners.applicationOf(emulator)
			.withPropertyValues(PREFIX + "function-schema=", PREFIX + "later-system-messages=",
					PREFIX + "structured-output=", PREFIX + "structured-output-strict=")
			.run((context) -> {
				assertThat(options(context).getFunctionSchema()).isNull();
				assertThat(options(context).getLaterSystemMessages()).isNull();
				assertThat(options(context).getStructuredOutput()).isNull();
				assertThat(options(context).getStructuredOutputStrict()).isNull();
			});
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "function-schema", "later-system-messages", "structured-output", "structured-output-strict" })
	void anUnknownValueFailsTheStartAndNamesItsProperty(String property) {
		Runners.applicationOf(emulator)
			.withPropertyValues(PREFIX + property + "=sideways")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(PREFIX + property));
	}

	@ParameterizedTest
	@CsvSource({ "compatible, false", "as-is, true", "auto, true" })
	void aSchemaIsSentAdaptedOrUnchanged(String mode, boolean untouched) {
		Runners.applicationOf(emulator).withPropertyValues(PREFIX + "function-schema=" + mode).run((context) -> {
			Runners.chatClient(context).prompt("Погода?").tools(weather()).call().content();

			JsonNode parameters = sent().path("functions").path(0).path("parameters");
			assertThat(parameters.has("title")).isEqualTo(untouched);
			assertThat(parameters.path("properties").propertyNames()).containsExactly("city");
		});
	}

	@ParameterizedTest
	@CsvSource({ "user, user", "join, system" })
	void aLaterSystemMessageStaysOrIsJoined(String choice, String first) {
		Runners.applicationOf(emulator)
			.withPropertyValues(PREFIX + "later-system-messages=" + choice)
			.run((context) -> {
				context.getBean(GigaChatModel.class).call(new UserMessage("Hi"), new SystemMessage("Be brief."));

				assertThat(emulator.lastChatRequest().chat().messages()).extracting(ChatMessage::role)
					.containsExactly(first, "user");
			});
	}

	@ParameterizedTest
	@CsvSource({ "native, true", "function, false" })
	void anAnswerBySchemaIsRequestedByFormatOrByFunction(String mode, boolean byFormat) {
		if (byFormat) {
			emulator.onAnyMessage().reply("{\"name\":\"Tula\"}");
		}
		else {
			emulator.onAnyMessage().callFunction("structured_output", "{\"name\":\"Tula\"}");
		}
		Runners.applicationOf(emulator).withPropertyValues(PREFIX + "structured-output=" + mode).run((context) -> {
			City city = Runners.chatClient(context)
				.prompt("A city?")
				.call()
				.entity(City.class, (spec) -> spec.useProviderStructuredOutput());

			assertThat(city).isEqualTo(new City("Tula"));
			assertThat(sent().has("response_format")).isEqualTo(byFormat);
			assertThat(sent().has("functions")).isEqualTo(!byFormat);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theStrictnessOfAnAnswerBySchemaCanBeConfigured(boolean strict) {
		emulator.onAnyMessage().reply("{\"name\":\"Tula\"}");
		Runners.applicationOf(emulator)
			.withPropertyValues(PREFIX + "structured-output-strict=" + strict)
			.run((context) -> {
				Runners.chatClient(context)
					.prompt("A city?")
					.call()
					.entity(City.class, (spec) -> spec.useProviderStructuredOutput());

				assertThat(sent().path("response_format").path("strict").booleanValue()).isEqualTo(strict);
			});
	}

	@Test
	void aRefusedFormatBesideToolsIsReplacedByAFunctionInModeAuto() {
		emulator.refuseResponseFormatBesideTools();
		emulator.onAnyMessage().callFunction("structured_output", "{\"name\":\"Tula\"}");
		Runners.applicationOf(emulator).withPropertyValues(PREFIX + "structured-output=auto").run((context) -> {
			City city = Runners.chatClient(context)
				.prompt("A city?")
				.tools(weather())
				.call()
				.entity(City.class, (spec) -> spec.useProviderStructuredOutput());

			assertThat(city).isEqualTo(new City("Tula"));
			assertThat(emulator.chatRequests()).hasSize(2);
		});
	}

	private static GigaChatOptions options(ApplicationContext context) {
		return context.getBean(GigaChatModel.class).getOptions();
	}

	private static JsonNode sent() {
		return JsonMapper.shared().readTree(emulator.lastChatRequest().body());
	}

	private static ToolCallback weather() {
		return FunctionToolCallback.builder("weather", (City city) -> "sunny")
			.description("Tells the weather")
			.inputType(City.class)
			.inputSchema(WITH_TITLE)
			.build();
	}

	record City(String name) {
	}

}
