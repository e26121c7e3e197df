package io.github.gigachat.spring.ai.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.Asker;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests pictures that the model generates: they reach the application, and they return to
 * the service in the history.
 */
@Timeout(120)
class GeneratedMediaTests {

	private static final String ID = "3727db23-91a3-44fa-a6b7-9f0a311d3e9e";

	private static final GigaChatOptions DRAWING = GigaChatOptions.builder()
		.model("GigaChat-2-Max")
		.functionCall(FunctionCallMode.AUTO)
		.build();

	private static final GigaChatOptions FOR_ANNA = DRAWING.mutate().headers(Map.of("X-Client-ID", "anna")).build();

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static GigaChatModel model(MediaDownload download) {
		return GigaChatModel.builder().api(service.api((api) -> api)).options(DRAWING).mediaDownload(download).build();
	}

	private static List<RecordedRequest> downloads() {
		return service.emulator()
			.requests()
			.stream()
			.filter((request) -> request.endpoint() == Endpoint.FILES)
			.toList();
	}

	private static List<Media> media(Outcome outcome) {
		return outcome.responses()
			.stream()
			.flatMap((response) -> response.getResult().getOutput().getMedia().stream())
			.toList();
	}

	private static EmulatedFile drawing() {
		return service.emulator().drawings().get(0);
	}

	@ParameterizedTest
	@EnumSource
	void aPictureIsAMediumOfTheAnswerAndTheTextIsClean(Way way) throws IOException {
		service.emulator().onUserMessage("cat").draw("Here is your cat, as you wished it to be.");

		Outcome outcome = way.ask(model(MediaDownload.EAGER), new Prompt("Draw a cat", FOR_ANNA));

		assertThat(outcome.answer()).isEqualTo("Here is your cat, as you wished it to be.");
		assertThat(media(outcome)).singleElement().satisfies((media) -> {
			assertThat(media.getId()).isEqualTo(drawing().id());
			assertThat(media.getName()).isEqualTo(drawing().id());
			assertThat(media.getMimeType()).isEqualTo(MimeTypeUtils.IMAGE_JPEG);
			assertThat(media.getData()).isEqualTo(drawing().content());
		});
		assertThat(ImageIO.read(
				new MemoryCacheImageInputStream(new ByteArrayInputStream(media(outcome).get(0).getDataAsByteArray()))))
			.isNotNull();
	}

	@ParameterizedTest
	@EnumSource
	void anEagerDownloadIsOverBeforeTheAnswerIsHandedOut(Way way) {
		Outcome outcome = way.ask(model(MediaDownload.EAGER), new Prompt("Draw a cat", FOR_ANNA));

		assertThat(((GeneratedMedia) media(outcome).get(0)).isDownloaded()).isTrue();
		service.emulator().loseFile(drawing().id());
		assertThat(media(outcome).get(0).getDataAsByteArray()).isEqualTo(drawing().content());
		assertThat(downloads()).singleElement()
			.satisfies((request) -> assertThat(request.header("X-Client-ID")).isEqualTo("anna"));
	}

	@ParameterizedTest
	@EnumSource
	void aLazyDownloadIsMadeOnceWhenTheMediumIsRead(Way way) {
		Media media = media(way.ask(model(MediaDownload.LAZY), new Prompt("Draw a cat", FOR_ANNA))).get(0);
		assertThat(downloads()).isEmpty();

		List<CompletableFuture<byte[]>> readers = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			readers.add(CompletableFuture.supplyAsync(media::getDataAsByteArray));
		}

		assertThat(readers).allSatisfy((reader) -> assertThat(reader.join()).isEqualTo(drawing().content()));
		assertThat(downloads()).singleElement()
			.satisfies((request) -> assertThat(request.header("X-Client-ID")).isEqualTo("anna"));
	}

	@Test
	void aLazyDownloadMayBeMadeWithoutBlocking() {
		GeneratedMedia media = (GeneratedMedia) media(
				Way.CALL.ask(model(MediaDownload.LAZY), new Prompt("Draw a cat", FOR_ANNA)))
			.get(0);

		assertThat(media.content().block(EmulatedService.LIMIT)).isEqualTo(drawing().content());
		assertThat(media.isDownloaded()).isTrue();
		assertThat(media.content().block(EmulatedService.LIMIT)).isEqualTo(drawing().content());
		assertThat(media.getData()).isEqualTo(drawing().content());
		assertThat(downloads()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aFailedDownloadDoesNotFailTheAnswer(Way way) {
		service.emulator()
			.onAnyMessage()
			.respondWith((request) -> ChatAnswer.text("<img src=\"" + ID + "\" fuse=\"true\"/> Done."));

		Outcome outcome = way.ask(model(MediaDownload.EAGER), new Prompt("Draw a cat", DRAWING));

		assertThat(outcome.answer()).isEqualTo("Done.");
		GigaChatFailure failure = (GigaChatFailure) catchThrowableOfType(GigaChatNonTransientException.class,
				() -> media(outcome).get(0).getData());
		assertThat(failure.kind()).isEqualTo(FailureKind.NOT_FOUND);
		assertThat(failure.requestId()).isNotNull();
	}

	@Test
	void aFailedDownloadIsStartedAgainByTheNextReader() {
		Media media = media(Way.CALL.ask(model(MediaDownload.LAZY), new Prompt("Draw a cat", DRAWING))).get(0);
		service.emulator().onEndpoint(Endpoint.FILES).fail(400).then().succeed();

		assertThat(catchThrowableOfType(GigaChatNonTransientException.class, media::getData).kind())
			.isEqualTo(FailureKind.INVALID_REQUEST);
		assertThat(media.getData()).isEqualTo(drawing().content());
	}

	@ParameterizedTest
	@EnumSource
	void anEagerDownloadIsRetriedLikeOtherCalls(Way way) {
		service.emulator().onEndpoint(Endpoint.FILES).fail(500).then().succeed();

		Outcome outcome = way.ask(model(MediaDownload.EAGER), new Prompt("Draw a cat", DRAWING));

		assertThat(((GeneratedMedia) media(outcome).get(0)).isDownloaded()).isTrue();
		assertThat(downloads()).hasSize(2);
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	static Stream<String> drawnAnswers() {
		return Stream.of("<img src=\"%s\" fuse=\"true\"/> Ваш кот.", "Вот: <img fuse='true' src='%s'>кот",
				"<IMG\nalt=\"a > b\" fuse src = \"%s\" ></p>", "1 < 2 <i>и</i> <img src=%s fuse=true/>",
				"<video cover=\"0\" src=\"%s\" fuse=\"true\"/> film", "<div data-model-id=\"%s\" fuse=\"true\"/> ball",
				"<div data-model-id=\"%s\"/> ball", "a\n<img src=\"%s\" fuse=\"true\"/>\nb");
	}

	private static String clean(String answer) {
		return switch (answer.charAt(0)) {
			case 'В' -> "Вот: кот";
			case '1' -> "1 < 2 <i>и</i> ";
			case 'a' -> "a\nb";
			default -> answer.substring(answer.indexOf('>', answer.indexOf("%s")) + 1).strip();
		};
	}

	@ParameterizedTest
	@MethodSource("drawnAnswers")
	void aTagIsReadAtAnySplitOfTheStream(String answer) {
		String text = answer.formatted(ID);
		GigaChatModel model = model(MediaDownload.LAZY);
		for (int i = 1; i < text.length(); i++) {
			service.emulator().onAnyMessage().replyInChunks(text.substring(0, i), text.substring(i));

			assertDrawn(Way.STREAM.ask(model), clean(answer));
		}
		service.emulator().onAnyMessage().replyInChunks(text.split("(?!^)"));
		assertDrawn(Way.STREAM.ask(model), clean(answer));
		service.emulator().onAnyMessage().reply(text);
		assertDrawn(Way.CALL.ask(model), clean(answer));
	}

	private static void assertDrawn(Outcome outcome, String text) {
		assertThat(outcome.answer()).isEqualTo(text);
		assertThat(media(outcome)).extracting(Media::getId).containsExactly(ID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<img src=\"https://example.org/a.png\" fuse=\"true\"/>", "a < b, <b>c</b> <", "<im",
			"<img ", "<img src=\"cat.png\">", "<img src=\"" + ID, "<img src=\"abcdef\" fuse=\"true\"/>",
			"<div class=\"x\">a</div>", "<image src=\"" + ID + "\" fuse=\"true\"/>",
			"<img alt=\"" + ID + "\" fuse=\"true\"/>", "<imgsrc=\"" + ID + "\" fuse=\"true\"/>",
			"<img src=\"3727db23x91a3x44fax a6b7x9f0a311d3e9e\" fuse=\"true\"/>",
			"<img / src=\"" + ID + "\" fuse=\"true\">", "<img src=\"" + ID + "\"/>", "<video src=\"" + ID + "\"/>",
			"<img src=\"" + ID + "\" alt=\"cat\"/> is a tag" })
	void otherTextIsLeftAsItIs(String text) {
		GigaChatModel model = model(MediaDownload.EAGER);
		service.emulator().onAnyMessage().reply(text).then().replyInChunks(text.split("(?!^)"));

		for (Way way : Way.values()) {
			Outcome outcome = way.ask(model);
			assertThat(outcome.answer()).isEqualTo(text);
			assertThat(media(outcome)).isEmpty();
		}
	}

	@Test
	void onlyTextThatMayBeATagIsHeldBack() {
		service.emulator().onAnyMessage().replyInChunks("1 ", "< 2, ", "<b>so", "</b> <im", "age> <div>", " end <");

		List<String> texts = Way.STREAM.ask(model(MediaDownload.EAGER))
			.responses()
			.stream()
			.map((response) -> response.getResult().getOutput().getText())
			.toList();

		assertThat(texts).containsExactly("1 ", "< 2, ", "<b>so", "</b> ", "<image> <div>", " end ", "<");
	}

	@Test
	void textThatIsHeldBackIsDeliveredBeforeAFailure() {
		service.emulator().onAnyMessage().replyInChunks("so <img src=\"37", "never");
		service.emulator().network().onChat().cutAfterEvents(1);

		Outcome outcome = Way.STREAM.ask(model(MediaDownload.EAGER));

		assertThat(outcome.delivered()).isEqualTo("so <img src=\"37");
		outcome.passing(FailureKind.CUT);
	}

	@Test
	void noMoreTextIsHeldBackThanTheLongestTag() {
		String text = "<img alt=\"" + "x".repeat(3000);
		service.emulator().onAnyMessage().replyInChunks(text, "y", "\" src=\"" + ID + "\" fuse=\"true\"/>");

		List<String> texts = Way.STREAM.ask(model(MediaDownload.EAGER))
			.responses()
			.stream()
			.map((response) -> response.getResult().getOutput().getText())
			.toList();

		assertThat(texts).startsWith(text, "y");
	}

	@ParameterizedTest
	@EnumSource
	void aTagThatIsTooLongIsText(Way way) {
		String text = "<img alt=\"" + "x".repeat(1500) + "\" src=\"" + ID + "\" fuse=\"true\"/> end";
		service.emulator().onAnyMessage().replyInChunks(text.substring(0, 1200), text.substring(1200));

		Outcome outcome = way.ask(model(MediaDownload.EAGER));

		assertThat(outcome.answer()).isEqualTo(text);
		assertThat(media(outcome)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void manyBeginningsOfTagsAreReadInLinearTime(Way way) {
		String text = "<img a=".repeat(60_000);
		service.emulator().onAnyMessage().replyInChunks(text);

		assertThat(way.ask(model(MediaDownload.EAGER)).answer()).isEqualTo(text);
	}

	@Test
	void textThatIsHeldBackIsDeliveredBeforeACall() {
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", """
				data: {"choices":[{"delta":{"role":"assistant","content":"1 <"},"index":0}],"created":1,"model":"m"}

				data: {"choices":[{"delta":{"content":"","function_call":{"name":"weather","arguments":{}}},"index":0,\
				"finish_reason":"function_call"}],"created":1,"model":"m"}

				data: [DONE]

				""");

		List<AssistantMessage> messages = Way.STREAM.ask(model(MediaDownload.EAGER))
			.responses()
			.stream()
			.map((response) -> response.getResult().getOutput())
			.toList();

		assertThat(messages).extracting(AssistantMessage::getText).containsExactly("1 ", "<", "");
		assertThat(messages).extracting(AssistantMessage::hasToolCalls).containsExactly(false, false, true);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jpeg", "", "image/" })
	void aMalformedTypeDoesNotFailTheAnswer(String mime) {
		service.emulator().onAnyMessage().replyRaw(200, "application/json", """
				{"model":"m","created_at":1,"messages":[{"role":"assistant","content":[{"files":[{"id":"%s",\
				"mime":"%s","target":"image"}]},{"text":"Cat."}]}],"finish_reason":"stop"}""".formatted(ID, mime));

		Outcome outcome = Way.CALL.ask(model(MediaDownload.LAZY),
				new Prompt("Draw a cat", GigaChatOptions.builder().model("GigaChat-2-Max").api(ChatApi.V2).build()));

		assertThat(outcome.answer()).isEqualTo("Cat.");
		assertThat(media(outcome)).singleElement()
			.satisfies((media) -> assertThat(media.getMimeType()).isEqualTo(MimeTypeUtils.APPLICATION_OCTET_STREAM));
	}

	@ParameterizedTest
	@EnumSource
	void allFilesOfAnAnswerAreMedia(Way way) {
		String other = ID.replace('3', '4');
		service.emulator()
			.onAnyMessage()
			.replyInChunks("<img src=\"" + ID + "\" fuse=\"true\"/> one ",
					"<img src=\"" + other + "\" fuse=\"true\"/> two");

		Outcome outcome = way.ask(model(MediaDownload.LAZY));

		assertThat(outcome.answer()).isEqualTo("one two");
		assertThat(media(outcome)).extracting(Media::getId).containsExactly(ID, other);
		AssistantMessage last = outcome.responses()
			.stream()
			.map((response) -> response.getResult().getOutput())
			.filter((message) -> message.getMetadata().containsKey(GigaChatMetadata.GENERATED_FILES))
			.reduce((one, next) -> next)
			.orElseThrow();
		assertThat(last.getMetadata().get(GigaChatMetadata.GENERATED_FILES)).isEqualTo(
				List.of(new GeneratedFile(ID, "image/jpeg", "image"), new GeneratedFile(other, "image/jpeg", "image")));
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aChatMemorySendsThePictureBackWithTheNextTurn(Way way) {
		service.emulator().onUserMessage("cat").draw("Here is your cat, as you wished it to be.");
		ChatClient client = ChatClient.builder(model(MediaDownload.EAGER))
			.defaultAdvisors(MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().build()).build())
			.build();

		List<ChatResponse> responses = ask(way, client, "Draw a cat");
		way.content(client.prompt("Now a dog").advisors((spec) -> spec.param(ChatMemory.CONVERSATION_ID, "c")));

		assertThat(responses).anySatisfy((response) -> assertThat(response.getResult().getOutput().getMedia())
			.extracting(Media::getDataAsByteArray)
			.containsExactly(drawing().content()));
		assertThat(service.emulator().lastChatRequest().chat().messages().get(1).content())
			.isEqualTo("<img src=\"" + drawing().id() + "\" fuse=\"true\"/> Here is your cat, as you wished it to be.");
		assertThat(service.emulator().lastChatRequest().chat().messages().get(1).functionsStateId()).isNotNull();
		assertThat(service.emulator().uploads()).isEmpty();
	}

	private static List<ChatResponse> ask(Way way, ChatClient client, String question) {
		ChatClient.ChatClientRequestSpec request = client.prompt(question)
			.advisors((spec) -> spec.param(ChatMemory.CONVERSATION_ID, "c"));
		return (way == Way.CALL) ? List.of(Objects.requireNonNull(request.call().chatResponse()))
				: Objects.requireNonNull(request.stream().chatResponse().collectList().block(EmulatedService.LIMIT));
	}

	static Stream<AssistantMessage> formerAnswers() {
		GeneratedFile file = new GeneratedFile(ID, "image/jpeg", "image");
		Media media = GeneratedMedia.of(file, service.api((api) -> api).files());
		Map<String, Object> asJson = Map.of(GigaChatMetadata.GENERATED_FILES,
				List.of(Map.of("id", ID, "mime", "image/jpeg", "target", "image")));
		return Stream.of(AssistantMessage.builder().content("Cat.").media(List.of(media)).build(),
				AssistantMessage.builder().content("Cat.").properties(asJson).build(),
				AssistantMessage.builder()
					.content("Cat.")
					.properties(Map.of(GigaChatMetadata.GENERATED_FILES, List.of(file)))
					.media(List.of(media))
					.build());
	}

	@ParameterizedTest
	@MethodSource("formerAnswers")
	void aMemoryThatKeepsOnlyTheMediaOrOnlyTheMetadataIsEnough(AssistantMessage former) {
		Way.CALL.ask(model(MediaDownload.EAGER),
				new Prompt(List.of(new UserMessage("A cat"), former, new UserMessage("And?")), DRAWING));

		assertThat(service.emulator().lastChatRequest().chat().messages().get(1).content())
			.isEqualTo("<img src=\"" + ID + "\" fuse=\"true\"/> Cat.");
		assertThat(downloads()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aPictureOfAnAnswerIsAttachedToALaterQuestionByItsId(Way way) {
		Media media = media(way.ask(model(MediaDownload.LAZY), new Prompt("Draw a cat", DRAWING))).get(0);

		way.ask(model(MediaDownload.LAZY),
				new Prompt(UserMessage.builder().text("Which colour is it?").media(media).build(), DRAWING))
			.answer();

		assertThat(service.emulator().lastChatRequest().chat().lastMessage().attachments())
			.containsExactly(drawing().id());
		assertThat(service.emulator().uploads()).isEmpty();
		assertThat(downloads()).isEmpty();
	}

	@Test
	void mediaOfAnotherProvidersAnswersAreNotSent() {
		Media foreign = Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).id(ID).data(new byte[] { 1 }).build();
		AssistantMessage former = AssistantMessage.builder().content("Cat.").media(List.of(foreign)).build();

		Way.CALL.ask(model(MediaDownload.EAGER),
				new Prompt(List.of(new UserMessage("A cat"), former, new UserMessage("And?")), DRAWING));

		assertThat(service.emulator().lastChatRequest().chat().messages().get(1).content()).isEqualTo("Cat.");
		assertThat(service.emulator().uploads()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "CALL, video, '<video src=\"%s\" fuse=\"true\"/>'",
			"CALL, 3dmodel, '<div data-model-id=\"%s\" fuse=\"true\"/>'",
			"CALL, image, '<img src=\"%s\" fuse=\"true\"/>'" })
	void aFileWithoutTextIsSentAsItsTag(Way way, String target, String tag) {
		AssistantMessage former = AssistantMessage.builder()
			.content("")
			.properties(Map.of(GigaChatMetadata.GENERATED_FILES, List.of(new GeneratedFile(ID, "image/jpeg", target))))
			.build();

		way.ask(model(MediaDownload.EAGER),
				new Prompt(List.of(new UserMessage("A cat"), former, new UserMessage("And?")), DRAWING));

		assertThat(service.emulator().lastChatRequest().chat().messages().get(1).content())
			.isEqualTo(tag.formatted(ID));
	}

	@Test
	void cancellingAStreamEndsItsDownload() {
		service.emulator().network().on((request) -> request.endpoint() == Endpoint.FILES).silentBeforeResponse();

		Asker asker = Asker.of(model(MediaDownload.EAGER), Way.STREAM, "Draw a cat");
		service.emulator().awaitRequests(3, EmulatedService.LIMIT);
		asker.leave();

		service.emulator().awaitClientLeft(Duration.ofSeconds(30));
	}

	@Test
	void toStringShowsTheFileButNotItsContent() {
		Media media = GeneratedMedia.of(new GeneratedFile(ID, "image/jpeg", "image"),
				service.api((api) -> api).files());

		assertThat(media).hasToString("GeneratedMedia[id=" + ID + ", mime=image/jpeg, target=image, downloaded=false]");
	}

}
