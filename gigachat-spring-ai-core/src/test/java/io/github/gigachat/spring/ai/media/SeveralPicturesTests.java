package io.github.gigachat.spring.ai.media;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests several pictures in one user message. The service accepts one in a message, so
 * the others are sent in messages of their own, before the text.
 */
@Timeout(60)
class SeveralPicturesTests {

	private static final MimeType PDF = MimeType.valueOf("application/pdf");

	private static final MimeType MP3 = MimeType.valueOf("audio/mpeg");

	private static final String TEXT = "What differs?";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> everyWay() {
		return Stream.of(ChatApi.values())
			.flatMap((api) -> Stream.of(Way.values()).map((way) -> Arguments.of(api, way)));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void eachPictureHasAMessageAndTheLastOneTheText(ChatApi api, Way way) {
		ask(api, way, MediaWire.png((byte) 1), MediaWire.png((byte) 2), MediaWire.png((byte) 3)).answer();

		assertThat(sent()).containsExactly("user [1]", "user [2]", "user " + TEXT + "[3]");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void documentsAndAudioStayWithTheText(ChatApi api, Way way) {
		ask(api, way, MediaWire.png((byte) 1), MediaWire.media(MP3, new byte[] { 7 }), MediaWire.png((byte) 2),
				MediaWire.media(PDF, new byte[] { 9 }), MediaWire.png((byte) 3))
			.answer();

		assertThat(sent()).containsExactly("user [1]", "user [2]", "user " + TEXT + "[9, 7, 3]");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void picturesWithoutTextAreSent(ChatApi api, Way way) {
		UserMessage message = UserMessage.builder()
			.text("")
			.media(MediaWire.png((byte) 1), MediaWire.png((byte) 2))
			.build();

		way.ask(service.model(), new Prompt(List.of(message), options(api))).answer();

		assertThat(sent()).containsExactly("user [1]", "user [2]");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void theKindOfAPictureFollowsFromItsNameAndAnUploadedOneCounts(ChatApi api, Way way) {
		GigaChatModel model = service.model();
		way.ask(model, prompt(api, MediaWire.png((byte) 1))).answer();
		String id = service.emulator().uploads().get(0).id();

		way.ask(model, prompt(api, GigaChatMedia.uploaded(MediaWire.PNG, id),
				GigaChatMedia.of(MimeTypeUtils.APPLICATION_OCTET_STREAM, "b.png", new byte[] { 2 })))
			.answer();

		assertThat(sent()).containsExactly("user [1]", "user " + TEXT + "[2]");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void onePictureTwiceIsUploadedOnceAndSentTwice(ChatApi api, Way way) {
		Media picture = MediaWire.png((byte) 1);

		ask(api, way, picture, picture).answer();

		assertThat(sent()).containsExactly("user [1]", "user " + TEXT + "[1]");
		assertThat(service.emulator().uploads()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("io.github.gigachat.spring.ai.fixtures.Way#apisAndWaysOfChatClient")
	void aClientSendsSeveralPictures(ChatApi api, Way way) {
		service.emulator().onUserMessage(TEXT).reply("Nothing.");

		String answer = way.content(ChatClient.create(service.model())
			.prompt()
			.options(options(api).mutate())
			.user((user) -> user.text(TEXT).media(MediaWire.png((byte) 1), MediaWire.png((byte) 2))));

		assertThat(answer).isEqualTo("Nothing.");
		assertThat(sent()).containsExactly("user [1]", "user " + TEXT + "[2]");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void theAdditionalMessagesAreReported(ChatApi api, Way way) {
		Logger logger = (Logger) LoggerFactory.getLogger(GigaChatModel.class);
		Level level = logger.getLevel();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.setLevel(Level.DEBUG);
		logger.addAppender(log);
		try {
			ask(api, way, MediaWire.png((byte) 1), MediaWire.png((byte) 2), MediaWire.png((byte) 3)).answer();
			ask(api, way, MediaWire.png((byte) 1), MediaWire.media(MP3, new byte[] { 7 })).answer();
		}
		finally {
			logger.detachAppender(log);
			logger.setLevel(level);
		}

		assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("Flattened for GigaChat: picturesSplit=2");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void tenPicturesOfOneMessageAreTheLimit(ChatApi api, Way way) {
		ask(api, way, pictures(10)).answer();
		assertThat(sent()).hasSize(10).last().isEqualTo("user " + TEXT + "[10]");

		Outcome outcome = ask(api, way, pictures(11));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("The conversation has 11 images, but GigaChat takes 10 in a request");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aLostPictureIsUploadedAgainInItsPlace(ChatApi api, Way way) {
		GigaChatModel model = service.model();
		Prompt prompt = prompt(api, MediaWire.png((byte) 1), MediaWire.png((byte) 2), MediaWire.png((byte) 3));
		way.ask(model, prompt).answer();
		service.emulator().loseFile(uploadOf(2).id());

		way.ask(model, prompt).answer();

		assertThat(sent()).containsExactly("user [1]", "user [2]", "user " + TEXT + "[3]");
		assertThat(service.emulator().uploads()).hasSize(4);
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aFailureNamesThePictureAsThePromptNumbersIt(ChatApi api, Way way) {
		UserMessage first = MediaWire.message(MediaWire.png((byte) 1), MediaWire.png((byte) 2));
		UserMessage second = MediaWire.message(MediaWire.png((byte) 3),
				MediaWire.media(MimeType.valueOf("image/gif"), new byte[] { 4 }));

		Outcome outcome = way.ask(service.model(), new Prompt(List.of(first, second), options(api)));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("Medium 2 of message 2 (image/gif) has a type");
	}

	private static Media[] pictures(int count) {
		return IntStream.rangeClosed(1, count).mapToObj((i) -> MediaWire.png((byte) i)).toArray(Media[]::new);
	}

	private static Outcome ask(ChatApi api, Way way, Media... media) {
		return way.ask(service.model(), prompt(api, media));
	}

	private static Prompt prompt(ChatApi api, Media... media) {
		return new Prompt(List.of(UserMessage.builder().text(TEXT).media(media).build()), options(api));
	}

	private static GigaChatOptions options(ChatApi api) {
		return GigaChatOptions.builder().api(api).build();
	}

	/** The messages of the last request, each with the contents of its files. */
	private static List<String> sent() {
		List<String> sent = new ArrayList<>();
		for (ChatMessage message : service.emulator().lastChatRequest().chat().messages()) {
			sent.add(message.role() + " " + message.content()
					+ message.attachments().stream().map(SeveralPicturesTests::content).toList());
		}
		return sent;
	}

	/** The only byte of a file. */
	private static int content(String id) {
		return service.emulator()
			.uploads()
			.stream()
			.filter((file) -> file.id().equals(id))
			.findFirst()
			.orElseThrow()
			.content()[0];
	}

	private static EmulatedFile uploadOf(int content) {
		return service.emulator()
			.uploads()
			.stream()
			.filter((file) -> file.content()[0] == content)
			.findFirst()
			.orElseThrow();
	}

}
