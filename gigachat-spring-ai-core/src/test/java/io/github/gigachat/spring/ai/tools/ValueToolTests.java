package io.github.gigachat.spring.ai.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.ParameterizedTypeReference;

import static io.github.gigachat.spring.ai.fixtures.Conversations.call;
import static io.github.gigachat.spring.ai.fixtures.Conversations.calls;
import static io.github.gigachat.spring.ai.fixtures.Conversations.result;
import static io.github.gigachat.spring.ai.fixtures.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests tools that take a plain value, although functions of the service take an object.
 */
class ValueToolTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private final List<Object> inputs = new ArrayList<>();

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aToolWithAStringParameterGetsIt(Way way) {
		service.emulator().onUserMessage("Weather?").callFunction("weather", Map.of("value", "Тула"));
		service.emulator().onFunctionResult("weather").reply("Sunny");
		ToolCallback weather = FunctionToolCallback.builder("weather", (String city) -> take(city))
			.description("Tells the weather")
			.inputType(String.class)
			.build();

		String answer = way.content(ChatClient.create(service.model()).prompt("Weather?").tools(weather));

		assertThat(answer).isEqualTo("Sunny");
		assertThat(this.inputs).containsExactly("Тула");
		JsonNode parameters = body().path("functions").path(0).path("parameters");
		assertThat(parameters).isEqualTo(JsonMapper.shared().readTree("""
				{"type":"object","required":["value"],"properties":{"value":{"type":"string"}}}"""));
		assertThat(body().path("messages").path(1).path("function_call").path("arguments"))
			.isEqualTo(JsonMapper.shared().readTree("{\"value\":\"Тула\"}"));
	}

	@Test
	void aToolWithAListParameterGetsIt() {
		service.emulator().onUserMessage("Sum?").callFunction("sum", Map.of("value", List.of(1, 2)));
		service.emulator().onFunctionResult("sum").reply("3");
		ToolCallback sum = FunctionToolCallback.builder("sum", (List<Integer> numbers) -> take(numbers))
			.description("Sums up")
			.inputType(new ParameterizedTypeReference<List<Integer>>() {
			})
			.build();

		ChatClient.create(service.model()).prompt("Sum?").tools(sum).call().content();

		assertThat(this.inputs).containsExactly(List.of(1, 2));
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", textBlock = """
			{"value":0.12345678901234567890123}  => 0.12345678901234567890123
			{"value":null}                       => null
			{"value":{"a":1}}                    => {"a":1}
			{"number":1}                         => {"number":1}
			{}                                   => {}
			""")
	void theModelsArgumentsAreNeverLost(String arguments, String input) {
		service.emulator().onUserMessage("Half?").callFunction("half", arguments);

		AssistantMessage turn = service.model()
			.call(new Prompt("Half?", GigaChatOptions.builder().toolCallbacks(half()).build()))
			.getResult()
			.getOutput();

		assertThat(turn.getToolCalls()).singleElement().satisfies((call) -> {
			assertThat(call.arguments()).isEqualTo(input);
		});
	}

	@Test
	void valuesAreNotWrappedInTheModeAsIs() {
		service.emulator().onUserMessage("Half?").callFunction("half", "{\"value\":1}");
		GigaChatOptions options = GigaChatOptions.builder()
			.toolCallbacks(half())
			.functionSchema(FunctionSchemaMode.AUTO)
			.build();

		AssistantMessage turn = service.model().call(new Prompt("Half?", options)).getResult().getOutput();

		// refused untouched by the strict service, then sent in an object
		assertThat(service.emulator().chatRequests()).hasSize(2)
			.first()
			.satisfies((request) -> assertThat(JsonMapper.shared()
				.readTree(request.body())
				.path("functions")
				.path(0)
				.path("parameters")
				.path("type")
				.asString()).isEqualTo("number"));
		assertThat(turn.getToolCalls().get(0).arguments()).isEqualTo("1");
	}

	@Test
	void aCallOfARemovedToolKeepsItsArguments() {
		service.emulator().onAnyMessage().reply("Well");
		service.model().call(new Prompt(user("Half?"), calls(call("1", "half", "0.5")), result("1", "half", "0.25")));

		assertThat(body().path("messages").path(1).path("function_call").path("arguments").toString())
			.isEqualTo("{\"arguments\":0.5}");
	}

	private ToolCallback half() {
		return FunctionToolCallback.builder("half", (Double number) -> take(number))
			.description("Halves")
			.inputType(Double.class)
			.build();
	}

	private String take(Object input) {
		this.inputs.add(input);
		return "ok";
	}

	private static JsonNode body() {
		return JsonMapper.shared().readTree(service.emulator().lastChatRequest().body());
	}

}
