package io.github.gigachat.spring.ai.media;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.FileUpload;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.CountedSource;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.io.InputStreamResource;
import org.springframework.util.MimeType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests the lifetime of uploaded files, and the repetition of an upload if the service
 * has lost the file.
 */
@Timeout(60)
class UploadCacheTests {

	private static final Media PICTURE = MediaWire.png(MediaWire.picture());

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static GigaChatEmulator emulator() {
		return service.emulator();
	}

	private static MediaUploads uploads(UnaryOperator<MediaUploads.Builder> settings) {
		return settings.apply(MediaUploads.builder(service.api((api) -> api))).build();
	}

	private static GigaChatModel model(MediaUploads uploads) {
		return GigaChatModel.builder().api(uploads.api()).mediaUploads(uploads).build();
	}

	private static void awaitDeletions(int count) {
		await().atMost(EmulatedService.LIMIT).until(() -> MediaWire.deletions(emulator()).size() == count);
	}

	private static long filesOfRequests() {
		return emulator().requests().stream().filter((request) -> request.endpoint() == Endpoint.FILES).count();
	}

	@ParameterizedTest
	@EnumSource
	void aLostFileIsUploadedAgainOnce(Way way) {
		GigaChatModel model = service.model();
		way.ask(model, MediaWire.prompt(PICTURE)).answer();
		emulator().loseFile(emulator().uploads().get(0).id());

		way.ask(model, MediaWire.prompt(PICTURE)).answer();
		way.ask(model, MediaWire.prompt(PICTURE)).answer();

		assertThat(emulator().uploads()).hasSize(2);
		assertThat(MediaWire.attached(emulator()).stream().map((files) -> files.get(0))).containsExactly(upload(0),
				upload(0), upload(1), upload(1));
	}

	private static EmulatedFile upload(int index) {
		return emulator().uploads().get(index);
	}

	@ParameterizedTest
	@EnumSource
	void onlyTheLostOneOfSeveralFilesIsUploadedAgain(Way way) {
		GigaChatModel model = service.model();
		Media sound = GigaChatMedia.of(MimeType.valueOf("audio/mpeg"), new byte[] { 9 });
		way.ask(model, MediaWire.prompt(PICTURE, sound)).answer();
		EmulatedFile lost = emulator().uploads()
			.stream()
			.filter((file) -> file.type().equals("audio/mp3"))
			.findFirst()
			.orElseThrow();
		emulator().loseFile(lost.id());

		way.ask(model, MediaWire.prompt(PICTURE, sound)).answer();

		assertThat(emulator().uploads()).hasSize(3).last().extracting(EmulatedFile::type).isEqualTo("audio/mp3");
	}

	@ParameterizedTest
	@EnumSource
	void anUnknownModelIsNoLostFile(Way way) {
		GigaChatModel model = service.model();
		way.ask(model, MediaWire.prompt(PICTURE)).answer();

		Outcome outcome = way.ask(model,
				new Prompt(MediaWire.message(PICTURE), GigaChatOptions.builder().model("Nobody").build()));

		outcome.lasting(FailureKind.NOT_FOUND);
		assertThat(emulator().uploads()).hasSize(1);
		assertThat(emulator().chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void aFileThatStaysLostIsAnError(Way way) {
		emulator().onAnyMessage().replyByDefault().then().fail(404, "No such model");
		GigaChatModel model = service.model();
		way.ask(model, MediaWire.prompt(PICTURE)).answer();
		emulator().loseFile(upload(0).id());

		way.ask(model, MediaWire.prompt(PICTURE)).lasting(FailureKind.NOT_FOUND);

		assertThat(emulator().uploads()).hasSize(2);
		assertThat(emulator().chatRequests()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource
	void aFileGivenByItsIdIsNotUploaded(Way way) {
		String id = service.api((api) -> api)
			.files()
			.upload(FileUpload.of("a.png", MediaWire.PNG, MediaWire.picture()))
			.body()
			.id();
		Media media = GigaChatMedia.uploaded(MediaWire.PNG, id);
		try (MediaUploads uploads = uploads((builder) -> builder.deleteAfterUse(true))) {
			way.ask(model(uploads), MediaWire.prompt(media)).answer();
		}

		assertThat(emulator().lastChatRequest().body()).contains("\"attachments\":[\"" + id + "\"]");
		assertThat(emulator().uploads()).hasSize(1);
		assertThat(MediaWire.deletions(emulator())).isEmpty();
		emulator().loseFile(id);
		way.ask(service.model(), MediaWire.prompt(media)).lasting(FailureKind.NOT_FOUND);
		assertThat(emulator().uploads()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aFileIsDeletedAfterUse(Way way) {
		GigaChatModel model = model(uploads((builder) -> builder.deleteAfterUse(true)));

		way.ask(model, MediaWire.prompt(PICTURE)).answer();
		awaitDeletions(1);
		way.ask(model, MediaWire.prompt(PICTURE)).answer();
		awaitDeletions(2);

		assertThat(emulator().uploads()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void aFileIsDeletedAfterAFailure(Way way) {
		emulator().onAnyMessage().fail(400);
		GigaChatModel model = model(uploads((builder) -> builder.deleteAfterUse(true)));

		way.ask(model, MediaWire.prompt(PICTURE)).lasting(FailureKind.INVALID_REQUEST);

		awaitDeletions(1);
	}

	@Test
	void aFileIsDeletedAfterACancelledStream() {
		emulator().network().onChat().silentBeforeResponse();
		GigaChatModel model = model(uploads((builder) -> builder.deleteAfterUse(true)));

		Disposable stream = model.stream(MediaWire.prompt(PICTURE)).subscribe();
		await().atMost(EmulatedService.LIMIT).until(() -> emulator().chatRequests().size() == 1);
		stream.dispose();

		awaitDeletions(1);
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aFileIsKeptDuringTheToolLoop(Way way) {
		emulator().onAnyMessage()
			.callFunction("look", Map.of())
			.then()
			.callFunction("look", Map.of())
			.then()
			.reply("Кот");
		AtomicBoolean deletedTooSoon = new AtomicBoolean();
		GigaChatModel model = model(uploads((builder) -> builder.deleteAfterUse(true)));
		ChatClient client = ChatClient.builder(model).defaultTools(FunctionToolCallback.builder("look", () -> {
			deletedTooSoon.compareAndSet(false, !MediaWire.deletions(emulator()).isEmpty());
			return "done";
		}).description("Looks").build()).build();

		assertThat(way.content(client.prompt().messages(MediaWire.message(PICTURE)))).isEqualTo("Кот");

		awaitDeletions(1);
		assertThat(deletedTooSoon).isFalse();
		assertThat(emulator().uploads()).hasSize(1);
		assertThat(emulator().chatRequests()).hasSize(3);
	}

	@Test
	void anOldFileIsDeletedWithoutAnotherCall() {
		GigaChatModel model = model(uploads((builder) -> builder.timeToLive(Duration.ofMillis(100))));

		model.call(MediaWire.prompt(PICTURE));
		awaitDeletions(1);
		model.call(MediaWire.prompt(PICTURE));

		assertThat(emulator().uploads()).hasSize(2);
	}

	@Test
	void theLeastRecentlyUsedFileIsDeleted() {
		GigaChatModel model = model(uploads((builder) -> builder.cacheSize(2)));

		for (int content : List.of(1, 2, 1, 3, 1)) {
			model.call(MediaWire.prompt(MediaWire.png((byte) content)));
		}

		awaitDeletions(1);
		assertThat(emulator().uploads()).hasSize(3);
		assertThat(MediaWire.deletions(emulator()).get(0).path()).contains(upload(1).id());
	}

	@Test
	void withoutACacheEachCallUploads() {
		GigaChatModel model = model(uploads((builder) -> builder.cacheSize(0)));

		model.call(MediaWire.prompt(PICTURE));
		model.call(MediaWire.prompt(PICTURE));

		awaitDeletions(2);
		assertThat(emulator().uploads()).hasSize(2);
	}

	@Test
	void closingDeletesCachedFiles() {
		try (GigaChatModel model = service.model()) {
			model.call(MediaWire.prompt(PICTURE));
			model.call(MediaWire.prompt(MediaWire.png((byte) 9)));
			assertThat(MediaWire.deletions(emulator())).isEmpty();
		}

		assertThat(MediaWire.deletions(emulator())).hasSize(2);
	}

	@Test
	void filesStayIfConfigured() {
		try (MediaUploads uploads = uploads(
				(builder) -> builder.deleteOnClose(false).deleteOnExpiry(false).timeToLive(Duration.ofMillis(1)))) {
			GigaChatModel model = model(uploads);
			model.call(MediaWire.prompt(PICTURE));
			await().atMost(EmulatedService.LIMIT).until(() -> {
				model.call(MediaWire.prompt(PICTURE));
				return emulator().uploads().size() >= 2;
			});
		}

		assertThat(MediaWire.deletions(emulator())).isEmpty();
		assertThat(filesOfRequests()).isEqualTo(emulator().uploads().size());
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsUploadedAfterClosing(Way way) {
		MediaUploads uploads = uploads((builder) -> builder);
		GigaChatModel model = model(uploads);
		uploads.close();

		way.ask(model, MediaWire.prompt(PICTURE)).lasting(FailureKind.CANCELLED);

		assertThat(filesOfRequests()).isZero();
		way.ask(model, "Без картинки").answer();
	}

	@ParameterizedTest
	@EnumSource
	void anOpenResourceIsUploadedOnceAndRecognisedByItsContent(Way way) {
		CountedSource source = CountedSource.of(MediaWire.picture());
		Media once = GigaChatMedia.of(MediaWire.PNG, new InputStreamResource(source));
		GigaChatModel model = service.model();

		way.ask(model, MediaWire.prompt(once)).answer();
		way.ask(model, MediaWire.prompt(once)).answer();
		way.ask(model, MediaWire.prompt(PICTURE)).answer();

		assertThat(emulator().uploads()).hasSize(1);
		assertThat(source.opened()).isEqualTo(1);
		assertThat(source.closed()).isGreaterThanOrEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void anOpenResourceWhoseUploadFailsIsNotReadAgain(Way way) {
		emulator().onEndpoint(Endpoint.FILES).fail(503);
		CountedSource source = CountedSource.of(MediaWire.picture());
		Media once = GigaChatMedia.of(MediaWire.PNG, new InputStreamResource(source));

		way.ask(service.model(), MediaWire.prompt(once)).passing(FailureKind.SERVER);

		assertThat(source.opened()).isEqualTo(1);
		assertThat(filesOfRequests()).isEqualTo(1);
	}

	@Test
	void theModelsUploadsGoThroughItsApi() {
		GigaChatApi other = service.api((api) -> api);
		MediaUploads uploads = uploads((builder) -> builder);

		assertThatThrownBy(() -> GigaChatModel.builder().api(other).mediaUploads(uploads).build())
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("must go through its api");
	}

}
