package io.github.gigachat.spring.ai.endpoints;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

import io.github.gigachat.emulator.NetworkFault;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.api.FileUpload;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests the content of a file as a stream of bytes: all bytes in order, or an error.
 */
@Timeout(60)
class FileContentStreamTests {

	private static final String UNKNOWN = "3727db23-91a3-44fa-a6b7-9f0a311d3e9e";

	/** More than may wait for the subscriber of a stream of events. */
	private static final int LARGE = 12 * 1024 * 1024;

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@RegisterExtension
	static final EmulatedService http2 = EmulatedService.overTlsAndHttp2();

	private static byte[] bytes(int count) {
		byte[] bytes = new byte[count];
		new Random(1).nextBytes(bytes);
		return bytes;
	}

	private static String upload(GigaChatApi api, byte[] content) {
		return api.files().upload(FileUpload.of("a.txt", MimeTypeUtils.TEXT_PLAIN, content)).body().id();
	}

	private static NetworkFault fault() {
		return service.emulator().network().on((request) -> request.path().endsWith("/content"));
	}

	private static byte[] joined(Flux<ByteBuffer> pieces) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		pieces.doOnNext((piece) -> all.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining()))
			.blockLast();
		return all.toByteArray();
	}

	private static void assertFails(FailureKind kind, Flux<ByteBuffer> content) {
		StepVerifier.create(content)
			.thenConsumeWhile((piece) -> true)
			.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(GigaChatFailure.class,
					(typed) -> assertThat(typed.kind()).isEqualTo(kind)));
	}

	@Test
	void deliversTheContentInOrder() {
		byte[] content = bytes(300_000);
		GigaChatApi api = service.api((builder) -> builder.maxConcurrentRequests(1));
		String id = upload(api, content);

		assertThat(joined(api.files().contentStream(id))).isEqualTo(content);
		await().atMost(EmulatedService.LIMIT).until(() -> api.requestLimit().inUse() == 0);
	}

	@Test
	void deliversTheContentOverHttp2() {
		byte[] content = bytes(300_000);
		GigaChatApi api = http2.api((builder) -> builder);

		assertThat(joined(api.files().contentStream(upload(api, content)))).isEqualTo(content);
	}

	@Test
	void deliversNothingOfAnEmptyFile() {
		GigaChatApi api = service.api((builder) -> builder);

		StepVerifier.create(api.files().contentStream(upload(api, new byte[0]))).verifyComplete();
	}

	@Test
	void aSlowSubscriberLosesNothing() {
		byte[] content = bytes(LARGE);
		GigaChatApi api = service.api((builder) -> builder);
		String id = upload(api, content);
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		BaseSubscriber<ByteBuffer> subscriber = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				// nothing is asked for until all of it has come
			}

			@Override
			protected void hookOnNext(ByteBuffer piece) {
				all.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
			}

		};
		api.files().contentStream(id).subscribe(subscriber);
		await().atMost(EmulatedService.LIMIT)
			.until(() -> service.emulator().requests().size() == 3 && service.emulator().openExchanges() == 0);

		subscriber.requestUnbounded();

		await().atMost(EmulatedService.LIMIT).until(() -> all.size() == content.length);
		assertThat(Arrays.equals(all.toByteArray(), content)).isTrue();
	}

	@Test
	void deliversNoMoreThanTheMaximumResponseSize() {
		GigaChatApi api = service.api((builder) -> builder.maxResponseSize(1_000));
		String small = upload(api, new byte[1_000]);
		String large = upload(api, new byte[1_001]);

		assertThat(joined(api.files().contentStream(small))).hasSize(1_000);
		assertFails(FailureKind.RESPONSE_TOO_LARGE, api.files().contentStream(large));
	}

	@Test
	void aCutIsAnErrorAfterTheDeliveredContent() {
		GigaChatApi api = service.api((builder) -> builder);
		String id = upload(api, bytes(300_000));
		fault().cutAfterBytes(100_000);

		assertFails(FailureKind.CUT, api.files().contentStream(id));
		assertThat(service.emulator().requests().stream().filter((request) -> request.path().endsWith("/content")))
			.hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void aTransientRefusalIsRetried(int status) {
		GigaChatApi api = service.api((builder) -> builder);
		byte[] content = bytes(1_000);
		String id = upload(api, content);
		service.emulator().onEndpoint(Endpoint.FILES).fail(status).then().succeed();

		assertThat(joined(api.files().contentStream(id))).isEqualTo(content);
	}

	@Test
	void aRevokedTokenIsReplaced() {
		GigaChatApi api = service.api((builder) -> builder);
		byte[] content = bytes(1_000);
		String id = upload(api, content);
		service.emulator().revokeTokens();

		assertThat(joined(api.files().contentStream(id))).isEqualTo(content);
	}

	@Test
	void anUnknownFileIsAnError() {
		GigaChatApi api = service.api((builder) -> builder);

		StepVerifier.create(api.files().contentStream(UNKNOWN))
			.verifyErrorSatisfies(
					(failure) -> assertThat(failure).isInstanceOfSatisfying(GigaChatFailure.class, (typed) -> {
						assertThat(typed.kind()).isEqualTo(FailureKind.NOT_FOUND);
						assertThat(typed.hint()).contains("files().list()");
					}));
	}

	@Test
	void cancellingEndsIt() {
		GigaChatApi api = service.api((builder) -> builder);
		String id = upload(api, bytes(300_000));
		fault().silentAfterBytes(50_000);

		api.files().contentStream(id).take(1).blockLast();

		assertThat(service.emulator().awaitClientLeft(EmulatedService.LIMIT)).isNotNull();
	}

}
