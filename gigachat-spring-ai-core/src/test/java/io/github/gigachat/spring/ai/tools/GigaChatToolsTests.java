package io.github.gigachat.spring.ai.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.FewShotExample;
import io.github.gigachat.spring.ai.GigaChatToolDefinition;
import io.github.gigachat.spring.ai.GigaChatTools;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.ai.tool.metadata.ToolMetadata;
import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests tools with additional descriptions for GigaChat: the descriptions are sent, and
 * the tools behave as before.
 */
class GigaChatToolsTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@Test
	void examplesAndTheReturnSchemaAreSentWithTheFunction() {
		ask(GigaChatTools.from(new WeatherTools()));

		JsonNode function = function("forecast");
		assertThat(function.path("description").asString()).isEqualTo("Forecast for a city");
		assertThat(function.path("parameters").path("properties").propertyNames()).containsExactly("city", "days");
		assertThat(function.path("few_shot_examples")).isEqualTo(JSON.readTree("""
				[{"request": "Как погода в Москве?", "params": {"city": "Москва", "days": 1}},
				{"request": "Will it rain in Paris this week?", "params": {"city": "Paris", "days": 7}}]"""));
		JsonNode result = function.path("return_parameters");
		assertThat(result.path("type").asString()).isEqualTo("object");
		assertThat(result.path("properties").path("sky").path("type").asString()).isEqualTo("string");
		assertThat(result.path("properties").path("sky").path("enum")).isEqualTo(JSON.readTree("[\"CLEAR\",\"RAIN\"]"));
		assertThat(result.path("properties").path("celsius").path("type").asString()).isEqualTo("number");
	}

	@Test
	void theReturnSchemaIsInTheServicesDialect() {
		ask(GigaChatTools.from(new WeatherTools()));

		assertThat(function("forecast").path("return_parameters").toString()).doesNotContain("$schema")
			.doesNotContain("additionalProperties");
	}

	@Test
	void aToolWithoutExamplesOrReturnSchemaIsSentUnchanged() {
		ask(GigaChatTools.from(new WeatherTools()));

		assertThat(function("now").propertyNames()).containsExactlyInAnyOrder("name", "description", "parameters");
	}

	@ParameterizedTest
	@EnumSource
	void theModelCallsTheMethodAndGetsItsResult(Answer answer) {
		service.emulator().onUserMessage("weather").callFunction("forecast", Map.of("city", "Paris", "days", 2));
		service.emulator().onFunctionResult("forecast").reply("It rains.");

		String text = answer.of(client().prompt("The weather in Paris?").tools(GigaChatTools.from(new WeatherTools())));

		assertThat(text).isEqualTo("It rains.");
		assertThat(JSON.readTree(service.emulator().lastChatRequest().chat().lastMessage().content()))
			.isEqualTo(JSON.readTree("{\"sky\":\"RAIN\",\"celsius\":2.0}"));
	}

	@ParameterizedTest
	@EnumSource
	void aDirectResultIsTheAnswer(Answer answer) {
		service.emulator().onUserMessage("time").callFunction("now", Map.of());

		String text = answer.of(client().prompt("What time is it?").tools(GigaChatTools.from(new WeatherTools())));

		assertThat(text).isEqualTo("\"noon\"");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void theErrorOfAToolReachesTheModelAsItsResult(Answer answer) {
		service.emulator().onUserMessage("weather").callFunction("forecast", Map.of("city", "Atlantis", "days", 1));
		service.emulator().onFunctionResult("forecast").reply("There is no such city.");

		String text = answer
			.of(client().prompt("The weather in Atlantis?").tools(GigaChatTools.from(new WeatherTools())));

		assertThat(text).isEqualTo("There is no such city.");
		assertThat(service.emulator().lastChatRequest().chat().lastMessage().content())
			.isEqualTo("{\"result\":\"Unknown city\"}");
	}

	@Test
	void theContextOfTheToolsReachesTheMethod() {
		service.emulator().onUserMessage("Who").callFunction("whoAmI", Map.of());
		service.emulator().onFunctionResult("whoAmI").reply("You are known.");

		client().prompt("Who am I?")
			.tools(GigaChatTools.from(new ContextTools()))
			.toolContext(Map.of("user", "Anna"))
			.call()
			.content();

		assertThat(service.emulator().lastChatRequest().chat().lastMessage().content())
			.isEqualTo("{\"result\":\"Anna\"}");
	}

	@Test
	void theMethodsOfAProxiedObjectAreFound() {
		List<String> intercepted = new ArrayList<>();
		ProxyFactory factory = new ProxyFactory(new WeatherTools());
		factory.setProxyTargetClass(true);
		factory.addAdvice((MethodInterceptor) (invocation) -> {
			intercepted.add(invocation.getMethod().getName());
			return invocation.proceed();
		});
		service.emulator().onUserMessage("weather").callFunction("forecast", Map.of("city", "Paris", "days", 2));
		service.emulator().onFunctionResult("forecast").reply("It rains.");

		client().prompt("The weather in Paris?").tools(GigaChatTools.from(factory.getProxy())).call().content();

		assertThat(function("forecast").path("few_shot_examples")).hasSize(2);
		assertThat(intercepted).contains("forecast");
	}

	@Test
	void aFunctionCanHaveItsOwnDefinition() {
		Function<City, Forecast> function = (city) -> new Forecast(Sky.CLEAR, 21);
		ToolCallback tool = FunctionToolCallback.builder("city.forecast", function)
			.description("Forecast for a city")
			.inputType(City.class)
			.toolMetadata(ToolMetadata.builder().returnDirect(true).build())
			.build();
		ToolCallback described = GigaChatTools.with(tool,
				GigaChatToolDefinition.from(tool.getToolDefinition())
					.fewShotExample("Как погода в Москве?", Map.of("name", "Москва"))
					.returnType(Forecast.class)
					.build());
		service.emulator().onUserMessage("weather").callFunction("city_forecast", Map.of("name", "Rome"));

		String text = client().prompt("The weather in Rome?").tools(described).call().content();

		assertThat(text).isEqualTo("{\"sky\":\"CLEAR\",\"celsius\":21.0}");
		JsonNode sent = function("city_forecast");
		assertThat(sent.path("few_shot_examples").path(0).path("params").path("name").asString()).isEqualTo("Москва");
		assertThat(sent.path("return_parameters").path("properties").has("sky")).isTrue();
	}

	@Test
	void toolsAreEqualIfToolAndDefinitionAre() {
		ToolCallback tool = FunctionToolCallback.builder("f", (City city) -> "").inputType(City.class).build();
		GigaChatToolDefinition definition = GigaChatToolDefinition.from(tool.getToolDefinition()).build();

		assertThat(GigaChatTools.with(tool, definition)).isEqualTo(GigaChatTools.with(tool, definition))
			.hasSameHashCodeAs(GigaChatTools.with(tool, definition))
			.isNotEqualTo(GigaChatTools.with(tool,
					GigaChatToolDefinition.from(definition).fewShotExample("Rome?", "{\"name\":\"Rome\"}").build()));
		assertThat(GigaChatTools.with(tool, definition).toString()).contains("name=f").hasSizeLessThan(200);
	}

	@Test
	void argumentsThatAreNoObjectAreRefusedNamingTheTool() {
		assertThatIllegalArgumentException().isThrownBy(() -> GigaChatTools.from(new BrokenExample()))
			.withMessageContaining("example 2")
			.withMessageContaining("'broken'")
			.withMessageContaining("params must be a JSON object")
			.withMessageNotContaining("Moscow");
	}

	@Test
	void anObjectWithoutToolsAndTwoToolsOfOneNameAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> GigaChatTools.from(new Object()))
			.withMessageContaining("@Tool");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> GigaChatTools.from(new WeatherTools(), new WeatherTools()))
			.withMessageContaining("forecast");
	}

	private static ChatClient client() {
		return ChatClient.create(service.model());
	}

	private static void ask(ToolCallbackProvider tools) {
		client().prompt("Hello").tools(tools).call().content();
	}

	private static JsonNode function(String name) {
		RecordedRequest request = service.emulator().lastChatRequest();
		for (JsonNode function : JSON.readTree(request.body()).path("functions")) {
			if (function.path("name").asString().equals(name)) {
				return function;
			}
		}
		throw new AssertionError("No function " + name);
	}

	/** The two ways to ask a client. */
	enum Answer {

		CALL {

			@Override
			String of(ChatClientRequestSpec request) {
				return request.call().content();
			}

		},

		STREAM {

			@Override
			String of(ChatClientRequestSpec request) {
				return String.join("", request.stream().content().collectList().block(EmulatedService.LIMIT));
			}

		};

		abstract String of(ChatClientRequestSpec request);

	}

	enum Sky {

		CLEAR, RAIN

	}

	record City(String name) {
	}

	record Forecast(Sky sky, double celsius) {
	}

	static class WeatherTools {

		@Tool(description = "Forecast for a city")
		@FewShotExample(request = "Как погода в Москве?", params = "{\"city\": \"Москва\", \"days\": 1}")
		@FewShotExample(request = "Will it rain in Paris this week?", params = "{\"city\": \"Paris\", \"days\": 7}")
		Forecast forecast(@ToolParam(description = "Name of the city") String city, int days) {
			if (city.equals("Atlantis")) {
				throw new IllegalStateException("Unknown city");
			}
			return new Forecast(Sky.RAIN, days);
		}

		@Tool(description = "The time of day", returnDirect = true)
		String now() {
			return "noon";
		}

	}

	static class ContextTools {

		@Tool
		String whoAmI(ToolContext context) {
			return String.valueOf(context.getContext().get("user"));
		}

	}

	static class BrokenExample {

		@Tool
		@FewShotExample(request = "Where am I?")
		@FewShotExample(request = "And now?", params = "[\"Moscow\"]")
		String broken() {
			return "";
		}

	}

}
