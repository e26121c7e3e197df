package io.github.gigachat.spring.ai.chat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.media.GeneratedMedia;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.blockhound.BlockHound;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a stream, or a whole answer without a thread, blocks neither Reactor's
 * non-blocking threads nor the HTTP client's threads, which deliver its chunks.
 */
@Timeout(60)
@TestMethodOrder(OrderAnnotation.class)
class StreamNeverBlocksTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@RegisterExtension
	static final EmulatedService ageingTokens = EmulatedService
		.overHttp((emulator) -> emulator.tokenLifetime(Duration.ofMillis(600)));

	private static final int STREAMS = 10;

	private static final Queue<String> BLOCKED = new ConcurrentLinkedQueue<>();

	private static final Prompt QUESTION = new Prompt("Кто ты?");

	@BeforeAll
	static void watch() {
		leaveIdleWorkers();
		Set<Thread> earlier = replaceSchedulers();
		BlockHound.install((builder) -> builder
			.nonBlockingThreadPredicate(
					(known) -> known.or((thread) -> thread.getName().matches("HttpClient-\\d+-Worker-\\d+"))
						.and((thread) -> !earlier.contains(thread)))
			.allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "getTask")
			// random bytes of the kernel's, for a name that a generated medium never
			// shows
			.allowBlockingCallsInside("org.springframework.ai.content.Media", "generateDefaultName")
			.blockingMethodCallback((method) -> {
				StackTraceElement[] stack = Thread.currentThread().getStackTrace();
				if (!isLockOfALibrary(stack)) {
					BLOCKED.add(method + " on " + Thread.currentThread().getName() + "\n\tat "
							+ Arrays.stream(stack).map(String::valueOf).collect(Collectors.joining("\n\tat ")));
				}
			}));
	}

	/**
	 * Leaves every worker of the parallel scheduler waiting for its next task, as earlier
	 * tests may do.
	 */
	private static void leaveIdleWorkers() {
		CountDownLatch ran = new CountDownLatch(Schedulers.DEFAULT_POOL_SIZE);
		runOnEachWorker(ran, Duration.ZERO);
		await().atMost(EmulatedService.LIMIT)
			.until(() -> ran.getCount() == 0 && Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().startsWith("parallel-"))
				.allMatch((thread) -> thread.getState() == Thread.State.WAITING));
	}

	/**
	 * Gives Reactor new schedulers, so that the workers of the tests start under the
	 * watch. A worker that already waits for a task when the watch is installed runs the
	 * uninstrumented {@code getTask} until it gets one, so its next wait would be
	 * reported. The former schedulers go on, since Spring AI holds one in a constant.
	 * @return the threads that started before the watch and are not watched
	 */
	private static Set<Thread> replaceSchedulers() {
		Schedulers.setFactoryWithSnapshot(new Schedulers.Factory() {
		});
		return Set.copyOf(Thread.getAllStackTraces().keySet());
	}

	private static void runOnEachWorker(CountDownLatch ran, Duration delay) {
		for (int i = 0; i < Schedulers.DEFAULT_POOL_SIZE; i++) {
			Schedulers.parallel().createWorker().schedule(ran::countDown, delay.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/**
	 * A lock that guards the memory of a library, for the length of a few instructions.
	 * We have none.
	 */
	private static boolean isLockOfALibrary(StackTraceElement[] stack) {
		for (int i = 0; i < stack.length - 1; i++) {
			if (stack[i].getClassName().equals(ReentrantLock.class.getName())
					&& stack[i].getMethodName().equals("lock")) {
				return !stack[i + 1].getClassName().startsWith("io.github.gigachat.");
			}
		}
		return false;
	}

	@AfterEach
	void forget() {
		BLOCKED.clear();
	}

	@Test
	void blockingCallsAreDetected() throws InterruptedException {
		CountDownLatch never = new CountDownLatch(1);
		service.model().stream(QUESTION).doOnNext((chunk) -> {
			try {
				assertThat(never.await(1, TimeUnit.MILLISECONDS)).isFalse();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}).blockLast(EmulatedService.LIMIT);

		assertThat(BLOCKED).anySatisfy((where) -> assertThat(where).contains("HttpClient-"));
	}

	@Test
	@Order(1) // no other test has given the idle workers a task
	void aWorkerThatWaitsForItsNextTaskIsNotReported() {
		CountDownLatch ran = new CountDownLatch(Schedulers.DEFAULT_POOL_SIZE);
		runOnEachWorker(ran, Duration.ofMillis(50));
		await().atMost(EmulatedService.LIMIT).until(() -> ran.getCount() == 0);

		assertThat(BLOCKED).isEmpty();
	}

	@Test
	void aFirstStreamThatFetchesItsToken() {
		service.emulator().onToken().delay(Duration.ofMillis(100));

		assertAnsweredWithoutBlocking(service.model(), 1);
	}

	@Test
	void manyStreamsThatWaitForOneToken() {
		service.emulator().onToken().fail(500).then().delay(Duration.ofMillis(100));

		assertAnsweredWithoutBlocking(service.model(), 50);
	}

	@Test
	void streamsWhoseTokenIsReplaced() {
		GigaChatModel model = service.model();
		assertAnsweredWithoutBlocking(model, 1);
		service.emulator().revokeTokens();

		assertAnsweredWithoutBlocking(model, 20);
	}

	@Test
	void streamsThatUploadMedia() {
		GigaChatModel model = service.model();
		service.emulator().onEndpoint(Endpoint.FILES).delay(Duration.ofMillis(50));

		List<String> answers = Flux.range(0, 20)
			.flatMap((index) -> model.stream(MediaWire.prompt(MediaWire.png((byte) (index % 3))))
				.last()
				.map(String::valueOf)
				.subscribeOn(Schedulers.parallel()))
			.collectList()
			.block(EmulatedService.LIMIT);

		assertThat(answers).hasSize(20);
		assertThat(service.emulator().uploads()).hasSize(3);
		service.emulator().uploads().forEach((file) -> service.emulator().loseFile(file.id()));
		assertThat(model.stream(MediaWire.prompt(MediaWire.png((byte) 0)))
			.last()
			.subscribeOn(Schedulers.parallel())
			.block(EmulatedService.LIMIT)).isNotNull();
		assertThat(BLOCKED).isEmpty();
	}

	@Test
	void wholeAnswersThatUploadMediaAndWaitForAToken() {
		service.emulator().onToken().delay(Duration.ofMillis(100));
		service.emulator().onEndpoint(Endpoint.FILES).delay(Duration.ofMillis(50));
		GigaChatModel model = service.model((api) -> api.maxConcurrentRequests(3));

		List<String> answers = Flux.range(0, 20)
			.flatMap((index) -> model.callAsync(MediaWire.prompt(MediaWire.png((byte) (index % 3))))
				.map(String::valueOf)
				.subscribeOn(Schedulers.parallel()))
			.collectList()
			.block(EmulatedService.LIMIT);

		assertThat(answers).hasSize(20);
		assertThat(BLOCKED).isEmpty();
	}

	@Test
	void streamsThatDownloadPictures() {
		GigaChatModel model = service.model();
		service.emulator().onEndpoint(Endpoint.FILES).delay(Duration.ofMillis(50));
		Prompt drawing = new Prompt("Draw a cat",
				GigaChatOptions.builder().model("GigaChat-2-Max").functionCall(FunctionCallMode.AUTO).build());

		List<GeneratedMedia> pictures = Flux.range(0, 20)
			.flatMap((index) -> model.stream(drawing).subscribeOn(Schedulers.parallel()))
			.flatMapIterable((chunk) -> chunk.getResult().getOutput().getMedia())
			.cast(GeneratedMedia.class)
			.collectList()
			.block(EmulatedService.LIMIT);

		assertThat(pictures).hasSize(20).allMatch(GeneratedMedia::isDownloaded);
		assertThat(BLOCKED).isEmpty();
	}

	@Test
	void streamsThatAreRetried() {
		service.emulator().onAnyMessage().fail(500).then().fail(429).then().replyInChunks("Раз, ", "два.");
		service.emulator().network().onChat().closeBeforeResponse();

		assertAnsweredWithoutBlocking(service.model(), 1);
	}

	@Test
	void streamsThatWaitForAPermit() {
		service.emulator().limitConcurrentRequests(2);

		assertAnsweredWithoutBlocking(service.model((api) -> api.maxConcurrentRequests(2)), 50);
	}

	@Test
	void streamsWhoseWaitForAPermitTimesOut() {
		service.emulator().network().onChat().silentAfterEvents(1);
		GigaChatModel model = service
			.model((api) -> api.maxConcurrentRequests(1).acquireTimeout(Duration.ofMillis(200)));
		CountDownLatch begun = new CountDownLatch(1);
		Disposable holding = model.stream(QUESTION)
			.doOnNext((chunk) -> begun.countDown())
			.subscribeOn(Schedulers.parallel())
			.subscribe();
		Flux<String> failing = Flux.range(0, 20)
			.flatMap((i) -> model.stream(QUESTION)
				.map((chunk) -> "answer")
				.onErrorResume(GigaChatTransientException.class, (ex) -> Flux.just(String.valueOf(ex.kind())))
				.subscribeOn(Schedulers.parallel()));
		await().atMost(EmulatedService.LIMIT).until(() -> begun.getCount() == 0);

		assertThat(failing.collectList().block(EmulatedService.LIMIT)).hasSize(20).containsOnly("BUSY");
		holding.dispose();

		assertThat(BLOCKED).isEmpty();
	}

	@Test
	void streamsThatCallATool() {
		ToolCallback weather = FunctionToolCallback.builder("weather", (Map<String, Object> in) -> "ok")
			.description("The weather of a city")
			.inputType(Map.class)
			.build();
		service.emulator().onAnyMessage().callFunction("weather", Map.of("city", "Тула"));
		GigaChatModel model = service.model();
		Prompt question = new Prompt("Какая погода в Туле?",
				GigaChatOptions.builder().toolCallbacks(List.of(weather)).build());

		Flux.range(0, 50)
			.flatMap((i) -> model.stream(question).subscribeOn(Schedulers.parallel()))
			.blockLast(EmulatedService.LIMIT);

		assertThat(BLOCKED).isEmpty();
	}

	@Test
	void streamsThatAreCancelled() {
		service.emulator().network().onChat().silentAfterEvents(1).times(10);
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два.");
		GigaChatModel model = service.model();

		Flux.range(0, 10)
			.flatMap((i) -> model.stream(QUESTION).take(1).subscribeOn(Schedulers.parallel()), 10)
			.blockLast(EmulatedService.LIMIT);
		service.emulator().awaitClientsLeft(10, EmulatedService.LIMIT);

		assertThat(BLOCKED).isEmpty();
	}

	@Test
	void tokensThatAreRefreshedBeforeTheyExpire() {
		GigaChatModel model = ageingTokens.model();
		assertAnsweredWithoutBlocking(model, 1);

		await().atMost(EmulatedService.LIMIT).until(() -> {
			assertAnsweredWithoutBlocking(model, 2);
			return ageingTokens.emulator().tokensIssued() > 2;
		});
	}

	@Test
	void streamsWithoutAToken() {
		service.emulator().tokenOutage().hang();
		GigaChatModel model = service.model((api) -> api.tokenWaitTimeout(Duration.ofMillis(200)));

		assertFailedWithoutBlocking(model, FailureKind.TOKEN_UNAVAILABLE);
	}

	@Test
	void streamsWhoseCredentialsAreRefused() {
		service.emulator().onToken().fail(401, "credentials doesn't match db data");

		assertFailedWithoutBlocking(service.model(), FailureKind.AUTHENTICATION);
	}

	@Test
	void streamsThatAreRefused() {
		service.emulator().onAnyMessage().fail(422);

		assertFailedWithoutBlocking(service.model(), FailureKind.INVALID_REQUEST);
	}

	@Test
	void streamsThatAlwaysFail() {
		service.emulator().onAnyMessage().fail(503);

		assertFailedWithoutBlocking(service.model(), FailureKind.SERVER);
	}

	@Test
	void streamsThatAreCut() {
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два.");
		service.emulator().network().onChat().cutAfterEvents(1).always();

		assertFailedWithoutBlocking(service.model(), FailureKind.CUT);
	}

	@Test
	void streamsThatFallSilent() {
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два.");
		service.emulator().network().onChat().silentAfterEvents(1).always();
		GigaChatModel model = service.model((api) -> api.readTimeout(Duration.ofMillis(300)));

		assertFailedWithoutBlocking(model, FailureKind.TIMEOUT);
	}

	@Test
	void streamsWithMalformedAnswers() {
		service.emulator().onAnyMessage().replyRaw(200, "text/event-stream", "data: {\"choices\": nonsense}\n\n");

		assertFailedWithoutBlocking(service.model(), FailureKind.PROTOCOL);
	}

	@Test
	void streamsOfAnApiThatIsClosed() {
		service.emulator().network().onChat().silentAfterEvents(1).always();
		service.emulator().onAnyMessage().replyInChunks("Раз, ", "два.");
		GigaChatApi api = service.api((builder) -> builder);
		GigaChatModel model = GigaChatModel.builder().api(api).build();
		CompletableFuture<List<Throwable>> failures = failures(model).toFuture();
		service.emulator().awaitRequests(1 + STREAMS, EmulatedService.LIMIT);

		api.close();

		assertThat(failures.join()).hasSize(STREAMS).allSatisfy(ofKind(FailureKind.CANCELLED));
		assertThat(BLOCKED).isEmpty();
	}

	@Test
	void aChatClientsStreamThatCallsATool() {
		service.emulator().onUserMessage("погода").callFunction("weather", Map.of("city", "Тула"));
		service.emulator().onFunctionResult("weather").replyInChunks("Там ", "ясно.");
		ToolCallback weather = FunctionToolCallback.builder("weather", (Map<String, Object> in) -> "ясно")
			.description("The weather of a city")
			.inputType(Map.class)
			.build();
		ChatClient client = ChatClient.create(service.model());

		List<String> answers = Flux.range(0, STREAMS)
			.flatMap((i) -> client.prompt("Какая погода в Туле?")
				.tools(weather)
				.stream()
				.content()
				.collect(Collectors.joining())
				.subscribeOn(Schedulers.parallel()), STREAMS)
			.collectList()
			.block(EmulatedService.LIMIT);

		assertThat(answers).hasSize(STREAMS).containsOnly("Там ясно.");
		assertThat(BLOCKED).isEmpty();
	}

	private static void assertFailedWithoutBlocking(GigaChatModel model, FailureKind kind) {
		assertThat(failures(model).block(EmulatedService.LIMIT)).hasSize(STREAMS).allSatisfy(ofKind(kind));
		assertThat(BLOCKED).isEmpty();
	}

	private static Mono<List<Throwable>> failures(GigaChatModel model) {
		return Flux.range(0, STREAMS)
			.flatMap((i) -> model.stream(QUESTION)
				.ignoreElements()
				.cast(Throwable.class)
				.onErrorResume(Mono::just)
				.subscribeOn(Schedulers.parallel()), STREAMS)
			.collectList();
	}

	private static ThrowingConsumer<Throwable> ofKind(FailureKind kind) {
		return (failure) -> assertThat(failure).isInstanceOfSatisfying(GigaChatFailure.class,
				(typed) -> assertThat(typed.kind()).isEqualTo(kind));
	}

	private static void assertAnsweredWithoutBlocking(GigaChatModel model, int streams) {
		List<List<ChatResponse>> answers = Flux.range(0, streams)
			.flatMap((i) -> model.stream(QUESTION).collectList().subscribeOn(Schedulers.parallel()), streams)
			.collectList()
			.block(EmulatedService.LIMIT);

		assertThat(answers).hasSize(streams).allSatisfy((chunks) -> assertThat(chunks).isNotEmpty());
		assertThat(BLOCKED).isEmpty();
	}

}
