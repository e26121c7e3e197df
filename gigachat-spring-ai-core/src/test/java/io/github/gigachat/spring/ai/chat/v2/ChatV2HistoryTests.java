package io.github.gigachat.spring.ai.chat.v2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.fixtures.Conversations;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests conversations that use both APIs: an answer of one API is sent to the other API
 * in the form of that API, and nothing is lost.
 */
@Timeout(120)
class ChatV2HistoryTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@CsvSource({ "V1, V2, CALL", "V2, V1, CALL", "V1, V2, STREAM", "V2, V1, STREAM" })
	void aCallOfOneApiIsContinuedByTheOther(ChatApi first, ChatApi second, Way way) {
		service.emulator().onUserMessage("Weather").callFunction("get_weather", Map.of("city", "Tula"));
		List<Message> history = new ArrayList<>(List.of(new UserMessage("Weather?")));
		AssistantMessage turn = way.ask(service.model(), new Prompt(history, options(first))).lastResult().getOutput();
		String stateId = String.valueOf(turn.getMetadata().get(GigaChatMetadata.FUNCTIONS_STATE_ID));
		history.add(turn);
		history.add(Conversations.result(turn.getToolCalls().get(0), "{\"t\":12}"));
		service.emulator().reset();
		service.emulator().onFunctionResult("get_weather").reply("Warm.");

		assertThat(way.ask(service.model(), new Prompt(history, options(second))).answer()).isEqualTo("Warm.");
		List<ChatMessage> bySecond = told();
		assertThat(sent().path("messages")
			.path(1)
			.path((second == ChatApi.V1) ? "functions_state_id" : "tools_state_id")
			.stringValue()).isEqualTo(stateId);
		way.ask(service.model(), new Prompt(history, options(first))).answer();
		assertThat(told()).isEqualTo(bySecond);
	}

	@ParameterizedTest
	@EnumSource
	void aPictureOfOneApiIsAPictureForTheOther(Way way) {
		service.emulator().onUserMessage("Draw").draw("A cat.");
		GigaChatOptions drawing = GigaChatOptions.builder()
			.model("GigaChat-2-Max")
			.functionCall(FunctionCallMode.AUTO)
			.build();
		List<Message> history = new ArrayList<>(List.of(new UserMessage("Draw a cat")));

		for (ChatApi api : ChatApi.values()) {
			GigaChatOptions.Builder options = drawing.mutate().api(api);
			if (api == ChatApi.V2) {
				options.builtInTools(List.of(BuiltInTool.IMAGE_GENERATE));
			}
			history.add(way.ask(service.model(), new Prompt("Draw a cat", options.build()))
				.whole()
				.getResults()
				.get(0)
				.getOutput());
			history.add(new UserMessage("And"));
		}
		List<String> ids = service.emulator().drawings().stream().map((drawn) -> drawn.id()).toList();
		assertThat(ids).hasSize(2);

		way.ask(service.model(), new Prompt(history, GigaChatOptions.builder().api(ChatApi.V2).build())).answer();
		assertThat(sent().path("messages")
			.valueStream()
			.filter((one) -> one.path("role").asString().equals("assistant"))
			.flatMap((one) -> one.path("content").valueStream())
			.flatMap((part) -> part.path("files").valueStream())
			.map((file) -> file.path("id").asString())).containsExactlyElementsOf(ids);
		way.ask(service.model(), new Prompt(history)).answer();
		assertThat(told().stream().filter((one) -> one.role().equals("assistant")).map(ChatMessage::content))
			.satisfiesExactly((text) -> assertThat(text).contains("<img", ids.get(0)),
					(text) -> assertThat(text).contains("<img", ids.get(1)));
		assertThat(service.emulator().uploads()).isEmpty();
	}

	@Test
	void aFileOfTheUserIsAttachedByBothApis() {
		String id = service.emulator().draw(null).id();
		Message question = UserMessage.builder()
			.text("What is it?")
			.media(GigaChatMedia.uploaded(MimeTypeUtils.IMAGE_JPEG, id))
			.build();

		service.model()
			.call(new Prompt(question, GigaChatOptions.builder().model("GigaChat-2-Max").api(ChatApi.V2).build()));

		assertThat(sent().path("messages").path(0).path("content"))
			.isEqualTo(json("[{'text':'What is it?'},{'files':[{'id':'" + id + "'}]}]"));
		List<ChatMessage> bySecond = told();
		service.model().call(new Prompt(question, GigaChatOptions.builder().model("GigaChat-2-Max").build()));
		assertThat(told()).isEqualTo(bySecond);
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void theStateIdSurvivesTheToolLoopAndTheMemory(Way way) {
		service.emulator().onUserMessage("Weather").callFunction("get_weather", Map.of("city", "Tula"));
		service.emulator().onFunctionResult("get_weather").reply("Warm.");
		service.emulator().onUserMessage("And?").reply("Warmer.");
		ChatMemory memory = MessageWindowChatMemory.builder().build();
		ChatClient chat = ChatClient.builder(service.model())
			.defaultOptions(options(ChatApi.V2).mutate())
			.defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build())
			.build();

		assertThat(
				way.content(chat.prompt("Weather?").advisors((spec) -> spec.param(ChatMemory.CONVERSATION_ID, "anna"))))
			.isEqualTo("Warm.");
		assertThat(sent().path("messages").path(1).path("tools_state_id").stringValue()).isNotBlank();
		String answered = memory.get("anna")
			.get(memory.get("anna").size() - 1)
			.getMetadata()
			.get(GigaChatMetadata.FUNCTIONS_STATE_ID)
			.toString();

		assertThat(way.content(chat.prompt("And?").advisors((spec) -> spec.param(ChatMemory.CONVERSATION_ID, "anna"))))
			.isEqualTo("Warmer.");
		JsonNode messages = sent().path("messages");
		assertThat(messages.path(messages.size() - 2).path("tools_state_id").stringValue()).isEqualTo(answered);
	}

	@Test
	void aForcedFunctionIsReleasedAfterItsResult() {
		service.emulator().onFunctionResult("get_weather").reply("Warm.");
		service.emulator().onUserMessage("Weather").callFunction("get_weather", Map.of("city", "Tula"));

		assertThat(ChatClient.create(service.model())
			.prompt("Weather?")
			.options(options(ChatApi.V2).mutate().functionCall(FunctionCallMode.forced("get_weather")))
			.call()
			.content()).isEqualTo("Warm.");

		List<JsonNode> modes = service.emulator()
			.chatRequests()
			.stream()
			.map((request) -> JsonMapper.shared().readTree(request.body()).path("tool_config"))
			.toList();
		assertThat(modes).hasSize(2);
		assertThat(modes.get(0)).isEqualTo(json("{'mode':'forced','function_name':'get_weather'}"));
		assertThat(modes.get(1).isMissingNode()).isTrue();
	}

	@Test
	void anEntityIsReadFromTheAnswer() {
		City city = ChatClient.create(service.model())
			.prompt("Which?")
			.options(GigaChatOptions.builder().api(ChatApi.V2))
			.call()
			.entity(City.class, (spec) -> spec.useProviderStructuredOutput());

		assertThat(city).isNotNull();
		assertThat(sent().path("model_options").path("response_format").path("type").stringValue())
			.isEqualTo("json_schema");
	}

	record City(String name, int people) {
	}

	private static GigaChatOptions options(ChatApi api) {
		ToolCallback weather = FunctionToolCallback.builder("get_weather", (Map<String, Object> in) -> "{\"t\":12}")
			.description("The weather of a city")
			.inputType(Map.class)
			.inputSchema("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}")
			.build();
		return GigaChatOptions.builder().api(api).toolCallbacks(List.of(weather)).build();
	}

	private static List<ChatMessage> told() {
		return service.emulator().lastChatRequest().chat().messages();
	}

	private static JsonNode sent() {
		return JsonMapper.shared().readTree(service.emulator().lastChatRequest().body());
	}

	private static JsonNode json(String json) {
		return JsonMapper.shared().readTree(json.replace('\'', '"'));
	}

}
