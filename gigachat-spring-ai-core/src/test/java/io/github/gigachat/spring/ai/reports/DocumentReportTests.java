package io.github.gigachat.spring.ai.reports;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents are read by a function of the service, which the request has to allow.
 *
 * @see <a href="https://github.com/ai-forever/gigachat/issues/91">ai-forever/gigachat
 * #91</a>
 */
@Timeout(60)
class DocumentReportTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String READ = "It could read the attached document.";

	private static final String UNREAD = "It could not read the attached document";

	private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";

	private static final ToolCallback WEATHER = FunctionToolCallback
		.builder("weather", (Map<String, Object> city) -> "It rains")
		.description("The weather")
		.inputType(Map.class)
		.inputSchema("{\"type\":\"object\",\"properties\":{}}")
		.build();

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp((emulator) -> emulator.file("known"));

	private static GigaChatOptions.Builder options() {
		return GigaChatOptions.builder().model("GigaChat-2-Max");
	}

	private static UserMessage message(String text, Media... media) {
		return UserMessage.builder().text(text).media(media).build();
	}

	private static Media document() {
		return MediaWire.media(MimeTypeUtils.TEXT_PLAIN, new byte[] { 'a' });
	}

	private static JsonNode body() {
		return JSON.readTree(service.emulator().lastChatRequest().body());
	}

	private static Outcome ask(Way way, GigaChatOptions.Builder options, UserMessage message) {
		return way.ask(service.model(), new Prompt(message, options.build()));
	}

	static Stream<Arguments> documents() {
		return Stream
			.of(document(), GigaChatMedia.of(MimeType.valueOf("application/pdf"), new byte[] { 'a' }),
					GigaChatMedia.uploaded(MimeTypeUtils.TEXT_PLAIN, "known"))
			.flatMap((media) -> Stream.of(Way.values()).map((way) -> Arguments.of(media, way)));
	}

	/** https://github.com/ai-forever/gigachat/issues/91 */
	@ParameterizedTest
	@MethodSource("documents")
	void aDocumentIsSentWithAuto(Media document, Way way) {
		assertThat(ask(way, options(), message("What does it say?", document)).answer()).endsWith(READ);

		assertThat(body().path("function_call").stringValue()).isEqualTo("auto");
		assertThat(body().has("functions")).isFalse();
	}

	/** https://github.com/ai-forever/gigachat/issues/91 */
	@ParameterizedTest
	@EnumSource
	void aDocumentOfAnEarlierTurnIsSentWithAuto(Way way) {
		Prompt prompt = new Prompt(List.of(message("What does it say?", document()),
				new AssistantMessage("It says: a."), new UserMessage("And what else?")), options().build());

		assertThat(way.ask(service.model(), prompt).answer()).endsWith(READ);

		assertThat(body().path("function_call").stringValue()).isEqualTo("auto");
	}

	@ParameterizedTest
	@EnumSource
	void anAutoForADocumentIsNoPermissionToDraw(Way way) {
		service.emulator().onAnyMessage().draw("Here.");

		Outcome outcome = ask(way, options(), message("Draw what it says", document()));

		assertThat(outcome.answer())
			.isEqualTo("<img src=\"" + service.emulator().drawings().get(0).id() + "\" fuse=\"true\"/> Here.");
		assertThat(outcome.responses())
			.allSatisfy((response) -> assertThat(response.getResult().getOutput().getMedia()).isEmpty());
		assertThat(service.emulator().requests())
			.noneMatch((request) -> request.endpoint() == Endpoint.FILES && request.path().endsWith("/content"));
	}

	@ParameterizedTest
	@EnumSource
	void picturesAndAudioAreSentWithoutAuto(Way way) {
		ask(way, options(), message("What is it?", MediaWire.png(MediaWire.picture()))).answer();
		assertThat(body().has("function_call")).isFalse();

		ask(way, options(), message("What is it?", MediaWire.media(MimeType.valueOf("audio/mp3"), new byte[] { 'a' })))
			.answer();
		assertThat(body().has("function_call")).isFalse();

		ask(way, options(), new UserMessage("What is it?")).answer();
		assertThat(body().has("function_call")).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsAddedBesideTools(Way way) {
		try (LoggedWarnings log = new LoggedWarnings()) {
			assertThat(ask(way, options().toolCallbacks(WEATHER), message("What does it say?", document())).answer())
				.endsWith(READ);

			assertThat(log.messages()).isEmpty();
		}
		assertThat(body().path("function_call").stringValue()).isEqualTo("auto");
		assertThat(body().path("functions")).hasSize(1);
		assertThat(body().at("/functions/0/name").stringValue()).isEqualTo("weather");
	}

	@ParameterizedTest
	@EnumSource
	void theModeNoneStaysAndIsWarnedOfOnce(Way way) {
		try (LoggedWarnings log = new LoggedWarnings()) {
			assertThat(ask(way, options().functionCall(FunctionCallMode.NONE), message("What does it say?", document()))
				.answer()).contains(UNREAD);

			assertThat(log.messages()).singleElement()
				.satisfies((warning) -> assertThat(warning).contains("may go unread", "function_call is none",
						"get_file_content", "spring.ai.gigachat.chat.function-call"));
		}
		assertThat(body().path("function_call").stringValue()).isEqualTo("none");
	}

	@ParameterizedTest
	@EnumSource
	void aForcedFunctionStaysAndIsWarnedOfOnce(Way way) {
		try (LoggedWarnings log = new LoggedWarnings()) {
			ask(way, options().toolCallbacks(WEATHER).functionCall(FunctionCallMode.forced("weather")),
					message("What does it say?", document()))
				.last();

			assertThat(log.messages()).singleElement()
				.satisfies((warning) -> assertThat(warning).contains("may go unread", "function_call forces weather",
						"get_file_content"));
		}
		assertThat(body().at("/function_call/name").stringValue()).isEqualTo("weather");
	}

	@ParameterizedTest
	@EnumSource
	void anOutputFunctionStaysAndIsWarnedOfOnce(Way way) {
		try (LoggedWarnings log = new LoggedWarnings()) {
			ask(way, options().outputSchema(SCHEMA).structuredOutput(StructuredOutputMode.FUNCTION),
					message("What does it say?", document()))
				.last();

			assertThat(log.messages()).singleElement()
				.satisfies((warning) -> assertThat(warning).contains("may go unread",
						"function_call forces structured_output", "structured-output=native"));
		}
		assertThat(body().at("/function_call/name").stringValue()).isEqualTo("structured_output");
	}

	/**
	 * A file that the service has lost is uploaded again, and the prompt flattened twice.
	 */
	@ParameterizedTest
	@EnumSource
	void aRepeatedCallWarnsOnce(Way way) {
		GigaChatModel model = service.model();
		Prompt prompt = new Prompt(message("What does it say?", document()),
				options().functionCall(FunctionCallMode.NONE).build());
		way.ask(model, prompt).answer();
		service.emulator().loseFile(service.emulator().uploads().get(0).id());

		try (LoggedWarnings log = new LoggedWarnings()) {
			way.ask(model, prompt).answer();

			assertThat(log.messages()).hasSize(1);
		}
		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource
	void theReadingFunctionItselfMayBeForced(Way way) {
		try (LoggedWarnings log = new LoggedWarnings()) {
			assertThat(ask(way, options().functionCall(FunctionCallMode.forced("get_file_content")),
					message("What does it say?", document()))
				.answer()).endsWith(READ);

			assertThat(log.messages()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void v2AddsNothing(Way way) {
		try (LoggedWarnings log = new LoggedWarnings()) {
			assertThat(ask(way, options().api(ChatApi.V2), message("What does it say?", document())).answer())
				.endsWith(READ);

			assertThat(log.messages()).isEmpty();
		}
		assertThat(body().has("tool_config")).isFalse();
		assertThat(body().has("function_call")).isFalse();
	}

}
