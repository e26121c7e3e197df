package io.github.gigachat.spring.ai.media;

import java.net.URI;
import java.util.Collections;
import java.util.List;

import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that media that the service does not accept are refused before any upload, and
 * that accepted media are uploaded with the content types of the service.
 */
@Timeout(60)
class MediaRulesTests {

	private static final MimeType PDF = MimeType.valueOf("application/pdf");

	private static final MimeType MP3 = MimeType.valueOf("audio/mpeg");

	private static final int MEGABYTE = 1024 * 1024;

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static void assertNothingWasSent() {
		assertThat(service.emulator().requests()).noneMatch((request) -> request.endpoint() == Endpoint.FILES);
		assertThat(service.emulator().chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			image/png, image/png
			image/jpg, image/jpeg
			IMAGE/JPEG, image/jpeg
			image/x-ms-bmp, image/bmp
			image/tiff, image/tiff
			audio/mpeg, audio/mp3
			audio/ogg, audio/x-ogg
			audio/m4a, audio/x-m4a
			audio/x-wav, audio/x-wav
			audio/wave, audio/wave
			audio/opus, audio/opus
			audio/webm, audio/webm
			text/plain;charset=UTF-8, text/plain
			text/markdown, text/plain
			text/csv, text/plain
			application/pdf, application/pdf
			application/msword, application/msword
			application/epub+zip, application/epub
			application/vnd.ms-powerpoint, application/ppt
			application/vnd.openxmlformats-officedocument.presentationml.presentation, application/pptx
			application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/vnd.ms-excel
			""")
	void aTypeIsSentUnderTheServicesName(String given, String sent) {
		service.model().call(MediaWire.prompt(MediaWire.media(MimeType.valueOf(given), MediaWire.picture())));

		assertThat(service.emulator().uploads()).singleElement()
			.satisfies((file) -> assertThat(file.type()).isEqualTo(sent));
	}

	@ParameterizedTest
	@CsvSource({ "таблица.xlsx, application/vnd.ms-excel", "a.b.PPTX, application/pptx", "book.epub, application/epub",
			"song.mp3, audio/mp3", "notes.md, text/plain" })
	void theNameDecidesIfTheTypeIsUnspecific(String name, String sent) {
		Media media = GigaChatMedia.of(MimeTypeUtils.APPLICATION_OCTET_STREAM, name, MediaWire.picture());

		service.model().call(MediaWire.prompt(media));

		assertThat(service.emulator().uploads()).singleElement().satisfies((file) -> {
			assertThat(file.type()).isEqualTo(sent);
			assertThat(file.fileName()).isEqualTo(name);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "image/gif", "image/webp", "video/mp4", "application/octet-stream", "text/html" })
	void anUnsupportedTypeIsRefused(String type) {
		List<Message> messages = List.of(new UserMessage("Привет"), new AssistantMessage("Привет!"), MediaWire
			.message(MediaWire.png(MediaWire.picture()), MediaWire.media(MimeType.valueOf(type), MediaWire.picture())));

		Outcome outcome = Way.CALL.ask(service.model(), new Prompt(messages));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message())
			.startsWith("Medium 2 of message 3 (" + type + ") has a type that GigaChat does not take. It takes txt,");
		assertNothingWasSent();
	}

	@ParameterizedTest
	@CsvSource({ "image/png, 15", "audio/mpeg, 35", "application/pdf, 40" })
	void aFileThatIsTooLargeIsRefused(String type, int megabytes) {
		MimeType mimeType = MimeType.valueOf(type);
		byte[] content = new byte[megabytes * MEGABYTE + 1];
		for (Media media : List.of(MediaWire.media(mimeType, content),
				GigaChatMedia.of(mimeType, new ByteArrayResource(content)))) {
			Outcome outcome = Way.CALL.ask(service.model(), MediaWire.prompt(media));

			outcome.lasting(FailureKind.TOO_LARGE);
			assertThat(outcome.message()).startsWith("Medium 1 of message 1 (" + type + ") is too large. The service")
				.contains("up to " + megabytes + " MB");
		}
		assertNothingWasSent();
	}

	@Test
	void oneFileThatIsTooLargePreventsTheUploadOfTheOthers() {
		Media large = GigaChatMedia.of(PDF, new ByteArrayResource(new byte[40 * MEGABYTE + 1]));

		Outcome outcome = Way.STREAM.ask(service.model(), MediaWire.prompt(MediaWire.png(MediaWire.picture()), large));

		outcome.lasting(FailureKind.TOO_LARGE);
		assertThat(outcome.message()).startsWith("Medium 2 of message 1 (application/pdf) is too large");
		assertNothingWasSent();
	}

	@Test
	void aConversationThatIsTooLargeIsRefused() {
		Media one = MediaWire.media(MP3, new byte[34 * MEGABYTE]);
		Media other = MediaWire.media(MP3, new byte[33 * MEGABYTE]);
		Media third = MediaWire.media(MP3, new byte[13 * MEGABYTE]);

		Outcome outcome = Way.CALL.ask(service.model(), MediaWire.prompt(one, other, third));

		assertThat(outcome.lasting(FailureKind.TOO_LARGE).option()).isEqualTo("messages");
		assertThat(outcome.message()).contains("less than 80 MB");
		assertNothingWasSent();
	}

	@Test
	void severalDocumentsInOneMessageAreRefused() {
		Outcome outcome = Way.CALL.ask(service.model(),
				MediaWire.prompt(MediaWire.media(PDF, MediaWire.picture()), MediaWire.media(PDF, new byte[] { 9 })));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("Message 1 has several documents");
		assertNothingWasSent();
	}

	@Test
	void tooManyImagesAreRefused() {
		List<Message> ten = Collections.nCopies(10, MediaWire.message(MediaWire.png(MediaWire.picture())));
		List<Message> eleven = Collections.nCopies(11, MediaWire.message(MediaWire.png(MediaWire.picture())));

		Way.CALL.ask(service.model(), new Prompt(ten)).answer();
		Outcome outcome = Way.CALL.ask(service.model(), new Prompt(eleven));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("The conversation has 11 images, but GigaChat takes 10 in a request");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aDocumentIsSentBeforeTheOtherFilesOfItsMessage(Way way) {
		way.ask(service.model(), MediaWire.prompt(MediaWire.png(MediaWire.picture()),
				MediaWire.media(MP3, new byte[] { 7 }), MediaWire.media(PDF, new byte[] { 9 })))
			.answer();

		String body = service.emulator().lastChatRequest().body();
		assertThat(service.emulator().uploads()).hasSize(3)
			.filteredOn((file) -> file.type().equals("application/pdf"))
			.singleElement()
			.satisfies((file) -> assertThat(body).contains("\"attachments\":[\"" + file.id()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "file:///etc/passwd", "ftp://example.org/a.png", "data:image/png;base64,AAAA",
			"classpath:a.png", "jar:file:/a.jar!/a.png" })
	void otherSchemesAreRefused(String uri) {
		Outcome outcome = Way.CALL.ask(service.model(), MediaWire.prompt(new Media(MediaWire.PNG, URI.create(uri))));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message())
			.startsWith("Medium 1 of message 1 (image/png) has a URL of the scheme '"
					+ uri.substring(0, uri.indexOf(':')) + "', but only http and https are fetched")
			.doesNotContain("passwd", "AAAA");
		assertNothingWasSent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "iVBORw0KGgo=", "not a url", "http:///nowhere", "https://user:secret@example.org/a" })
	void textThatIsNoUrlIsRefusedWithoutBeingQuoted(String text) {
		Outcome outcome = Way.CALL.ask(service.model(), MediaWire.prompt(MediaWire.media(MediaWire.PNG, text)));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.error()).hasStackTraceContaining("Medium 1 of message 1")
			.hasMessageNotContaining(text)
			.hasMessageNotContaining("secret");
		assertNothingWasSent();
	}

	@Test
	void dataOfAnotherKindIsRefused() {
		Media number = new Media(MediaWire.PNG, URI.create("https://files.example/a.png")) {
			@Override
			public Object getData() {
				return 42;
			}
		};

		Outcome outcome = Way.CALL.ask(service.model(), MediaWire.prompt(number));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("has data that cannot be uploaded: java.lang.Integer");
	}

}
