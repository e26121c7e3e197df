package io.github.gigachat.spring.ai.reports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.InputStreamResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Uploads that hang, fail or cannot be repeated.
 */
@Timeout(60)
class MediaUploadReportTests {

	private static final Duration PAUSE = Duration.ofSeconds(20);

	private static final RetrySettings ONE_ATTEMPT = new RetrySettings(1, Duration.ZERO, 1, Duration.ZERO,
			Duration.ZERO, false);

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@CsvSource({ "CALL,false", "CALL,true", "STREAM,false", "STREAM,true" })
	void aResourceThatHangsIsBoundedByTheCallTimeout(Way way, boolean deaf) {
		Hanging resource = new Hanging(deaf);
		GigaChatModel model = service.model((api) -> api.callTimeout(Duration.ofSeconds(2)));
		long start = System.nanoTime();

		Outcome outcome = way.ask(model, MediaWire.prompt(GigaChatMedia.of(MediaWire.PNG, resource)));

		outcome.passing(FailureKind.TIMEOUT);
		assertThat(outcome.message()).contains("Medium 1 of message 1 (image/png)", "call-timeout");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		resource.awaitEnd();
	}

	@Test
	void aCancelledStreamEndsTheReading() {
		Hanging resource = new Hanging(true);
		Disposable stream = service.model()
			.stream(MediaWire.prompt(GigaChatMedia.of(MediaWire.PNG, resource)))
			.subscribe();
		resource.awaitBeginning();

		stream.dispose();

		resource.awaitEnd();
	}

	@ParameterizedTest
	@CsvSource({ "CALL,400", "CALL,503", "STREAM,400", "STREAM,503" })
	void everyWaiterGetsItsOwnException(Way way, int status) {
		service.emulator().onEndpoint(Endpoint.FILES).fail(status, "no").delay(Duration.ofSeconds(2));
		GigaChatModel model = service.model((api) -> api.retry(ONE_ATTEMPT));
		CompletableFuture<Outcome> uploading = CompletableFuture
			.supplyAsync(() -> way.ask(model, MediaWire.prompt(MediaWire.png(MediaWire.picture()))));
		await().atMost(EmulatedService.LIMIT).until(() -> uploads() == 1);

		Outcome second = way.ask(model, new Prompt(List.of(new UserMessage("Привет"), new AssistantMessage("Да?"),
				MediaWire.message(MediaWire.png(MediaWire.picture())))));
		Outcome first = uploading.join();

		assertThat(uploads()).as("one uploaded, the other waited").isOne();
		assertThat(second.error()).isInstanceOf(GigaChatFailure.class).isNotSameAs(first.error());
		assertThat(((GigaChatFailure) second.error()).details().status()).isEqualTo(status);
		if (status == 400) {
			assertThat(first.message()).contains("Medium 1 of message 1 (image/png)").doesNotContain("message 3");
			assertThat(second.message()).contains("Medium 1 of message 3 (image/png)").doesNotContain("message 1");
			assertThat(option(first)).isEqualTo("messages[0].media[0]");
			assertThat(option(second)).isEqualTo("messages[2].media[0]");
		}
		else {
			assertThat(option(first)).isEqualTo(option(second)).isNull();
		}
	}

	private static @Nullable String option(Outcome outcome) {
		return ((GigaChatFailure) Objects.requireNonNull(outcome.error())).option();
	}

	private static long uploads() {
		return service.emulator().requests().stream().filter((one) -> one.endpoint() == Endpoint.FILES).count();
	}

	@ParameterizedTest
	@EnumSource
	void noPausePrecedesARetryThatCannotBeMade(Way way) {
		service.emulator().onEndpoint(Endpoint.FILES).fail(503, "later");
		GigaChatModel model = service.model((api) -> api.retry(new RetrySettings(3, PAUSE, 1, PAUSE, PAUSE, false)));
		Media once = GigaChatMedia.of(MediaWire.PNG,
				new InputStreamResource(new ByteArrayInputStream(MediaWire.picture())));
		long start = System.nanoTime();

		way.ask(model, MediaWire.prompt(once)).passing(FailureKind.SERVER);

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
	}

	/**
	 * A resource that delivers nothing until its reader is interrupted, or it is closed.
	 */
	private static final class Hanging extends AbstractResource {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch closed = new CountDownLatch(1);

		private final CountDownLatch ended = new CountDownLatch(1);

		private final boolean deaf;

		Hanging(boolean deaf) {
			this.deaf = deaf;
		}

		void awaitBeginning() {
			await().atMost(EmulatedService.LIMIT).until(() -> this.begun.getCount() == 0);
		}

		void awaitEnd() {
			await().atMost(EmulatedService.LIMIT).until(() -> this.ended.getCount() == 0);
		}

		private int hang() throws IOException {
			this.begun.countDown();
			while (this.closed.getCount() > 0) {
				try {
					this.closed.await();
				}
				catch (InterruptedException ex) {
					if (!this.deaf) {
						break;
					}
				}
			}
			this.ended.countDown();
			throw new IOException("closed");
		}

		@Override
		public String getDescription() {
			return "hanging";
		}

		@Override
		public long contentLength() {
			return 3;
		}

		@Override
		public InputStream getInputStream() {
			return new InputStream() {

				@Override
				public int read() throws IOException {
					return hang();
				}

				@Override
				public int read(byte[] target, int offset, int length) throws IOException {
					return hang();
				}

				@Override
				public void close() {
					if (Hanging.this.deaf) {
						Hanging.this.closed.countDown();
					}
				}

			};
		}

	}

}
