package io.github.gigachat.spring.ai.endpoints;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.api.FileContent;
import io.github.gigachat.spring.ai.api.FileUpload;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.GigaChatFiles;
import io.github.gigachat.spring.ai.api.UploadedFile;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.CountedSource;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests stored files: listing, reading and deleting them.
 */
@Timeout(60)
class GigaChatFilesTests {

	private static final String UNKNOWN = "3727db23-91a3-44fa-a6b7-9f0a311d3e9e";

	private static final byte[] CONTENT = "содержимое\0\u00ff".getBytes(StandardCharsets.UTF_8);

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static GigaChatFiles files() {
		return service.api((api) -> api).files();
	}

	private static String upload(GigaChatFiles files) {
		return files.upload(FileUpload.of("a.png", MimeTypeUtils.IMAGE_PNG, CONTENT)).body().id();
	}

	private static GigaChatFailure failure(ThrowingCallable call) {
		return (GigaChatFailure) catchThrowableOfType(RuntimeException.class, call);
	}

	@Test
	void listsFiles() {
		GigaChatFiles files = files();
		assertThat(files.list().body().data()).isEmpty();
		String first = upload(files);
		String second = upload(files);

		assertThat(files.list().body().data()).extracting(UploadedFile::id).containsExactlyInAnyOrder(first, second);
	}

	@Test
	void describesAFile() {
		GigaChatFiles files = files();
		String id = upload(files);

		UploadedFile file = files.get(id).body();

		assertThat(file.id()).isEqualTo(id);
		assertThat(file.fileName()).isEqualTo("a.png");
		assertThat(file.toString()).contains(id).doesNotContain("a.png");
		assertThat(file.bytes()).isEqualTo(CONTENT.length);
	}

	@Test
	void readsAFileByteForByte() throws Exception {
		GigaChatFiles files = files();
		String id = upload(files);

		ApiResponse<FileContent> content = files.content(id);

		assertThat(content.body().bytes()).isEqualTo(CONTENT);
		assertThat(content.body().stream().readAllBytes()).isEqualTo(CONTENT);
		assertThat(content.body().type()).isEqualTo("application/octet-stream");
		assertThat(content.body().toString()).doesNotContain("содержимое");
		RecordedRequest request = service.emulator().requests().get(service.emulator().requests().size() - 1);
		assertThat(request.header("Accept")).isEqualTo("*/*");
		assertThat(content.requestId()).isEqualTo(request.requestId());
	}

	@Test
	void deletesAFile() {
		GigaChatFiles files = files();
		String id = upload(files);

		assertThat(files.delete(id).body().deleted()).isTrue();

		GigaChatFailure failure = failure(() -> files.get(id));
		assertThat(failure.kind()).isEqualTo(FailureKind.NOT_FOUND);
		assertThat(failure.hint()).contains("files().list()").doesNotContain("chat.model");
	}

	@Test
	void refusesAnUnknownFile() {
		GigaChatFiles files = files();

		assertThat(failure(() -> files.content(UNKNOWN)).kind()).isEqualTo(FailureKind.NOT_FOUND);
		assertThat(failure(() -> files.delete(UNKNOWN)).kind()).isEqualTo(FailureKind.NOT_FOUND);
		assertThat(failure(() -> files.get("nonsense")).kind()).isEqualTo(FailureKind.INVALID_REQUEST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", ".." })
	void anIdThatWouldChangeThePathIsNotSent(String id) {
		assertThat(failure(() -> files().content(id)).kind()).isEqualTo(FailureKind.INVALID_REQUEST);
		assertThat(failure(() -> files().delete(id)).kind()).isEqualTo(FailureKind.INVALID_REQUEST);

		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void anIdCannotBecomeAnotherPath() {
		failure(() -> files().get("a/../../models?x=y#z"));

		RecordedRequest request = service.emulator().requests().get(1);
		assertThat(request.path()).isEqualTo("/v1/files/a%2F..%2F..%2Fmodels%3Fx%3Dy%23z");
		assertThat(request.query()).isEmpty();
	}

	@Test
	void aFileBelongsToItsClientId() {
		GigaChatFiles files = files();
		GigaChatFiles ofUser = files.withHeaders(new RequestHeaders(null, Map.of("X-Client-ID", "u1")));
		String id = upload(ofUser);

		assertThat(ofUser.content(id).body().bytes()).isEqualTo(CONTENT);
		assertThat(failure(() -> files.content(id)).kind()).isEqualTo(FailureKind.NOT_FOUND);
	}

	@Test
	void aFileBeyondTheMaximumResponseSizeIsAnError() {
		GigaChatFiles files = service.api((api) -> api.maxResponseSize(1_000)).files();
		String small = files.upload(FileUpload.of("a.png", MimeTypeUtils.IMAGE_PNG, new byte[1_000])).body().id();
		String large = files.upload(FileUpload.of("b.png", MimeTypeUtils.IMAGE_PNG, new byte[1_001])).body().id();

		assertThat(files.content(small).body().bytes()).hasSize(1_000);
		assertThat(failure(() -> files.content(large)).kind()).isEqualTo(FailureKind.RESPONSE_TOO_LARGE);
	}

	@Test
	void readingIsRetriedAfterATransientFailure() {
		GigaChatFiles files = files();
		String id = upload(files);
		service.emulator().onEndpoint(Endpoint.FILES).fail(503).then().succeed();

		assertThat(files.content(id).body().bytes()).isEqualTo(CONTENT);
	}

	@Test
	void anAnswerWithoutAnIdIsAnError() {
		service.emulator().onEndpoint(Endpoint.FILES).replyRaw(200, "application/json", "{\"object\":\"file\"}");

		assertThatThrownBy(() -> upload(files())).hasMessageContaining("id is missing");
	}

	@Test
	void idsOfFilesAreNotTagsOfMeters() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		GigaChatFiles files = service.api((api) -> api.observationRegistry(registry)).files();
		files.content(upload(files));

		TestObservationRegistryAssert.assertThat(registry)
			.hasAnObservationWithAKeyValue("uri", "/v1/files/{id}/content");
	}

	@Test
	void theLogHasALineForEachRequestAndNoContent() {
		Logger logger = (Logger) LoggerFactory.getLogger(GigaChatApi.class.getPackageName());
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		logger.addAppender(lines);
		logger.setLevel(Level.TRACE);
		try {
			GigaChatFiles files = service.api((api) -> api.logBodies(true)).files();
			files.content(upload(files));
			CountedSource source = CountedSource.of(CONTENT);
			files.upload(FileUpload.of("NAME.png", MimeTypeUtils.IMAGE_PNG, source));
		}
		finally {
			logger.detachAppender(lines);
			logger.setLevel(null);
		}

		List<String> shown = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
		assertThat(shown).anyMatch((line) -> line.matches("POST /v1/files completed, status 200, \\d+ bytes sent.*"))
			.anyMatch((line) -> line.matches("GET /v1/files/[-0-9a-f]+/content completed, status 200.*"))
			.anyMatch((line) -> line.matches("POST /v1/files completed, status 200, unknown bytes sent.*"))
			.noneMatch((line) -> line.contains("содержимое") || line.contains("NAME"));
	}

}
