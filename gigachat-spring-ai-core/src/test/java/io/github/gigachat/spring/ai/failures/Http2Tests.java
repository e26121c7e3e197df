package io.github.gigachat.spring.ai.failures;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.gigachat.emulator.ClientDeparture;
import io.github.gigachat.emulator.NetworkFault;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests HTTP/2 over TLS: the failure of one stream leaves the connection to the other
 * streams.
 */
@Timeout(60)
class Http2Tests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overTlsAndHttp2();

	private static final Prompt QUESTION = new Prompt("Кто ты?");

	/** Bytes; the JDK's client grants a stream 16 MB before it has read any. */
	private static final int MORE_THAN_A_WINDOW = 17 * 1024 * 1024;

	private static final RetrySettings ONE_ATTEMPT = new RetrySettings(1, Duration.ofMillis(2), 2,
			Duration.ofMillis(10), Duration.ofSeconds(30), false);

	@BeforeEach
	void answerInChunks() {
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два, ", "три.");
	}

	private static void assertTheStreamWasResetAndTheConnectionStays(GigaChatModel model) {
		assertThat(service.emulator().awaitClientLeft(EmulatedService.LIMIT).kind())
			.isEqualTo(ClientDeparture.Kind.STREAM_RESET);
		assertTheConnectionStays(model);
	}

	private static void assertTheConnectionStays(GigaChatModel model) {
		long connection = service.emulator().lastChatRequest().connection();
		assertThat(Way.CALL.ask(model).answer()).isEqualTo("Раз, два, три.");
		assertThat(service.emulator().lastChatRequest().connection()).isEqualTo(connection);
		assertThat(service.emulator().connectionsAccepted()).isEqualTo(1);
	}

	@Test
	void oneConnectionServesTokensCallsAndStreams() {
		GigaChatModel model = service.model();

		assertThat(Way.CALL.ask(model).answer()).isEqualTo("Раз, два, три.");
		assertThat(Way.STREAM.ask(model).answer()).isEqualTo("Раз, два, три.");

		assertThat(service.emulator().requests()).extracting(RecordedRequest::protocol).containsOnly("HTTP/2");
		assertThat(service.emulator().requests()).hasSize(3);
		assertThat(service.emulator().connectionsAccepted()).isEqualTo(1);
	}

	@Test
	void aStreamIsCompleteWhereverItsFramesAreSplit() {
		service.emulator().network().onChat().splitEvery(1).always();

		assertThat(Way.STREAM.ask(service.model()).answer()).isEqualTo("Раз, два, три.");
	}

	@Test
	void aStreamArrivesAsItIsSent() throws InterruptedException {
		service.emulator().network().onChat().silentAfterEvents(2);
		CountDownLatch two = new CountDownLatch(2);
		CompletableFuture<String> text = service.model()
			.stream(QUESTION)
			.doOnNext((chunk) -> two.countDown())
			.map((chunk) -> new Outcome(List.of(chunk), null).delivered())
			.reduce(String::concat)
			.toFuture();

		assertThat(two.await(EmulatedService.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(text).isNotDone();
		service.emulator().network().resume();

		assertThat(text).succeedsWithin(EmulatedService.LIMIT).isEqualTo("Раз, два, три.");
	}

	@Test
	void moreCallersThanAConnectionHasStreamsAreAllAnswered() {
		GigaChatModel model = service.model((api) -> api.retry(ONE_ATTEMPT));
		int callers = 300;
		ExecutorService threads = Executors.newFixedThreadPool(callers);
		try {
			List<CompletableFuture<Outcome>> outcomes = IntStream.range(0, callers)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> ((i % 2 == 0) ? Way.CALL : Way.STREAM).ask(model),
						threads))
				.toList();

			for (CompletableFuture<Outcome> outcome : outcomes) {
				assertThat(outcome).succeedsWithin(EmulatedService.LIMIT)
					.extracting(Outcome::answer)
					.isEqualTo("Раз, два, три.");
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(service.emulator().tokenRequests()).hasSize(1);
		assertThat(service.emulator().chatRequests()).hasSize(callers);
	}

	@RepeatedTest(3)
	void cancellingAStreamResetsItAlone() throws InterruptedException {
		service.emulator().network().onChat().silentAfterEvents(2);
		GigaChatModel model = service.model();
		CountDownLatch two = new CountDownLatch(2);
		Disposable stream = model.stream(QUESTION).subscribe((chunk) -> two.countDown());
		assertThat(two.await(EmulatedService.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

		stream.dispose();

		assertTheStreamWasResetAndTheConnectionStays(model);
	}

	@Test
	void cancellingAStreamBeforeTheAnswerResetsItAlone() {
		service.emulator().network().onChat().silentBeforeResponse();
		GigaChatModel model = service.model();
		Disposable stream = model.stream(QUESTION).subscribe();
		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().chatRequests().size() == 1);

		stream.dispose();

		assertTheStreamWasResetAndTheConnectionStays(model);
	}

	@Test
	void cancellingAStreamLeavesItsNeighboursAlone() throws InterruptedException {
		service.emulator().network().onChat().silentAfterEvents(1).times(2);
		GigaChatModel model = service.model();
		CountDownLatch both = new CountDownLatch(2);
		Disposable leaving = model.stream(QUESTION).subscribe((chunk) -> both.countDown());
		await().atMost(EmulatedService.LIMIT).until(() -> both.getCount() == 1);
		CompletableFuture<?> staying = model.stream(QUESTION)
			.doOnNext((chunk) -> both.countDown())
			.collectList()
			.toFuture();
		assertThat(both.await(EmulatedService.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

		leaving.dispose();
		service.emulator().awaitClientLeft(EmulatedService.LIMIT);
		service.emulator().network().resume();

		assertThat(staying).succeedsWithin(EmulatedService.LIMIT);
		assertThat(service.emulator().clientDisconnects()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void silenceInsteadOfAnAnswerResetsTheStream(Way way) {
		service.emulator().network().onChat().silentBeforeResponse();
		GigaChatModel model = service.model((api) -> api.readTimeout(Duration.ofSeconds(2)));

		way.ask(model).passing(FailureKind.TIMEOUT);

		assertThat(service.emulator().chatRequests()).hasSize(1);
		assertTheStreamWasResetAndTheConnectionStays(model);
	}

	@Test
	void silenceWithinAStreamResetsItAfterTheReceivedContent() {
		service.emulator().network().onChat().silentAfterEvents(2);
		GigaChatModel model = service.model((api) -> api.readTimeout(Duration.ofSeconds(2)));

		Outcome outcome = Way.STREAM.ask(model);

		outcome.passing(FailureKind.TIMEOUT);
		assertThat(outcome.delivered()).isEqualTo("Раз, два, ");
		assertTheStreamWasResetAndTheConnectionStays(model);
	}

	@Test
	void silenceWithinTheBodyOfACallResetsTheStream() {
		service.emulator().network().onChat().silentAfterBytes(40);
		GigaChatModel model = service.model((api) -> api.readTimeout(Duration.ofSeconds(2)));

		Way.CALL.ask(model).passing(FailureKind.TIMEOUT);

		assertTheStreamWasResetAndTheConnectionStays(model);
	}

	@Test
	void aCallCutByTheResetOfItsStreamFailsAtOnce() {
		// a reset overtakes what the client has not read, and a body above its window was
		// read in part
		service.emulator()
			.onAnyMessage()
			.replyRaw(200, "application/json", "{\"choices\":\"" + "x".repeat(MORE_THAN_A_WINDOW) + "\"}")
			.then()
			.reply("Раз, два, три.");
		service.emulator().network().onChat().cutAfterBytes(MORE_THAN_A_WINDOW);
		GigaChatModel model = service.model();

		Way.CALL.ask(model).passing(FailureKind.CUT);

		assertThat(service.emulator().chatRequests()).hasSize(1);
		assertTheConnectionStays(model);
	}

	@Test
	void aStreamCutByItsResetFailsAfterTheDeliveredContent() {
		NetworkFault fault = service.emulator().network().onChat().silentAfterEvents(2);
		GigaChatModel model = service.model();

		List<ChatResponse> chunks = new CopyOnWriteArrayList<>();
		StepVerifier.create(model.stream(QUESTION).doOnNext(chunks::add))
			.expectNextCount(2)
			.then(fault::cut)
			.verifyErrorSatisfies((error) -> new Outcome(chunks, (RuntimeException) error).passing(FailureKind.CUT));

		assertThat(new Outcome(chunks, null).delivered()).isEqualTo("Раз, два, ");
		assertThat(service.emulator().chatRequests()).hasSize(1);
		assertTheConnectionStays(model);
	}

	@Test
	void aCallWhoseBodyEndsProperlyButTooEarlyFailsAtOnce() {
		service.emulator().network().onChat().endAfterBytes(40);
		GigaChatModel model = service.model();

		Way.CALL.ask(model).passing(FailureKind.CUT);

		assertThat(service.emulator().chatRequests()).hasSize(1);
		assertTheConnectionStays(model);
	}

	@Test
	void aStreamThatEndsProperlyButTooEarlyIsACutAfterTheReceivedContent() {
		service.emulator().network().onChat().endAfterEvents(2);
		GigaChatModel model = service.model();

		Outcome outcome = Way.STREAM.ask(model);

		outcome.passing(FailureKind.CUT);
		assertThat(outcome.delivered()).isEqualTo("Раз, два, ");
		assertTheConnectionStays(model);
	}

	@Test
	void aStreamCutBeforeItsFirstEventIsRetried() {
		service.emulator().network().onChat().cutAfterBytes(10);

		assertThat(Way.STREAM.ask(service.model()).answer()).isEqualTo("Раз, два, три.");

		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void aStreamResetBeforeItsAnswerIsRetried(Way way) {
		service.emulator().network().onChat().resetBeforeResponse();
		GigaChatModel model = service.model();

		assertThat(way.ask(model).answer()).isEqualTo("Раз, два, три.");

		assertThat(service.emulator().chatRequests()).hasSize(2);
		assertTheConnectionStays(model);
	}

	@ParameterizedTest
	@EnumSource
	void aConnectionClosedBeforeTheAnswerIsReplacedWithoutCountingAsAnAttempt(Way way) {
		service.emulator().network().onChat().closeBeforeResponse();

		assertThat(way.ask(service.model((api) -> api.retry(ONE_ATTEMPT))).answer()).isEqualTo("Раз, два, три.");

		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@Test
	void interruptingACallResetsItsStream() throws InterruptedException {
		service.emulator().network().onChat().silentBeforeResponse();
		GigaChatModel model = service.model();
		CompletableFuture<Outcome> outcome = new CompletableFuture<>();
		Thread caller = new Thread(() -> outcome.complete(Way.CALL.ask(model)), "caller");
		caller.start();
		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().chatRequests().size() == 1);

		caller.interrupt();

		assertThat(outcome).succeedsWithin(EmulatedService.LIMIT)
			.satisfies((ended) -> ended.lasting(FailureKind.CANCELLED));
		caller.join();
		assertTheStreamWasResetAndTheConnectionStays(model);
	}

}
