package io.github.gigachat.spring.ai.reports;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.util.MimeType;

import static io.github.gigachat.spring.ai.fixtures.Conversations.prompt;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules of the provider that the documentation once stated otherwise.
 */
@Timeout(120)
class DocumentedRulesReportTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> everyWay() {
		return Arrays.stream(ChatApi.values())
			.flatMap((api) -> Way.ofChatClient().stream().map((way) -> Arguments.of(api, way)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 501, 502, 503, 504, 505, 507, 520, 599 })
	void every5xxIsRetried(int status) {
		everyWay().map(Arguments::get).forEach((given) -> {
			service.emulator().reset();
			service.emulator().onAnyMessage().fail(status).then().fail(status).then().reply("Да.");

			assertThat(((Way) given[1]).ask(service.model(), prompt((ChatApi) given[0])).answer()).isEqualTo("Да.");
			assertThat(service.emulator().chatRequests()).hasSize(3);
		});
	}

	@ParameterizedTest
	@EnumSource
	void aLasting5xxIsATransientFailureAfterThreeRequests(Way way) {
		service.emulator().onAnyMessage().fail(507);

		way.ask(service.model(), "Кто ты?").passing(FailureKind.SERVER);
		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void numbersInArgumentsKeepTheirDigits(ChatApi api, Way way) {
		List<String> inputs = new CopyOnWriteArrayList<>();
		String numbers = "{\"a\":-0.0,\"b\":1e5,\"c\":[1E+400,-0,0.10,12345678901234567890.123456789012345678]}";
		service.emulator().onUserMessage("Считай").callFunction("count", numbers);
		service.emulator().onFunctionResult("count").reply("Готово.");

		String answer = way.content(ChatClient.create(service.model())
			.prompt("Считай")
			.options(GigaChatOptions.builder().api(api))
			.tools(new Count(inputs)));

		assertThat(answer).isEqualTo("Готово.");
		assertThat(inputs).containsExactly(numbers);
		assertThat(service.emulator().lastChatRequest().body()).contains("\"arguments\":" + numbers);
	}

	/** White space between values goes, and escapes in texts that need none. */
	@ParameterizedTest
	@MethodSource("everyWay")
	void otherArgumentsKeepTheirValues(ChatApi api, Way way) {
		List<String> inputs = new CopyOnWriteArrayList<>();
		service.emulator()
			.onUserMessage("Считай")
			.callFunction("count", "{ \"a\" : \"\\u0434\\n\\/\" ,\t \"b\" : [ null , true , { } ] }");
		service.emulator().onFunctionResult("count").reply("Готово.");

		way.content(ChatClient.create(service.model())
			.prompt("Считай")
			.options(GigaChatOptions.builder().api(api))
			.tools(new Count(inputs)));

		assertThat(inputs).containsExactly("{\"a\":\"д\\n/\",\"b\":[null,true,{}]}");
	}

	@ParameterizedTest
	@EnumSource
	void theRefusalOfATypeListsAllAcceptedTypes(Way way) {
		GigaChatFailure failure = way
			.ask(service.model(),
					MediaWire.prompt(MediaWire.media(MimeType.valueOf("application/x-nothing"), new byte[1])))
			.lasting(FailureKind.INVALID_REQUEST);

		assertThat(String.valueOf(failure.hint())).isEqualTo(
				"It takes txt, md, csv, doc, docx, pdf, epub, ppt, pptx, xlsx, xls; jpg, jpeg, png, tiff, tif, bmp;"
						+ " mp4, mp3, m4a, wav, weba, ogg, opus: convert it, or correct its type");
	}

	/**
	 * A tool that notes its input.
	 *
	 * @param inputs gets each input
	 */
	private record Count(List<String> inputs) implements ToolCallback {

		@Override
		public ToolDefinition getToolDefinition() {
			return ToolDefinition.builder()
				.name("count")
				.description("Counts")
				.inputSchema("{\"type\":\"object\",\"properties\":{}}")
				.build();
		}

		@Override
		public String call(String toolInput) {
			this.inputs.add(toolInput);
			return "{}";
		}

	}

}
