package io.github.gigachat.spring.ai.chat.v2;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatStorage;
import io.github.gigachat.spring.ai.api.chat.FilterSettings;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
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
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static io.github.gigachat.spring.ai.fixtures.Conversations.call;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the v2 API from the view of an application, and the requests on the wire.
 */
class ChatV2Tests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@EnumSource(Way.class)
	void aConversationIsSentAsMessagesWithParts(Way way) {
		service.emulator().onUserMessage("Where?").reply("In Tula.");
		Prompt prompt = new Prompt(List.of(new SystemMessage("Be brief."), new UserMessage("Hi"),
				new AssistantMessage("Hello"), new UserMessage("Where?")), v2().build());

		assertThat(way.ask(service.model(), prompt).answer()).isEqualTo("In Tula.");

		assertThat(service.emulator().lastChatRequest().path()).isEqualTo("/v2/chat/completions");
		assertThat(sent().path("messages")).isEqualTo(json("""
				[{'role':'system','content':[{'text':'Be brief.'}]},{'role':'user','content':[{'text':'Hi'}]},
				{'role':'assistant','content':[{'text':'Hello'}]},{'role':'user','content':[{'text':'Where?'}]}]"""));
	}

	@Test
	void portableOptionsUseTheApiOfTheModel() {
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api))
			.options(v2().model("GigaChat-2-Max").build())
			.build();

		model.call(new Prompt("Hi", ChatOptions.builder().maxTokens(9).build()));

		assertThat(sent().path("model").stringValue()).isEqualTo("GigaChat-2-Max");
		assertThat(sent().path("model_options")).isEqualTo(json("{'max_tokens':9}"));
	}

	@ParameterizedTest
	@CsvSource({ "0.5, 0.9, '{\"temperature\":0.5,\"top_p\":0.9}'", "0, 0.9, '{\"top_p\":0.0}'" })
	void samplingOptionsAreSentAsModelOptions(double temperature, double topP, String expected) {
		ask(v2().temperature(temperature).topP(topP).build());

		assertThat(sent().path("model_options")).isEqualTo(json(expected));
	}

	@Test
	void everyOptionHasItsField() {
		ask(v2().maxTokens(7)
			.repetitionPenalty(1.1)
			.updateInterval(0.2)
			.reasoningEffort("high")
			.profanityCheck(true)
			.filterSettings(new FilterSettings(new FilterSettings.Rules(true, null, null),
					new FilterSettings.Rules(null, true, null)))
			.storage(new ChatStorage("t-1", 5, Map.of("customer", 42)))
			.builtInTools(List.of(BuiltInTool.webSearch("actual_info_web_search", List.of("news"), List.of("fast")),
					BuiltInTool.URL_CONTENT_EXTRACTION))
			.extraBody(Map.of("user_info", Map.of("timezone", "Europe/Moscow"), "model_options",
					Map.of("top_logprobs", 3)))
			.build());

		assertThat(sent().path("model_options")).isEqualTo(json("""
				{'max_tokens':7,'repetition_penalty':1.1,'update_interval':0.2,'reasoning':{'effort':'high'},\
				'top_logprobs':3}"""));
		assertThat(sent().path("disable_filter").booleanValue()).isFalse();
		assertThat(sent().path("filter_config"))
			.isEqualTo(json("{'request_content':{'neuro':true},'response_content':{'blacklist':true}}"));
		assertThat(sent().path("storage")).isEqualTo(json("{'thread_id':'t-1','limit':5,'metadata':{'customer':42}}"));
		assertThat(sent().path("user_info")).isEqualTo(json("{'timezone':'Europe/Moscow'}"));
		assertThat(sent().path("tools")).isEqualTo(json("""
				[{'web_search':{'type':'actual_info_web_search','indexes':['news'],'flags':['fast']}},\
				{'url_content_extraction':{}}]"""));
		assertThat(sent().has("tool_config")).isFalse();
	}

	@Test
	void theLaterSettingsOfAToolNamedTwiceApply() {
		GigaChatOptions own = v2().builtInTools(List.of(BuiltInTool.WEB_SEARCH)).build();
		ask(own.mutate()
			.combineWith(GigaChatOptions.builder()
				.builtInTools(List.of(BuiltInTool.webSearch("actual_info_web_search", List.of(), List.of()))))
			.build());

		assertThat(sent().path("tools")).isEqualTo(json("[{'web_search':{'type':'actual_info_web_search'}}]"));
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aToolIsCalledAndItsResultAnswered(Way way) {
		service.emulator().onUserMessage("Погода?").callFunction("weather", Map.of("city", "Тула"));
		service.emulator().onFunctionResult("weather").reply("Солнечно.");

		assertThat(
				way.content(ChatClient.create(service.model()).prompt("Погода?").options(v2()).tools(tool("weather"))))
			.isEqualTo("Солнечно.");

		JsonNode messages = sent().path("messages");
		JsonNode call = messages.path(1).path("content").path(0).path("function_call");
		assertThat(call.path("arguments")).isEqualTo(json("{'city':'Тула'}"));
		assertThat(messages.path(1).path("tools_state_id").stringValue()).isNotBlank();
		assertThat(messages.path(2)).isEqualTo(
				json("""
						{'role':'tool','content':[{'function_result':{'name':'weather','result':'{\\"result\\":\\"sunny\\"}'}}]}"""));
		assertThat(sent().path("tools").path(0).path("functions").path("specifications").path(0).path("name"))
			.isEqualTo(json("'weather'"));
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void theServicesIdOfACallIsKeptAndSentBack(Way way) {
		String id = "3c1b6655-cba0-437d-973c-bd482b5ce421";
		String answer = """
				{"model":"GigaChat-2:2","created_at":1,"messages":[{"role":"assistant","tool_state_id":"s-1",\
				"content":[{"function_call":{"id":"3c1b6655-cba0-437d-973c-bd482b5ce421","name":"weather","arguments":{}}}]}],\
				"finish_reason":"function_call"}""";
		service.emulator()
			.onUserMessage("Погода?")
			.replyRaw(200, way.isStreamed() ? "text/event-stream" : "application/json",
					way.isStreamed() ? "event: response.message.done\ndata: " + answer + "\n\n" : answer);
		AssistantMessage turn = way
			.ask(service.model(), new Prompt("Погода?", v2().toolCallbacks(tool("weather")).build()))
			.lastResult()
			.getOutput();

		assertThat(turn.getToolCalls()).singleElement().satisfies((call) -> assertThat(call.id()).isEqualTo(id));
		assertThat(turn.getMetadata()).containsEntry(GigaChatMetadata.FUNCTIONS_STATE_ID, "s-1");

		service.model().call(new Prompt(List.of(new UserMessage("Погода?"), turn), v2().build()));
		assertThat(sent().path("messages").path(1))
			.isEqualTo(json("{'role':'assistant','tools_state_id':'s-1','content':" + "[{'function_call':{'id':'" + id
					+ "','name':'weather','arguments':{}}}]}"));
		service.model().call(new Prompt(List.of(new UserMessage("Погода?"), turn)));
		assertThat(sent().path("messages").path(1).path("function_call"))
			.isEqualTo(json("{'name':'weather','arguments':{}}"));
	}

	@Test
	void parallelCallsOfAHistoryAreSentOneAfterAnother() {
		AssistantMessage turn = AssistantMessage.builder()
			.content("Both.")
			.toolCalls(List.of(call("1", "a", "{}"), call("2", "b", "{\"x\":1}")))
			.build();

		service.model().call(new Prompt(List.of(new UserMessage("Hi"), turn, new UserMessage("And?")), v2().build()));

		List<String> roles = sent().path("messages").valueStream().map((one) -> one.path("role").asString()).toList();
		assertThat(roles).containsExactly("user", "assistant", "tool", "assistant", "tool", "user");
		assertThat(sent().path("messages").path(1).path("content").path(0)).isEqualTo(json("{'text':'Both.'}"));
		assertThat(sent().path("messages").path(3).path("content")).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "none, '{\"mode\":\"none\"}'", "auto, '{\"mode\":\"auto\"}'",
			"weather, '{\"mode\":\"forced\",\"function_name\":\"weather\"}'",
			"web_search, '{\"mode\":\"forced\",\"tool_name\":\"web_search\"}'" })
	void theFunctionCallModeIsSentAsTheToolConfig(String mode, String expected) {
		ask(v2().functionCall(FunctionCallMode.of(mode))
			.toolCallbacks(tool("weather"))
			.builtInTools(List.of(BuiltInTool.WEB_SEARCH))
			.build());

		assertThat(sent().path("tool_config")).isEqualTo(json(expected));
	}

	@Test
	void aToolWithTheNameOfABuiltInToolIsRenamed() {
		service.emulator()
			.onAnyMessage()
			.respondWith((request) -> ChatAnswer.functionCall(request.functions().get(0).name(), Map.of()));
		GigaChatOptions options = v2().toolCallbacks(tool("web_search"), tool("shiny_tool"))
			.builtInTools(List.of(BuiltInTool.WEB_SEARCH))
			.build();

		AssistantMessage turn = Objects.requireNonNull(service.model().call(new Prompt("Hi", options)).getResult())
			.getOutput();

		JsonNode specifications = sent().path("tools").path(0).path("functions").path("specifications");
		assertThat(specifications.path(0).path("name").stringValue()).startsWith("web_search_");
		assertThat(turn.getToolCalls()).singleElement()
			.satisfies((call) -> assertThat(call.name()).isEqualTo("web_search"));
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void anAnswerBySchemaIsRequestedByFormatOrByFunction(Way way) {
		String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}";
		service.emulator().onUserMessage("format").reply("{\"a\":\"ok\"}");
		service.emulator().onUserMessage("function").callFunction("structured_output", "{\"a\":\"ok\"}");
		GigaChatOptions options = v2().outputSchema(schema).build();

		assertThat(way.ask(service.model(), new Prompt("format", options)).answer()).isEqualTo("{\"a\":\"ok\"}");
		assertThat(sent().path("model_options").path("response_format")).isEqualTo(json(
				"{'type':'json_schema','schema':{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},'strict':true}"));

		Outcome byFunction = way.ask(service.model(),
				new Prompt("function", options.mutate().structuredOutput(StructuredOutputMode.FUNCTION).build()));
		assertThat(byFunction.answer()).isEqualTo("{\"a\":\"ok\"}");
		assertThat(byFunction.lastResult().getMetadata().getFinishReason()).isEqualTo("STOP");
		assertThat(byFunction.lastResult().getOutput().getToolCalls()).isEmpty();
		assertThat(sent().path("tool_config")).isEqualTo(json("{'mode':'forced','function_name':'structured_output'}"));
	}

	@Test
	void theOutputFunctionIsOfferedButNotForcedBesideBuiltInTools() {
		service.emulator().onAnyMessage().callFunction("structured_output", "{\"a\":\"ok\"}");

		ask(v2().outputSchema("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}")
			.structuredOutput(StructuredOutputMode.FUNCTION)
			.builtInTools(List.of(BuiltInTool.WEB_SEARCH))
			.build());

		assertThat(sent().has("tool_config")).isFalse();
	}

	@ParameterizedTest
	@EnumSource(Way.class)
	void aRefusedSchemaIsAdaptedAndSentAgain(Way way) {
		ToolCallback nested = FunctionToolCallback.builder("nested", (Map<String, Object> input) -> "")
			.description("n")
			.inputType(Map.class)
			.inputSchema("{\"type\":\"object\",\"properties\":{\"data\":{\"type\":\"object\"}}}")
			.build();

		way.ask(service.model(),
				new Prompt("Hi", v2().functionSchema(FunctionSchemaMode.AUTO).toolCallbacks(nested).build()))
			.last();

		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@Test
	void theRequestLimitIsSharedWithV1() {
		GigaChatModel model = service.model((api) -> api.maxConcurrentRequests(1));
		service.emulator().limitConcurrentRequests(1);

		List<String> answers = List.of(ChatApi.V1, ChatApi.V2, ChatApi.V1, ChatApi.V2)
			.parallelStream()
			.map((api) -> Way.CALL.ask(model, new Prompt("Hi", GigaChatOptions.builder().api(api).build())).answer())
			.toList();

		assertThat(answers).hasSize(4).doesNotContain("");
		assertThat(service.emulator().chatRequests()).hasSize(4);
	}

	private static GigaChatOptions.Builder v2() {
		return GigaChatOptions.builder().api(ChatApi.V2);
	}

	private static void ask(GigaChatOptions options) {
		service.model().call(new Prompt("Hi", options));
	}

	private static ToolCallback tool(String name) {
		return FunctionToolCallback.builder(name, (Map<String, Object> input) -> "sunny")
			.description("a tool")
			.inputType(Map.class)
			.inputSchema("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}")
			.build();
	}

	private static JsonNode sent() {
		return JsonMapper.shared().readTree(service.emulator().lastChatRequest().body());
	}

	private static JsonNode json(String json) {
		return JsonMapper.shared().readTree(json.replace('\'', '"'));
	}

}
