package io.github.gigachat.spring.ai.media;

import java.util.List;

import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests a picture that was generated through one API, in the history of a request through
 * either API.
 */
@Timeout(60)
class PictureHistoryTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static final JsonMapper JSON = new JsonMapper();

	private static GigaChatOptions through(ChatApi api) {
		return GigaChatOptions.builder().model("GigaChat-2-Max").api(api).build();
	}

	private static GigaChatOptions drawing(ChatApi api) {
		GigaChatOptions.Builder options = through(api).mutate();
		return (api == ChatApi.V1) ? options.functionCall(FunctionCallMode.AUTO).build()
				: options.builtInTools(List.of(BuiltInTool.IMAGE_GENERATE)).build();
	}

	@ParameterizedTest
	@CsvSource({ "V1,V1", "V1,V2", "V2,V1", "V2,V2" })
	void aPictureIsSentInTheServicesOwnForm(ChatApi drawn, ChatApi later) {
		service.emulator().onUserMessage("cat").draw("A cat.");
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api))
			.mediaDownload(MediaDownload.LAZY)
			.build();
		AssistantMessage answer = Way.CALL.ask(model, new Prompt("Draw a cat", drawing(drawn)))
			.lastResult()
			.getOutput();

		Way.CALL
			.ask(model,
					new Prompt(List.of(new UserMessage("A cat"), answer, new UserMessage("And now?")), through(later)))
			.answer();

		String id = service.emulator().drawings().get(0).id();
		JsonNode sent = JSON.readTree(service.emulator().lastChatRequest().body()).at("/messages/1/content");
		if (later == ChatApi.V1) {
			assertThat(sent.stringValue()).isEqualTo("<img src=\"" + id + "\" fuse=\"true\"/> A cat.");
		}
		else {
			assertThat(sent.findValuesAsString("id")).containsExactly(id);
			assertThat(sent.findValuesAsString("text")).containsExactly("A cat.");
		}
		assertThat(service.emulator().requests()).noneMatch((request) -> request.endpoint() == Endpoint.FILES);
	}

}
