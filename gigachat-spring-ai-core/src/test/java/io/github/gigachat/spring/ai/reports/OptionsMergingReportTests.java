package io.github.gigachat.spring.ai.reports;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatImageModel;
import io.github.gigachat.spring.ai.GigaChatImageOptions;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One rule merges the options of a request with those of the model, by whatever way they
 * come and whatever class they have.
 *
 * @see <a href=
 * "https://github.com/spring-ai-alibaba/spring-ai-extensions/issues/232">spring-ai-alibaba/spring-ai-extensions#232</a>
 */
class OptionsMergingReportTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> everyWay() {
		return Stream.of(ChatApi.values())
			.flatMap((api) -> Way.ofChatClient()
				.stream()
				.flatMap((way) -> Stream.of(WayIn.values()).map((in) -> Arguments.of(api, way, in))));
	}

	/**
	 * The fault of
	 * <a href="https://github.com/spring-ai-alibaba/spring-ai-extensions/issues/232">
	 * spring-ai-alibaba/spring-ai-extensions#232</a>.
	 */
	@ParameterizedTest
	@MethodSource("everyWay")
	void optionsMissingInTheRequestAreTheModels(ChatApi api, Way way, WayIn in) {
		GigaChatOptions configured = GigaChatOptions.builder()
			.api(api)
			.model("GigaChat-2-Pro")
			.profanityCheck(false)
			.maxTokens(7)
			.repetitionPenalty(1.5)
			.updateInterval(0.25)
			.functionCall(FunctionCallMode.NONE)
			.toolCallbacks(List.of(tool("clock")))
			.build();
		in.ask(way, model(configured.mutate().temperature(0.2).build()), GigaChatOptions.builder().build());
		JsonNode expected = sent();

		in.ask(way, model(configured), GigaChatOptions.builder().temperature(0.2).build());
		assertThat(sent()).isEqualTo(expected);
		in.ask(way, model(configured), ChatOptions.builder().temperature(0.2).build());
		assertThat(sent()).isEqualTo(expected);
		in.ask(way, model(configured), OtherChatOptions.another().temperature(0.2).maxTokens(7).build());
		assertThat(sent()).isEqualTo(expected);

		assertThat(expected.toString()).contains("\"max_tokens\":7", "\"repetition_penalty\":1.5", "\"clock\"",
				(api == ChatApi.V1) ? "\"function_call\":\"none\"" : "\"tool_config\":{\"mode\":\"none\"}",
				(api == ChatApi.V1) ? "\"profanity_check\":false" : "\"disable_filter\":true");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aListReplacesThatOfTheModel(ChatApi api, Way way, WayIn in) {
		GigaChatModel model = model(GigaChatOptions.builder()
			.api(api)
			.toolCallbacks(List.of(tool("clock"), tool("weather")))
			.builtInTools((api == ChatApi.V2) ? List.of(BuiltInTool.WEB_SEARCH) : null)
			.builtInFunctions((api == ChatApi.V1) ? List.of("text2image") : null)
			.build());

		in.ask(way, model, ToolCallingChatOptions.builder().toolCallbacks(List.of(tool("mail"))).build());
		assertThat(offered(api)).containsExactly("mail", (api == ChatApi.V1) ? "text2image" : "web_search");
		in.ask(way, model,
				GigaChatOptions.builder()
					.builtInTools((api == ChatApi.V2) ? List.of(BuiltInTool.IMAGE_GENERATE) : null)
					.builtInFunctions((api == ChatApi.V1) ? List.of("text2model3d") : null)
					.build());
		assertThat(offered(api)).containsExactly("clock", "weather",
				(api == ChatApi.V1) ? "text2model3d" : "image_generate");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void anEmptyListMeansNone(ChatApi api, Way way, WayIn in) {
		GigaChatModel model = model(GigaChatOptions.builder()
			.api(api)
			.toolCallbacks(List.of(tool("clock")))
			.builtInTools((api == ChatApi.V2) ? List.of(BuiltInTool.WEB_SEARCH) : null)
			.builtInFunctions((api == ChatApi.V1) ? List.of("text2image") : null)
			.build());

		in.ask(way, model,
				GigaChatOptions.builder()
					.toolCallbacks(List.of())
					.builtInTools(List.of())
					.builtInFunctions(List.of())
					.build());

		assertThat(offered(api)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void toolsOfTheModelAreNeitherDoubledNorRevived(Way way) {
		ChatClient client = ChatClient
			.create(model(GigaChatOptions.builder().toolCallbacks(List.of(tool("clock"))).build()));

		way.content(client.prompt("Hi"));
		assertThat(offered(ChatApi.V1)).containsExactly("clock");
		way.content(client.prompt("Hi").tools(tool("mail")));
		assertThat(offered(ChatApi.V1)).containsExactly("mail");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void headersAndFurtherFieldsAreMergedByKey(ChatApi api, Way way, WayIn in) {
		GigaChatModel model = model(GigaChatOptions.builder()
			.api(api)
			.headers(Map.of("X-Client-ID", "all", "X-Trace-ID", "t-1"))
			.extraBody(Map.of("flags", List.of("a"), "ranker", 1))
			.build());

		in.ask(way, model,
				GigaChatOptions.builder()
					.headers(Map.of("x-client-id", "anna"))
					.extraBody(Map.of("flags", List.of("b")))
					.build());

		RecordedRequest request = service.emulator().lastChatRequest();
		assertThat(request.header("X-Client-ID")).isEqualTo("anna");
		assertThat(request.header("X-Trace-ID")).isEqualTo("t-1");
		assertThat(sent().path("flags").toString()).isEqualTo("[\"b\"]");
		assertThat(sent().path("ranker").asInt()).isOne();
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void theToolContextIsMergedByKey(Way way) {
		AtomicReference<Map<String, Object>> seen = new AtomicReference<>(Map.of());
		ToolCallback tool = FunctionToolCallback.builder("clock", (Map<String, Object> input, ToolContext context) -> {
			seen.set(context.getContext());
			return "noon";
		})
			.description("a tool")
			.inputType(Map.class)
			.inputSchema("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}")
			.build();
		GigaChatModel model = model(GigaChatOptions.builder()
			.toolCallbacks(List.of(tool))
			.toolContext(Map.of("user", "all", "tenant", "7"))
			.build());
		service.emulator().onUserMessage("Time?").callFunction("clock", Map.of("city", "Тула"));
		service.emulator().onFunctionResult("clock").reply("Noon.");

		way.content(ChatClient.create(model)
			.prompt("Time?")
			.options(GigaChatOptions.builder().toolContext(Map.of("user", "anna", "city", "Тула")))
			.toolContext(Map.of("city", "Орёл")));

		assertThat(seen.get()).containsEntry("user", "anna").containsEntry("tenant", "7").containsEntry("city", "Орёл");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aTemperatureOrTopPReplacesTheOtherOne(ChatApi api, Way way, WayIn in) {
		GigaChatModel cold = model(GigaChatOptions.builder().api(api).temperature(0.0).build());
		GigaChatModel narrow = model(GigaChatOptions.builder().api(api).topP(0.1).build());

		in.ask(way, cold, ChatOptions.builder().topP(0.9).build());
		assertThat(sampling(api)).containsExactly(Map.entry("top_p", 0.9));
		in.ask(way, cold, GigaChatOptions.builder().topP(0.9).build());
		assertThat(sampling(api)).containsExactly(Map.entry("top_p", 0.9));
		in.ask(way, narrow, ChatOptions.builder().temperature(0.9).build());
		assertThat(sampling(api)).containsExactly(Map.entry("temperature", 0.9));
		in.ask(way, narrow, GigaChatOptions.builder().temperature(0.9).topP(0.5).build());
		assertThat(sampling(api)).containsOnly(Map.entry("temperature", 0.9), Map.entry("top_p", 0.5));
		in.ask(way, narrow, GigaChatOptions.builder().maxTokens(7).build());
		assertThat(sampling(api)).containsExactly(Map.entry("top_p", 0.1));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void theModeOfFunctionCallsCanBeReset(ChatApi api, Way way, WayIn in) {
		GigaChatOptions configured = GigaChatOptions.builder().api(api).functionCall(FunctionCallMode.NONE).build();

		in.ask(way, model(configured), GigaChatOptions.builder().functionCall(FunctionCallMode.UNSET).build());
		assertThat(sent().has("function_call")).isFalse();
		assertThat(sent().has("tool_config")).isFalse();
		in.ask(way, model(configured.mutate().toolCallbacks(List.of(tool("clock"))).build()),
				GigaChatOptions.builder().functionCall(FunctionCallMode.UNSET).build());
		assertThat(sent().has("tool_config")).isFalse();
		assertThat(sent().path("function_call").asString("")).isEqualTo((api == ChatApi.V1) ? "auto" : "");
	}

	@Test
	void theModeThatResetsIsNeverSent() {
		ChatCompletionRequest request = ChatCompletionRequest.builder()
			.model("GigaChat-2")
			.messages(List.of(ChatMessage.text("user", "Hi")))
			.functionCall(FunctionCallMode.UNSET)
			.build();

		assertThat(JsonMapper.shared().<JsonNode>valueToTree(request).has("function_call")).isFalse();
	}

	@Test
	void headersOfAnImageRequestAreMergedByName() {
		GigaChatImageModel model = GigaChatImageModel.builder()
			.api(service.api((api) -> api))
			.options(GigaChatImageOptions.builder().headers(Map.of("X-Client-ID", "all", "X-Trace-ID", "t-1")).build())
			.build();

		model.call(new ImagePrompt("Draw a cat",
				GigaChatImageOptions.builder().headers(Map.of("x-client-id", "anna")).build()));

		RecordedRequest request = service.emulator().lastChatRequest();
		assertThat(request.header("X-Client-ID")).isEqualTo("anna");
		assertThat(request.header("X-Trace-ID")).isEqualTo("t-1");
	}

	@Test
	void aBuilderNotMadeFromAModelAppendsListsLikeSpringAis() {
		GigaChatOptions combined = GigaChatOptions.builder()
			.builtInFunctions(List.of("text2image"))
			.combineWith(GigaChatOptions.builder().builtInFunctions(List.of("text2model3d")))
			.build();

		assertThat(combined.getBuiltInFunctions()).containsExactly("text2image", "text2model3d");
	}

	private static GigaChatModel model(GigaChatOptions options) {
		return GigaChatModel.builder().api(service.api((api) -> api)).options(options).build();
	}

	private static ToolCallback tool(String name) {
		return FunctionToolCallback.builder(name, (Map<String, Object> input) -> "done")
			.description("a tool")
			.inputType(Map.class)
			.inputSchema("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}")
			.build();
	}

	/** The names of all functions and tools of the last request. */
	private static List<String> offered(ChatApi api) {
		if (api == ChatApi.V1) {
			return sent().path("functions").valueStream().map((function) -> function.path("name").asString()).toList();
		}
		return sent().path("tools")
			.valueStream()
			.flatMap((tool) -> tool.has("functions") ? tool.path("functions")
				.path("specifications")
				.valueStream()
				.map((function) -> function.path("name").asString()) : tool.propertyNames().stream())
			.toList();
	}

	private static Map<String, Double> sampling(ChatApi api) {
		JsonNode options = (api == ChatApi.V2) ? sent().path("model_options") : sent();
		return Stream.of("temperature", "top_p")
			.filter(options::has)
			.collect(Collectors.toMap((name) -> name, (name) -> options.path(name).asDouble()));
	}

	private static JsonNode sent() {
		return JsonMapper.shared().readTree(service.emulator().lastChatRequest().body());
	}

}
