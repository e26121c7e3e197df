package io.github.gigachat.spring.ai.media;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests concurrent readers of one picture, some of which leave before it arrives.
 */
@Timeout(60)
class GeneratedMediaReadersTests {

	private static final GigaChatOptions DRAWING = GigaChatOptions.builder()
		.model("GigaChat-2-Max")
		.functionCall(FunctionCallMode.AUTO)
		.build();

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static GeneratedMedia picture() {
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api))
			.mediaDownload(MediaDownload.LAZY)
			.build();
		Outcome outcome = Way.CALL.ask(model, new Prompt("Draw a cat", DRAWING));
		return (GeneratedMedia) outcome.lastResult().getOutput().getMedia().get(0);
	}

	private static byte[] drawn() {
		return service.emulator().drawings().get(0).content();
	}

	private static List<RecordedRequest> downloads() {
		return service.emulator()
			.requests()
			.stream()
			.filter((request) -> request.endpoint() == Endpoint.FILES)
			.toList();
	}

	/** The first download gets no answer. */
	private static void firstDownloadHangs() {
		service.emulator().network().on((request) -> request.endpoint() == Endpoint.FILES).silentBeforeResponse();
	}

	private static void awaitDownload() {
		service.emulator().awaitRequests(3, EmulatedService.LIMIT);
	}

	@Test
	void blockingAndReactiveReadersShareOneDownload() {
		GeneratedMedia picture = picture();
		service.emulator().onEndpoint(Endpoint.FILES).delay(Duration.ofMillis(200));

		CompletableFuture<byte[]> first = picture.content().toFuture();
		CompletableFuture<byte[]> second = picture.content().toFuture();
		byte[] third = picture.getDataAsByteArray();

		assertThat(List.of(first.join(), second.join(), third))
			.allSatisfy((read) -> assertThat(read).isEqualTo(drawn()));
		assertThat(downloads()).hasSize(1);
	}

	@Test
	void anInterruptedReaderDoesNotFailTheWaitingOnes() throws InterruptedException {
		GeneratedMedia picture = picture();
		firstDownloadHangs();
		FutureTask<byte[]> leaving = new FutureTask<>(picture::getDataAsByteArray);
		Thread thread = new Thread(leaving, "leaving");
		thread.start();
		awaitDownload();
		Mono<byte[]> waiting = picture.content();
		CompletableFuture<byte[]> waits = waiting.toFuture();

		thread.interrupt();

		assertThat(waits.join()).isEqualTo(drawn());
		ExecutionException left = catchThrowableOfType(ExecutionException.class, leaving::get);
		assertThat(((GigaChatNonTransientException) left.getCause()).kind()).isEqualTo(FailureKind.CANCELLED);
		assertThat(downloads()).hasSize(2);
	}

	@Test
	void aCancelledSubscriberDoesNotFailTheWaitingReaders() {
		GeneratedMedia picture = picture();
		firstDownloadHangs();
		Disposable leaving = picture.content().subscribe();
		awaitDownload();
		CompletableFuture<byte[]> waits = picture.content().toFuture();

		leaving.dispose();

		assertThat(waits.join()).isEqualTo(drawn());
		assertThat(picture.isDownloaded()).isTrue();
		assertThat(downloads()).hasSize(2);
	}

	@Test
	void aCancelledSubscriberDoesNotEndTheDownloadOfTheOthers() {
		GeneratedMedia picture = picture();
		service.emulator().onEndpoint(Endpoint.FILES).delay(Duration.ofMillis(200));
		CompletableFuture<byte[]> first = picture.content().toFuture();
		Disposable leaving = picture.content().subscribe();

		leaving.dispose();

		assertThat(first.join()).isEqualTo(drawn());
		assertThat(downloads()).hasSize(1);
	}

	@Test
	void anInterruptDuringAnEagerDownloadKeepsTheAnswerAndTheInterrupt() throws Exception {
		firstDownloadHangs();
		GigaChatModel model = GigaChatModel.builder().api(service.api((api) -> api)).build();
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		FutureTask<Outcome> asking = new FutureTask<>(() -> {
			Outcome outcome = Way.CALL.ask(model, new Prompt("Draw a cat", DRAWING));
			interrupted.complete(Thread.currentThread().isInterrupted());
			return outcome;
		});
		Thread thread = new Thread(asking, "asking");
		thread.start();
		awaitDownload();

		thread.interrupt();

		assertThat(asking.get().lastResult().getOutput().getMedia()).hasSize(1);
		assertThat(interrupted.join()).isTrue();
	}

	@Test
	void anEagerDownloadWorksUnderALimitOfOneRequest() {
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api.maxConcurrentRequests(1)))
			.options(DRAWING)
			.build();
		service.emulator().limitConcurrentRequests(1);

		for (Way way : Way.values()) {
			assertThat(way.ask(model, "Draw a cat").answer()).isNotEmpty();
		}

		assertThat(downloads()).hasSize(Way.values().length);
	}

}
