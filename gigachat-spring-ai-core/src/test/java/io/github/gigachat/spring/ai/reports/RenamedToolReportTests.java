package io.github.gigachat.spring.ai.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.gigachat.emulator.OfferedFunction;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * A tool whose name loses letters on the wire keeps that name in its description, as in
 * <a href="https://github.com/spring-projects/spring-ai/issues/3854">spring-ai#3854</a>.
 */
@Timeout(120)
class RenamedToolReportTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> everyWay() {
		return Arrays.stream(ChatApi.values())
			.flatMap((api) -> Way.ofChatClient().stream().map((way) -> Arguments.of(api, way)));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aNameInAnotherScriptIsInTheDescriptionAndTheCallIsMappedBack(ChatApi api, Way way) {
		List<String> called = new CopyOnWriteArrayList<>();
		service.emulator().onUserMessage("Погода").callFunction("f_______", Map.of("city", "Тула"));
		service.emulator().onFunctionResult("f_______").reply("Тепло.");

		String answer = way.content(ChatClient.create(service.model())
			.prompt("Погода в Туле?")
			.options(GigaChatOptions.builder().api(api))
			.tools(new Named("погода", "", called)));

		assertThat(answer).isEqualTo("Тепло.");
		assertThat(called).containsExactly("погода {\"city\":\"Тула\"}");
		assertThat(offered()).extracting(OfferedFunction::name, OfferedFunction::description)
			.containsExactly(tuple("f_______", "погода"));
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", nullValues = "null", textBlock = """
			погода        | null                     => погода
			погода        | ' '                      => погода
			погода        | Что на улице             => погода: Что на улице
			погода        | погода в городе          => погода в городе
			get_погода    | Forecast                 => get_погода: Forecast
			天气            | Forecast                 => 天气: Forecast
			météo         | Forecast                 => météo: Forecast
			🌦            | Forecast                 => 🌦: Forecast
			п\\ud800      | Forecast                 => п?: Forecast
			get-weather   | Forecast                 => Forecast
			mcp/wea:ther  | Forecast                 => Forecast
			1st           | Forecast                 => Forecast
			get weather   | ''                       => ''
			web_search    | Searches                 => Searches
			memory        | ''                       => ''
			""")
	void theDescriptionHasTheNameIfLettersAreLost(String nameAndDescription, String expected) {
		String[] given = nameAndDescription.split("\\|", -1);
		String name = given[0].strip().replace("\\ud800", "\ud800");
		String description = given[1].strip();

		told(new Named(name, unquoted(description), List.of()));

		assertThat(offered()).singleElement().satisfies((function) -> {
			assertThat(function.name()).matches("[A-Za-z][A-Za-z0-9_]{0,63}");
			assertThat(function.description()).isEqualTo(expected);
		});
	}

	@Test
	void aNameThatIsCutKeepsItsEndInTheDescription() {
		String name = "report_" + "x".repeat(60) + "_monthly";

		told(new Named(name, "Makes a report", List.of()));

		assertThat(offered()).singleElement().satisfies((function) -> {
			assertThat(function.name()).hasSize(64);
			assertThat(function.description()).isEqualTo(name + ": Makes a report");
		});
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void namesThatBecomeEqualDifferByTheirDescriptions(ChatApi api, Way way) {
		Outcome outcome = way.ask(service.model(),
				new Prompt("Привет",
						GigaChatOptions.builder()
							.api(api)
							.toolCallbacks(new Named("погода", "", List.of()), new Named("курсыв", "", List.of()))
							.functionCall(FunctionCallMode.forced("курсыв"))
							.build()));

		assertThat(offered()).extracting(OfferedFunction::description).containsExactly("погода", "курсыв");
		assertThat(offered()).extracting(OfferedFunction::name)
			.doesNotHaveDuplicates()
			.allMatch((name) -> name.matches("f________[0-9a-f]{6}"));
		assertThat(outcome.lastResult().getOutput().getToolCalls()).singleElement()
			.satisfies((call) -> assertThat(call.name()).isEqualTo("курсыв"));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void theOutputFunctionIsKeptBesideARenamedTool(ChatApi api, Way way) {
		service.emulator().onAnyMessage().callFunction("structured_output", Map.of("a", "b"));

		String answer = way
			.ask(service.model(),
					new Prompt("Привет",
							GigaChatOptions.builder()
								.api(api)
								.toolCallbacks(new Named("погода", "Что на улице", List.of()))
								.structuredOutput(StructuredOutputMode.FUNCTION)
								.outputSchema("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}")
								.build()))
			.answer();

		assertThat(answer).isEqualTo("{\"a\":\"b\"}");
		assertThat(offered()).extracting(OfferedFunction::name).containsExactly("f_______", "structured_output");
		assertThat(offered().get(0).description()).isEqualTo("погода: Что на улице");
		assertThat(offered().get(1).description()).startsWith("Gives the final answer");
	}

	private static String unquoted(String description) {
		return switch (description) {
			case "''", "null" -> "";
			case "' '" -> " ";
			default -> description;
		};
	}

	private static void told(ToolCallback tool) {
		service.model().call(new Prompt("Привет", GigaChatOptions.builder().toolCallbacks(tool).build()));
	}

	private static List<OfferedFunction> offered() {
		return service.emulator().lastChatRequest().chat().functions();
	}

	/**
	 * A tool of any name.
	 *
	 * @param name the name
	 * @param description the description
	 * @param called gets each call
	 */
	private record Named(String name, String description, List<String> called) implements ToolCallback {

		@Override
		public ToolDefinition getToolDefinition() {
			return new Definition(this.name, this.description,
					"{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");
		}

		@Override
		public String call(@Nullable String toolInput) {
			this.called.add(this.name + " " + toolInput);
			return "{\"t\":12}";
		}

	}

	/**
	 * A definition that Spring AI gives no description of its own.
	 *
	 * @param name the name
	 * @param description the description
	 * @param inputSchema the schema
	 */
	private record Definition(String name, String description, String inputSchema) implements ToolDefinition {
	}

}
