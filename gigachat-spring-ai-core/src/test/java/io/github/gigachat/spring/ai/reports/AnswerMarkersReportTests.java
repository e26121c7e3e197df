package io.github.gigachat.spring.ai.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.Batch;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatMessage;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import io.github.gigachat.spring.ai.media.MediaDownload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Markers within the text of answers: the text is changed, and a file fetched, only where
 * the request allowed the service to make one and the marker is the service's own.
 */
@Timeout(120)
class AnswerMarkersReportTests {

	private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

	/** As a model writes it that explains HTML. */
	private static final String HTML = "<img src=\"" + ID + "\" alt=\"cat\"/>";

	/** As the service writes it. */
	private static final String DRAWN = "<img src=\"" + ID + "\" fuse=\"true\"/>";

	private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp((emulator) -> emulator.file("known"));

	/** Batches are for contracts of corporations. */
	@RegisterExtension
	static final EmulatedService corporation = EmulatedService
		.overHttp((emulator) -> emulator.scope("GIGACHAT_API_CORP"));

	private static final ToolCallback WEATHER = FunctionToolCallback
		.builder("weather", (Map<String, Object> city) -> "It rains")
		.description("The weather")
		.inputType(Map.class)
		.inputSchema("{\"type\":\"object\",\"properties\":{}}")
		.build();

	private static GigaChatOptions.Builder options() {
		return GigaChatOptions.builder().model("GigaChat-2-Max");
	}

	private static GigaChatOptions drawing() {
		return options().functionCall(FunctionCallMode.AUTO).build();
	}

	private static GigaChatModel model() {
		return GigaChatModel.builder().api(service.api((api) -> api)).build();
	}

	private static List<Media> media(Outcome outcome) {
		return outputs(outcome).flatMap((output) -> output.getMedia().stream()).toList();
	}

	private static Stream<AssistantMessage> outputs(Outcome outcome) {
		return outcome.responses()
			.stream()
			.map(ChatResponse::getResult)
			.filter(Objects::nonNull)
			.map(Generation::getOutput);
	}

	private static void assertUntouched(Outcome outcome, String text) {
		assertThat(outcome.answer()).isEqualTo(text);
		assertThat(media(outcome)).isEmpty();
		assertThat(outputs(outcome))
			.noneSatisfy((output) -> assertThat(output.getMetadata()).containsKey(GigaChatMetadata.GENERATED_FILES));
		assertThat(service.emulator().requests()).noneMatch((request) -> request.endpoint() == Endpoint.FILES);
	}

	static Stream<Arguments> requestsThatAllowNoDrawing() {
		UserMessage question = new UserMessage("How do I show a picture?");
		UserMessage document = UserMessage.builder()
			.text("How does it show a picture?")
			.media(GigaChatMedia.uploaded(MimeTypeUtils.TEXT_PLAIN, "known"))
			.build();
		List<Named> requests = List.of(new Named("default", new Prompt(question, options().build())),
				new Named("v2", new Prompt(question, options().api(ChatApi.V2).build())),
				new Named("v2 that may search",
						new Prompt(question,
								options().api(ChatApi.V2).builtInTools(List.of(BuiltInTool.WEB_SEARCH)).build())),
				new Named("none", new Prompt(question, options().functionCall(FunctionCallMode.NONE).build())),
				new Named("a tool", new Prompt(question, options().toolCallbacks(WEATHER).build())),
				new Named("a tool and auto",
						new Prompt(question,
								options().toolCallbacks(WEATHER).functionCall(FunctionCallMode.AUTO).build())),
				new Named("a forced tool", new Prompt(question,
						options().toolCallbacks(WEATHER).functionCall(FunctionCallMode.forced("weather")).build())),
				new Named("an output function", new Prompt(question,
						options().outputSchema(SCHEMA).structuredOutput(StructuredOutputMode.FUNCTION).build())),
				new Named("reading alone",
						new Prompt(question, options().builtInFunctions(List.of("get_file_content")).build())),
				new Named("a document", new Prompt(document, options().build())));
		return requests.stream().flatMap((request) -> Stream.of(Way.values()).map((way) -> Arguments.of(request, way)));
	}

	@ParameterizedTest(name = "{0} by {1}")
	@MethodSource("requestsThatAllowNoDrawing")
	void anAnswerIsUnchangedWithoutPermissionToDraw(Named request, Way way) {
		for (String text : List.of("```html\n" + HTML + "\n```\nshows it.", "Write " + HTML + " there.",
				DRAWN + " is how it looks.", "<div data-model-id=\"" + ID + "\" fuse=\"true\"/>")) {
			service.emulator().reset();
			service.emulator().onAnyMessage().reply(text);
			try (LoggedWarnings log = new LoggedWarnings()) {
				assertUntouched(way.ask(model(), request.prompt()), text);

				assertThat(log.messages()).isEmpty();
			}
		}
	}

	/** Nothing that may be a tag is held back where none is looked for. */
	@Test
	void eachChunkIsUnchangedWithoutPermissionToDraw() {
		service.emulator().onAnyMessage().replyInChunks("<", "img src=\"", ID, "\" fuse", "=\"true\"/> x");

		Outcome outcome = Way.STREAM.ask(model(), new Prompt("How?", options().build()));

		assertThat(outputs(outcome).map(AssistantMessage::getText)).startsWith("<", "img src=\"", ID, "\" fuse",
				"=\"true\"/> x");
	}

	static Stream<Arguments> requestsThatAllowDrawing() {
		return Stream
			.of(options().functionCall(FunctionCallMode.AUTO), options().builtInFunctions(List.of("text2image")),
					options().functionCall(FunctionCallMode.forced("text2image")),
					options().toolCallbacks(WEATHER).builtInFunctions(List.of("text2image")))
			.flatMap((options) -> Stream.of(Way.values()).map((way) -> Arguments.of(options.build(), way)));
	}

	@ParameterizedTest
	@MethodSource("requestsThatAllowDrawing")
	void aPictureIsAMediumWithPermissionToDraw(GigaChatOptions options, Way way) {
		service.emulator().onAnyMessage().draw("Here.");

		Outcome outcome = way.ask(model(), new Prompt("Draw a cat", options));

		assertThat(outcome.answer()).isEqualTo("Here.");
		assertThat(media(outcome)).extracting(Media::getId).containsExactly(service.emulator().drawings().get(0).id());
	}

	/** An application that allowed drawing and sends a document has allowed drawing. */
	@ParameterizedTest
	@EnumSource
	void thePermissionOfTheApplicationAppliesBesideADocument(Way way) {
		service.emulator().onAnyMessage().draw("Here.");
		UserMessage message = UserMessage.builder()
			.text("Draw what it says")
			.media(GigaChatMedia.uploaded(MimeTypeUtils.TEXT_PLAIN, "known"))
			.build();

		assertThat(media(way.ask(model(), new Prompt(message, drawing())))).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aTagOfAnotherFormIsTextEvenIfDrawingIsAllowed(Way way) {
		for (String text : List.of(HTML, "<video src=\"" + ID + "\"/>", "<div id=\"" + ID + "\" fuse=\"true\"/>",
				"<img src=\"" + ID + "\">")) {
			service.emulator().reset();
			service.emulator().onAnyMessage().reply(text);

			assertUntouched(way.ask(model(), new Prompt("Draw a cat", drawing())), text);
		}
	}

	static Stream<String> tagsInCode() {
		return Stream.of("```html\n%s\n```\nis it", "Look:\n~~~\n%s\n~~~", "````\n```\n%s\n```\n````\nend",
				"  ```\n  %s\n  ```", "```\nnever closed %s", "1. one\n\n   ```html\n   %s\n   ```\n",
				"> ```\n> %s\n> ```", "- ```html\n  %s\n  ```", "```html\n``\n%s\n```", "~~~\n```\n%s\n~~~",
				"```\n``` no end\n%s\n```", "Write `%s` there", "Write ``a ` %s`` there", "Write `\n%s` there",
				"Write ```%s``` there", "Code:\n\n    %s\n\nend", "\t%s", "# Title\n    %s", "```\r\n%s\r\n```\r\n",
				"a `b` c `%s`", "a ``b'' c `%s` d", "a ``b `x` ```c `%s` d");
	}

	@ParameterizedTest
	@MethodSource("tagsInCode")
	void aTagInMarkdownCodeStaysAtAnySplitOfTheStream(String form) {
		String text = form.formatted(DRAWN);
		GigaChatModel model = model();
		Prompt prompt = new Prompt("Draw a cat", drawing());
		for (int i = 1; i < text.length(); i++) {
			service.emulator().onAnyMessage().replyInChunks(text.substring(0, i), text.substring(i));

			assertUntouched(Way.STREAM.ask(model, prompt), text);
		}
		service.emulator().onAnyMessage().replyInChunks(text.split("(?!^)"));
		assertUntouched(Way.STREAM.ask(model, prompt), text);
		service.emulator().onAnyMessage().reply(text);
		assertUntouched(Way.CALL.ask(model, prompt), text);
	}

	static Stream<Arguments> tagsBesideCode() {
		return Stream.of(Arguments.of("%s\n```html\n<b>x</b>\n```", "```html\n<b>x</b>\n```"),
				Arguments.of("Look %s\n```\nx\n```", "Look \n```\nx\n```"),
				Arguments.of("```\nx\n```\n%s end", "```\nx\n```\nend"), Arguments.of("`a` %s `b`", "`a` `b`"),
				Arguments.of("a ` b %s", "a ` b "), Arguments.of("a ` b %s c\n\n` d", "a ` b c\n\n` d"),
				Arguments.of("a \\` b %s `c`", "a \\` b `c`"), Arguments.of("text\n    %s", "text\n    "),
				Arguments.of("12345 %s", "12345 "), Arguments.of("- item\n\n  %s end", "- item\n\n  end"),
				Arguments.of("**a** ~~b~~ %s", "**a** ~~b~~ "), Arguments.of("a\n\n%s\n\nb", "a\n\n\nb"),
				Arguments.of("~~~\nx\n~~~\n\n%s", "~~~\nx\n~~~\n\n"), Arguments.of("a ``b'' `x` %s", "a ``b'' `x` "));
	}

	@ParameterizedTest
	@MethodSource("tagsBesideCode")
	void aTagBesideMarkdownCodeIsAPictureAtAnySplitOfTheStream(String form, String clean) {
		String text = form.formatted(DRAWN);
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api))
			.mediaDownload(MediaDownload.LAZY)
			.build();
		Prompt prompt = new Prompt("Draw a cat", drawing());
		for (int i = 1; i < text.length(); i++) {
			service.emulator().onAnyMessage().replyInChunks(text.substring(0, i), text.substring(i));

			assertDrawn(Way.STREAM.ask(model, prompt), clean);
		}
		service.emulator().onAnyMessage().replyInChunks(text.split("(?!^)"));
		assertDrawn(Way.STREAM.ask(model, prompt), clean);
		service.emulator().onAnyMessage().reply(text);
		assertDrawn(Way.CALL.ask(model, prompt), clean);
	}

	private static void assertDrawn(Outcome outcome, String text) {
		assertThat(outcome.answer()).isEqualTo(text);
		assertThat(media(outcome)).extracting(Media::getId).containsExactly(ID);
	}

	/** Text that waits for the end of a span is delivered with the end of the stream. */
	@ParameterizedTest
	@EnumSource
	void aPictureAfterAnUnpairedBacktickIsReadWhateverFollows(Way way) {
		String rest = " and".repeat(2000);
		String text = "a ` b " + DRAWN + rest + " ` c";
		service.emulator().onAnyMessage().replyInChunks(text.split("(?<=\\G.{7})"));

		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api))
			.mediaDownload(MediaDownload.LAZY)
			.build();
		assertDrawn(way.ask(model, new Prompt("Draw a cat", drawing())), "a ` b " + rest.substring(1) + " ` c");
	}

	/** Seconds where each piece were read together with all of those before it. */
	@ParameterizedTest
	@ValueSource(strings = { "`<img src=\"x\" fuse=\"true\"", "``` ", "\n```\n<img ", "` " + DRAWN + "`", "<", "`",
			"    <img src=\n", "> - 1. " })
	@Timeout(20)
	void manyBeginningsOfTagsAreReadInLinearTime(String beginning) {
		String text = beginning.repeat(1 + 400_000 / beginning.length());
		service.emulator().onAnyMessage().respondWith((request) -> ChatAnswer.chunks(pieces(text, 50)));

		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api))
			.mediaDownload(MediaDownload.LAZY)
			.build();
		Outcome streamed = Way.STREAM.ask(model, new Prompt("Draw a cat", drawing()));
		Outcome called = Way.CALL.ask(model, new Prompt("Draw a cat", drawing()));

		assertThat(streamed.answer()).isEqualTo(called.answer());
		assertThat(media(streamed)).hasSameSizeAs(media(called));
	}

	private static List<String> pieces(String text, int length) {
		return Arrays.asList(text.split("(?<=\\G(?s:.{" + length + "}))"));
	}

	/** The marks of a search of v2 are the text's own, and no pages are made of them. */
	@ParameterizedTest
	@EnumSource
	void aSourceMarkOfAnAnswerWithoutASearchIsText(Way way) {
		String text = "Write `[sources=[2]]` or [sources=[2]] " + DRAWN;
		service.emulator().onAnyMessage().reply(text);

		Outcome outcome = way.ask(model(), new Prompt("How?", options().api(ChatApi.V2).build()));

		assertUntouched(outcome, text);
		assertThat(outputs(outcome))
			.noneSatisfy((output) -> assertThat(output.getMetadata()).containsKey(GigaChatMetadata.WEB_SOURCES));
	}

	@Test
	void theAnswersOfABatchAreUnchanged() {
		String text = "```html\n" + HTML + "\n```\n" + DRAWN;
		corporation.emulator().onAnyMessage().reply(text);
		GigaChatApi api = corporation.api((builder) -> builder.scope("GIGACHAT_API_CORP"));
		ChatCompletionRequest request = ChatCompletionRequest.builder()
			.model("GigaChat-2-Max")
			.messages(List.of(ChatMessage.text("user", "How?")))
			.functionCall(FunctionCallMode.AUTO)
			.build();

		Batch batch = api.batches().createChat(Map.of("1", request)).body();
		String answer = api.batches()
			.results(api.batches().get(batch.id()).body())
			.body()
			.get(0)
			.chatAnswer()
			.choices()
			.get(0)
			.message()
			.content();

		assertThat(answer).isEqualTo(text);
		assertThat(corporation.emulator().requests()).noneMatch((each) -> each.path().contains(ID));
	}

	/** A tag that stayed in an answer is that answer's text in the history, too. */
	@ParameterizedTest
	@EnumSource
	void aTagInTheHistoryIsSentAsText(ChatApi later) {
		String text = "```html\n" + DRAWN + "\n```\n[sources=[2]]";
		service.emulator().onAnyMessage().reply(text);
		GigaChatModel model = model();
		AssistantMessage answer = Way.CALL.ask(model, new Prompt("How?", options().build())).lastResult().getOutput();

		Way.CALL
			.ask(model,
					new Prompt(List.of(new UserMessage("How?"), answer, new UserMessage("And?")),
							options().api(later).build()))
			.answer();

		io.github.gigachat.emulator.ChatMessage sent = service.emulator().lastChatRequest().chat().messages().get(1);
		assertThat(sent.content()).isEqualTo(text);
		assertThat(sent.attachments()).isEmpty();
		assertThat(service.emulator().requests()).noneMatch((request) -> request.endpoint() == Endpoint.FILES);
	}

	/**
	 * A request with a name for the report of tests.
	 *
	 * @param name the name
	 * @param prompt the request
	 */
	record Named(String name, Prompt prompt) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
