package io.github.gigachat.spring.ai.endpoints;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.api.FileUpload;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.UploadedFile;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.CountedSource;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests uploads of files: a file is sent whole, with its name and once; it is sent again
 * only if it can be read again.
 */
@Timeout(60)
class FileUploadTests {

	private static final MimeType PNG = MimeTypeUtils.IMAGE_PNG;

	private static final byte[] CONTENT = bytes(200_000);

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@RegisterExtension
	static final EmulatedService http2 = EmulatedService.overTlsAndHttp2();

	private static byte[] bytes(int count) {
		byte[] bytes = new byte[count];
		new Random(1).nextBytes(bytes);
		return bytes;
	}

	private static GigaChatApi api() {
		return service.api((api) -> api);
	}

	private static List<RecordedRequest> fileRequests() {
		return service.emulator()
			.requests()
			.stream()
			.filter((request) -> request.endpoint() == Endpoint.FILES)
			.toList();
	}

	private static AbstractThrowableAssert<?, ?> assertFails(FailureKind kind, ThrowingCallable call) {
		return assertThatThrownBy(call).satisfies((failure) -> assertThat(failure)
			.isInstanceOfSatisfying(GigaChatFailure.class, (typed) -> assertThat(typed.kind()).isEqualTo(kind)));
	}

	@Test
	void uploadsTheBytesAndReturnsTheFile() {
		ApiResponse<UploadedFile> answer = api().files().upload(FileUpload.of("a.png", PNG, CONTENT));

		EmulatedFile kept = service.emulator().uploads().get(0);
		assertThat(kept.content()).isEqualTo(CONTENT);
		assertThat(kept.type()).isEqualTo("image/png");
		UploadedFile file = answer.body();
		assertThat(file.id()).isEqualTo(kept.id());
		assertThat(file.fileName()).isEqualTo("a.png");
		assertThat(file.bytes()).isEqualTo(CONTENT.length);
		assertThat(file.purpose()).isEqualTo("general");
		assertThat(file.accessPolicy()).isEqualTo("private");
		assertThat(file.modalities()).containsExactly("image");
		assertThat(file.createdAt()).isPositive();
		assertThat(answer.requestId()).isEqualTo(fileRequests().get(0).requestId());
	}

	@ParameterizedTest
	@ValueSource(strings = { "отчёт за май.png", "報告.png", "تقرير.png", "🎉 e\u0301.png", "5\" quoted\\.png",
			"line\r\nbreak: x.png", "%22.png", "a;b=c.png" })
	void uploadsAFileWithANameInAnyScript(String name) {
		api().files().upload(FileUpload.of(name, PNG, CONTENT));

		assertThat(service.emulator().uploads().get(0).fileName()).isEqualTo(name.replace("%22", "\""));
	}

	@Test
	void aTypeCannotSmuggleInAHeader() {
		MimeType type = new MimeType("image", "png", Map.of("name", "\"a\r\nX-Evil: y\""));

		assertFails(FailureKind.INVALID_REQUEST, () -> api().files().upload(FileUpload.of("a.png", type, CONTENT)))
			.hasMessageContaining("type of the file")
			.hasMessageNotContaining("Evil");

		assertThat(fileRequests()).isEmpty();
	}

	@Test
	void uploadsAFileOverHttp2() {
		GigaChatApi api = http2.api((builder) -> builder);
		CountedSource source = CountedSource.of(CONTENT);

		api.files().upload(FileUpload.of("array.png", PNG, CONTENT));
		api.files().upload(FileUpload.of("source.png", PNG, source));

		assertThat(http2.emulator().uploads()).hasSize(2)
			.allSatisfy((file) -> assertThat(file.content()).isEqualTo(CONTENT));
		assertThat(source.closed()).isEqualTo(source.opened()).isEqualTo(1);
	}

	@Test
	void aSourceOfUnknownLengthIsSentInChunks() {
		CountedSource source = CountedSource.of(CONTENT);

		api().files().upload(FileUpload.of("a.png", PNG, source));

		assertThat(service.emulator().uploads().get(0).content()).isEqualTo(CONTENT);
		assertThat(fileRequests().get(0).header("Transfer-Encoding")).isEqualTo("chunked");
		assertThat(source.opened()).isEqualTo(1);
		assertThat(source.closed()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aSourceIsNotReadOnTheThreadsOfTheHttpClient(boolean overHttp2) {
		GigaChatApi api = overHttp2 ? http2.api((builder) -> builder) : api();
		Set<String> threads = ConcurrentHashMap.newKeySet();
		InputStreamSource source = () -> new FilterInputStream(new ByteArrayInputStream(CONTENT)) {
			@Override
			public int read(byte[] target, int offset, int length) throws IOException {
				threads.add(Thread.currentThread().getName());
				return super.read(target, offset, length);
			}

			@Override
			public void close() throws IOException {
				threads.add(Thread.currentThread().getName());
				super.close();
			}
		};

		api.files().upload(FileUpload.of("a.png", PNG, source));

		assertThat(threads).isNotEmpty().noneMatch((name) -> name.startsWith("HttpClient-"));
	}

	@Test
	void aKnownLengthIsStated() {
		api().files().upload(FileUpload.of("a.png", PNG, CountedSource.of(CONTENT)).ofLength(CONTENT.length));
		api().files().upload(FileUpload.of("b.png", PNG, new ByteArrayResource(CONTENT)));

		assertThat(service.emulator().uploads()).hasSize(2)
			.allSatisfy((file) -> assertThat(file.content()).isEqualTo(CONTENT));
		assertThat(fileRequests()).allSatisfy((request) -> {
			assertThat(request.header("Transfer-Encoding")).isNull();
			assertThat(Integer.parseInt(request.header("Content-Length"))).isEqualTo(request.body().length());
		});
	}

	@Test
	void uploadsAnEmptyFile() {
		api().files().upload(FileUpload.of("array.txt", MimeTypeUtils.TEXT_PLAIN, new byte[0]));
		api().files().upload(FileUpload.of("source.txt", MimeTypeUtils.TEXT_PLAIN, CountedSource.of(new byte[0])));

		assertThat(service.emulator().uploads()).hasSize(2).allSatisfy((file) -> assertThat(file.content()).isEmpty());
	}

	@Test
	void uploadsAFileOfThirtyMegabytes() {
		byte[] large = bytes(30 * 1024 * 1024);

		api().files().upload(FileUpload.of("a.txt", MimeTypeUtils.TEXT_PLAIN, large));

		assertThat(Arrays.equals(service.emulator().uploads().get(0).content(), large)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 500, 503 })
	void aTransientRefusalIsRetriedWithTheSourceOpenedAgain(int status) {
		service.emulator().onEndpoint(Endpoint.FILES).fail(status).then().succeed();
		CountedSource source = CountedSource.of(CONTENT);

		api().files().upload(FileUpload.of("a.png", PNG, source));

		assertThat(service.emulator().uploads().get(0).content()).isEqualTo(CONTENT);
		assertThat(fileRequests()).hasSize(2);
		assertThat(source.opened()).isEqualTo(2);
		assertThat(source.closed()).isEqualTo(2);
	}

	@Test
	void aTokenThatWasRevokedIsReplaced() {
		GigaChatApi api = api();
		api.models();
		service.emulator().revokeTokens();
		CountedSource source = CountedSource.of(CONTENT);

		api.files().upload(FileUpload.of("a.png", PNG, source));

		assertThat(service.emulator().uploads().get(0).content()).isEqualTo(CONTENT);
		assertThat(source.opened()).isEqualTo(2);
	}

	@Test
	void aConnectionThatIsClosedWithoutAnAnswerIsRepeated() {
		service.emulator().network().on((request) -> request.endpoint() == Endpoint.FILES).closeBeforeResponse();
		CountedSource source = CountedSource.of(CONTENT);

		api().files().upload(FileUpload.of("a.png", PNG, source));

		assertThat(source.opened()).isEqualTo(2);
		assertThat(source.closed()).isEqualTo(2);
	}

	@Test
	void anAnswerThatHadBegunIsNotRepeated() {
		service.emulator().network().on((request) -> request.endpoint() == Endpoint.FILES).cutAfterBytes(5);
		CountedSource source = CountedSource.of(CONTENT);

		assertFails(FailureKind.CUT, () -> api().files().upload(FileUpload.of("a.png", PNG, source)));

		assertThat(fileRequests()).hasSize(1);
		assertThat(source.opened()).isEqualTo(1);
	}

	@Test
	void aStreamIsReadOnceWhateverTheServiceAnswers() {
		service.emulator().onEndpoint(Endpoint.FILES).fail(503);
		CountedSource source = CountedSource.of(CONTENT);

		assertFails(FailureKind.SERVER,
				() -> api().files().upload(FileUpload.once("a.png", PNG, source.getInputStream())));

		assertThat(fileRequests()).hasSize(1);
		assertThat(source.closed()).isEqualTo(1);
	}

	@Test
	void aStreamIsNotReadAgainForANewToken() {
		GigaChatApi api = api();
		api.models();
		service.emulator().revokeTokens();

		assertFails(FailureKind.AUTHENTICATION,
				() -> api.files().upload(FileUpload.once("a.png", PNG, CountedSource.of(CONTENT).getInputStream())));

		assertThat(fileRequests()).hasSize(1);
	}

	@Test
	void aStreamIsNotReadAgainForALostConnection() {
		service.emulator().network().on((request) -> request.endpoint() == Endpoint.FILES).closeBeforeResponse();

		assertFails(FailureKind.CONNECTION,
				() -> api().files().upload(FileUpload.once("a.png", PNG, CountedSource.of(CONTENT).getInputStream())));

		assertThat(fileRequests()).hasSize(1);
	}

	@Test
	void anOpenResourceIsReadOnce() {
		service.emulator().onEndpoint(Endpoint.FILES).fail(503);

		assertFails(FailureKind.SERVER, () -> api().files()
			.upload(FileUpload.of("a.png", PNG, new InputStreamResource(CountedSource.of(CONTENT)))));

		assertThat(fileRequests()).hasSize(1);
		service.emulator().reset();
		api().files()
			.upload(FileUpload.of("a.png", PNG, new InputStreamResource(CountedSource.of(CONTENT).getInputStream())));
		assertThat(service.emulator().uploads().get(0).content()).isEqualTo(CONTENT);
	}

	@Test
	void aSourceThatCanBeReadOnceIsNotUploadedTwice() {
		FileUpload file = FileUpload.once("a.png", PNG, CountedSource.of(CONTENT).getInputStream());
		api().files().upload(file);

		assertFails(FailureKind.INVALID_REQUEST, () -> api().files().upload(file))
			.hasMessageContaining("could not be read");
		assertThat(service.emulator().uploads()).hasSize(1);
	}

	@Test
	void aSourceThatFailsIsTheCause() {
		CountedSource source = CountedSource.failingAfter(50_000, CONTENT);

		assertFails(FailureKind.INVALID_REQUEST, () -> api().files().upload(FileUpload.of("a.png", PNG, source)))
			.isInstanceOf(GigaChatNonTransientException.class)
			.hasMessageContaining("The content of the file could not be read: java.io.IOException")
			.hasRootCauseInstanceOf(IOException.class)
			.hasRootCauseMessage("the disk is gone");

		assertThat(source.closed()).isEqualTo(source.opened());
		assertThat(service.emulator().uploads()).isEmpty();
	}

	@Test
	void aSourceThatCannotEvenBeLoadedIsTheCause() {
		InputStreamSource source = () -> {
			throw new NoClassDefFoundError("org/example/Codec");
		};

		assertFails(FailureKind.INVALID_REQUEST,
				() -> service.api((api) -> api.readTimeout(EmulatedService.LIMIT))
					.files()
					.upload(FileUpload.of("a.png", PNG, source)))
			.hasRootCauseInstanceOf(NoClassDefFoundError.class);
	}

	@ParameterizedTest
	@ValueSource(longs = { 199_999, 200_001, 0, 1_000_000 })
	void aWrongLengthIsAnError(long length) {
		CountedSource source = CountedSource.of(CONTENT);

		assertFails(FailureKind.INVALID_REQUEST,
				() -> api().files().upload(FileUpload.of("a.png", PNG, source).ofLength(length)))
			.rootCause()
			.hasMessageContaining("bytes long, not " + length + " as stated");
		assertThat(source.closed()).isEqualTo(source.opened());
		assertThat(service.emulator().uploads()).isEmpty();
	}

	@Test
	void theSourceIsClosedWhenTheCallerIsInterrupted() throws InterruptedException {
		CountedSource source = CountedSource.of(CONTENT);
		service.emulator().network().on((request) -> request.endpoint() == Endpoint.FILES).silentBeforeResponse();
		GigaChatApi api = api();
		Thread caller = new Thread(() -> assertFails(FailureKind.CANCELLED,
				() -> api.files().upload(FileUpload.of("a.png", PNG, source))));

		caller.start();
		await().atMost(EmulatedService.LIMIT).until(() -> fileRequests().size() == 1);
		caller.interrupt();
		caller.join(EmulatedService.LIMIT.toMillis());

		assertThat(caller.isAlive()).isFalse();
		await().atMost(EmulatedService.LIMIT).until(() -> source.closed() == source.opened());
	}

	@Test
	void aFileThatIsTooLargeForTheServiceIsRefused() {
		byte[] large = new byte[15 * 1024 * 1024 + 1];

		assertFails(FailureKind.TOO_LARGE, () -> api().files().upload(FileUpload.of("a.png", PNG, large)));
	}

	@Test
	void aTypeThatTheServiceDoesNotAcceptIsRefused() {
		assertFails(FailureKind.INVALID_REQUEST,
				() -> api().files().upload(FileUpload.of("a.gif", MimeTypeUtils.IMAGE_GIF, CONTENT)));
	}

	@Test
	void aPermitIsHeldDuringTheUploadAndReleased() {
		GigaChatApi api = service.api((builder) -> builder.maxConcurrentRequests(1));
		service.emulator().onEndpoint(Endpoint.FILES).fail(503).then().succeed();

		api.files().upload(FileUpload.of("a.png", PNG, CountedSource.of(CONTENT)));

		assertThat(api.requestLimit().inUse()).isZero();
		assertThat(service.emulator().uploads()).hasSize(1);
	}

}
