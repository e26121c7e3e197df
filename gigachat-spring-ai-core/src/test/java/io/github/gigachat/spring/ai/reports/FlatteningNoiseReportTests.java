package io.github.gigachat.spring.ai.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The report of flattening lists what changes the meaning of a request, and is silent
 * about plain tools and answers by a schema.
 */
@Timeout(120)
class FlatteningNoiseReportTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private final Logger logger = (Logger) LoggerFactory.getLogger(GigaChatModel.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private Level level;

	@BeforeEach
	void listen() {
		this.level = this.logger.getLevel();
		this.logger.setLevel(Level.DEBUG);
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.log);
		this.logger.setLevel(this.level);
	}

	static Stream<Arguments> everyWay() {
		return Arrays.stream(ChatApi.values())
			.flatMap((api) -> Way.ofChatClient().stream().map((way) -> Arguments.of(api, way)));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aPlainToolIsNotReported(ChatApi api, Way way) {
		way.content(ChatClient.create(service.model())
			.prompt("Hi")
			.options(GigaChatOptions.builder().api(api))
			.tools(new Plain()));

		assertThat(service.emulator().lastChatRequest().chat().functions()).hasSize(2);
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aFunctionOfARecordIsNotReported(ChatApi api, Way way) {
		ToolCallback tool = FunctionToolCallback.builder("find", (City city) -> "{}")
			.description("Finds a city")
			.inputType(City.class)
			.build();

		way.ask(service.model(), new Prompt("Hi", GigaChatOptions.builder().api(api).toolCallbacks(tool).build()))
			.answer();

		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerByASchemaIsNotReported(ChatApi api) {
		ChatClient.create(service.model())
			.prompt("Hi")
			.options(GigaChatOptions.builder().api(api))
			.call()
			.entity(City.class, (spec) -> spec.useProviderStructuredOutput());

		assertThat(service.emulator().lastChatRequest().body()).contains("json_schema");
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", textBlock = """
			"additionalProperties":{"type":"string"}            => additionalProperties
			"additionalProperties":true                         => additionalProperties
			"additionalProperties":false,"minProperties":1      => minProperties
			"$schema":"s","patternProperties":{"^a":{}}         => patternProperties
			""")
	void aChangeOfTheMeaningIsReported(String keywords, String reported) {
		String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}," + keywords + "}";

		service.model().call(new Prompt("Hi", GigaChatOptions.builder().toolCallbacks(new Schema(schema)).build()));

		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("Flattened for GigaChat: schemaKeywordsDropped=[" + reported + "]");
	}

	record City(String name, String country) {
	}

	static class Plain {

		@Tool(description = "Weather forecast for a city")
		String forecast(@ToolParam(description = "Name of the city") String city,
				@ToolParam(required = false) String country, boolean celsius, List<String> days) {
			return "{}";
		}

		@Tool(description = "The time")
		String time() {
			return "{}";
		}

	}

	/**
	 * A tool with a given schema.
	 *
	 * @param schema the schema of its input
	 */
	private record Schema(String schema) implements ToolCallback {

		@Override
		public ToolDefinition getToolDefinition() {
			return ToolDefinition.builder().name("odd").description("odd").inputSchema(this.schema).build();
		}

		@Override
		public String call(String toolInput) {
			return Map.of().toString();
		}

	}

}
