package io.github.gigachat.spring.ai.embeddings;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import io.github.gigachat.spring.ai.api.EmbeddingsRequest;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RequestLimitState;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.fixtures.EmbeddingWire;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Tests embeddings of more texts than one request takes: the texts are divided, the
 * requests are sent concurrently within the limit, and the results are joined in order.
 */
@Timeout(60)
class EmbeddingBatchTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	/** What the last model talks through. */
	private GigaChatApi lastApi;

	@Test
	void eachTextGetsItsOwnVector() {
		List<String> texts = EmbeddingWire.texts(101);
		List<float[]> one = service.embeddingModel().embed(texts.subList(0, 50));
		service.emulator().reset();

		EmbeddingResponse response = service.embeddingModel().embedForResponse(texts);

		List<float[]> vectors = response.getResults().stream().map(Embedding::getOutput).toList();
		assertThat(vectors).hasSize(101).doesNotHaveDuplicates().startsWith(one.toArray(float[][]::new));
		assertThat(response.getResults()).extracting(Embedding::getIndex)
			.containsExactlyElementsOf(IntStream.range(0, 101).boxed().toList());
		assertThat(vectors.get(100)).isEqualTo(service.embeddingModel().embed("text 100"));
		assertThat(service.emulator().embeddingRequests().subList(0, 3)).extracting(EmbeddingWire::input)
			.containsExactlyInAnyOrder(texts.subList(0, 50), texts.subList(50, 100), texts.subList(100, 101));
	}

	@Test
	void theUsageIsTheSumAndEveryRequestIdIsKept() {
		EmbeddingResponse response = model(2).embedForResponse(EmbeddingWire.texts(5));

		assertThat(response.getMetadata().getUsage().getPromptTokens()).isEqualTo(10);
		assertThat(response.getMetadata().<List<String>>get(GigaChatEmbeddingModel.REQUEST_IDS))
			.containsExactlyElementsOf(service.emulator()
				.embeddingRequests()
				.stream()
				.sorted(Comparator.comparing((RecordedRequest request) -> EmbeddingWire.input(request).get(0)))
				.map(RecordedRequest::requestId)
				.toList());
	}

	@Test
	void aRequestHasNoMoreThanAMillionCharacters() {
		GigaChatEmbeddingModel model = GigaChatEmbeddingModel.builder()
			.api(service.api((api) -> api))
			.options(GigaChatEmbeddingOptions.builder().model("EmbeddingsGigaR").build())
			.build();
		service.emulator().onEmbeddings().fail(422);

		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> model.embed(Collections.nCopies(20, "x".repeat(60_000))));

		assertThat(service.emulator().embeddingRequests()).isNotEmpty()
			.allSatisfy((request) -> assertThat(EmbeddingWire.input(request).size()).isIn(16, 4));
	}

	@Test
	void requestsAreUnderWayAtTheSameTime() {
		service.emulator().network().onEmbeddings().silentBeforeResponse().times(4);

		CompletableFuture<List<float[]>> vectors = embed(model(1), 9);

		awaitEmbeddingRequests(4);
		service.emulator().network().resume();
		assertThat(vectors).succeedsWithin(EmulatedService.LIMIT).satisfies((all) -> assertThat(all).hasSize(9));
	}

	@Test
	void noMoreRequestsRunAtOnceThanTheLimitAllows() {
		service.emulator().limitConcurrentRequests(2);
		service.emulator().network().onEmbeddings().silentBeforeResponse().times(2);
		GigaChatEmbeddingModel model = model(1, (api) -> api.maxConcurrentRequests(2));

		CompletableFuture<List<float[]>> vectors = embed(model, 9);

		awaitEmbeddingRequests(2);
		assertThat(this.lastApi.requestLimit()).isEqualTo(new RequestLimitState(2, 2, 0));
		service.emulator().network().resume();
		assertThat(vectors).succeedsWithin(EmulatedService.LIMIT).satisfies((all) -> assertThat(all).hasSize(9));
		assertThat(service.emulator().embeddingRequests()).as("none was refused").hasSize(9);
	}

	@Test
	void requestsRunInOrderUnderALimitOfOne() {
		service.emulator().limitConcurrentRequests(1);

		model(1, (api) -> api.maxConcurrentRequests(1)).embed(EmbeddingWire.texts(5));

		assertThat(service.emulator().embeddingRequests()).extracting((request) -> EmbeddingWire.input(request).get(0))
			.containsExactlyElementsOf(EmbeddingWire.texts(5));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void allRequestsSucceedIfTheServiceAcceptsFewerAtOnce(int room) {
		service.emulator().limitConcurrentRequests(room);
		service.emulator().network().onEmbeddings().delayResponse(Duration.ofMillis(20)).always();

		List<float[]> vectors = model(1).embed(EmbeddingWire.texts(20));

		assertThat(vectors).hasSize(20).doesNotHaveDuplicates();
		assertThat(service.emulator().embeddingRequests()).as("those that found no room were not sent three times")
			.hasSizeLessThanOrEqualTo(20 + 3 + 2);
	}

	@Test
	void oneRefusalIsReportedIfTheServiceAcceptsNone() {
		service.emulator().onEmbeddings().fail(429);

		assertThatExceptionOfType(GigaChatTransientException.class)
			.isThrownBy(() -> model(1).embed(EmbeddingWire.texts(8)))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.RATE_LIMIT));
		assertThat(service.emulator().embeddingRequests()).as("one each of three helpers, three of the last")
			.hasSize(3 + 3);
	}

	@Test
	void theFirstFailureEndsTheCallAndItsRunningRequests() {
		service.emulator().network().onEmbeddings().silentBeforeResponse().times(1);
		service.emulator().onEmbeddings().fail(402);

		Throwable failure = catchThrowable(
				() -> model(1, (api) -> api.readTimeout(Duration.ofSeconds(2))).embed(EmbeddingWire.texts(40)));

		assertThat(failure).isInstanceOfSatisfying(GigaChatNonTransientException.class,
				(ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.QUOTA));
		assertThat(service.emulator().embeddingRequests()).hasSizeLessThanOrEqualTo(4);
		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(() -> assertThat(this.lastApi.requestLimit().inUse()).isZero());
	}

	@Test
	void theCallersOwnRequestEndsWithTheFirstFailureToo() {
		service.emulator().network().onEmbeddings().silentBeforeResponse().always();
		GigaChatApi api = service.api((builder) -> builder.readTimeout(Duration.ofMinutes(5)));
		AtomicReference<Thread> caller = new AtomicReference<>();
		Function<GigaChatApi, Object> attempt = (part) -> {
			if (Thread.currentThread() == caller.get()) {
				return part.embeddings(new EmbeddingsRequest("Embeddings", List.of("never answered")));
			}
			awaitEmbeddingRequests(1);
			return part.countTokens("Nope", List.of("text"));
		};

		CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(() -> {
			caller.set(Thread.currentThread());
			assertThatExceptionOfType(GigaChatNonTransientException.class)
				.isThrownBy(() -> api.callAll(List.of(attempt, attempt)))
				.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.NOT_FOUND));
			return Thread.currentThread().isInterrupted();
		});

		assertThat(interrupted).succeedsWithin(EmulatedService.LIMIT).isEqualTo(false);
		assertThat(service.emulator().awaitClientsLeft(1, EmulatedService.LIMIT)).hasSize(1);
	}

	@Test
	void theCallTimeoutCoversAllRequests() {
		service.emulator().network().onEmbeddings().delayResponse(Duration.ofMillis(250)).always();

		assertThatExceptionOfType(GigaChatTransientException.class)
			.isThrownBy(() -> model(1, (api) -> api.maxConcurrentRequests(1).callTimeout(Duration.ofMillis(900)))
				.embed(EmbeddingWire.texts(50)))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.TIMEOUT));
		assertThat(service.emulator().embeddingRequests()).hasSizeLessThan(5);
	}

	@Test
	void anInterruptEndsTheCall() throws InterruptedException {
		service.emulator().network().onEmbeddings().silentBeforeResponse().always();
		GigaChatEmbeddingModel model = model(1);
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Thread caller = new Thread(() -> failure.set(catchThrowable(() -> model.embed(EmbeddingWire.texts(9)))));
		caller.start();
		awaitEmbeddingRequests(4);

		caller.interrupt();

		caller.join(EmulatedService.LIMIT.toMillis());
		assertThat(failure.get()).isInstanceOfSatisfying(GigaChatFailure.class,
				(ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.CANCELLED));
		assertThat(service.emulator().awaitClientsLeft(4, EmulatedService.LIMIT)).hasSize(4);
	}

	@Test
	void closingTheApiEndsTheCall() {
		service.emulator().network().onEmbeddings().silentBeforeResponse().always();
		CompletableFuture<List<float[]>> vectors = embed(model(1), 9);
		awaitEmbeddingRequests(4);

		this.lastApi.close();

		assertThat(vectors).failsWithin(EmulatedService.LIMIT)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOfSatisfying(GigaChatFailure.class,
					(ex) -> assertThat(ex.kind()).isEqualTo(FailureKind.CANCELLED));
	}

	@Test
	void oneObservationHasAllExchangesAsChildren() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		GigaChatEmbeddingModel model = GigaChatEmbeddingModel.builder()
			.api(service.api((api) -> api.observationRegistry(registry)))
			.options(GigaChatEmbeddingOptions.builder().batchSize(1).build())
			.observationRegistry(registry)
			.build();

		model.call(new EmbeddingRequest(EmbeddingWire.texts(6), null));

		TestObservationRegistryAssert.assertThat(registry)
			.hasObservationWithNameEqualTo("gen_ai.client.operation")
			.that()
			.hasContextualNameEqualTo("embedding Embeddings")
			.hasLowCardinalityKeyValue("gen_ai.operation.name", "embedding")
			.hasLowCardinalityKeyValue("gen_ai.system", "gigachat")
			.hasLowCardinalityKeyValue("gen_ai.request.model", "Embeddings")
			.hasLowCardinalityKeyValue("gen_ai.response.model", "Embeddings")
			.hasHighCardinalityKeyValue("gen_ai.usage.input_tokens", "12")
			.hasBeenStarted()
			.hasBeenStopped()
			.doesNotHaveError();
		TestObservationRegistryAssert.assertThat(registry).hasHandledContextsThatSatisfy((contexts) -> {
			List<Object> parents = contexts.stream()
				.filter((context) -> "http.client.requests".equals(context.getName())
						&& context.getLowCardinalityKeyValue("uri") != null
						&& context.getLowCardinalityKeyValue("uri").getValue().endsWith("/embeddings"))
				.map(EmbeddingBatchTests::parentOf)
				.toList();
			assertThat(parents).hasSize(6)
				.allSatisfy((parent) -> assertThat(parent).isInstanceOf(EmbeddingModelObservationContext.class));
		});
	}

	private static Object parentOf(Observation.Context context) {
		return (context.getParentObservation() != null) ? context.getParentObservation().getContextView() : "none";
	}

	private GigaChatEmbeddingModel model(int batchSize) {
		return model(batchSize, (api) -> api);
	}

	private GigaChatEmbeddingModel model(int batchSize, UnaryOperator<GigaChatApi.Builder> settings) {
		this.lastApi = service.api(settings);
		return GigaChatEmbeddingModel.builder()
			.api(this.lastApi)
			.options(GigaChatEmbeddingOptions.builder().batchSize(batchSize).build())
			.build();
	}

	private static CompletableFuture<List<float[]>> embed(GigaChatEmbeddingModel model, int texts) {
		return CompletableFuture.supplyAsync(() -> model.embed(EmbeddingWire.texts(texts)));
	}

	private static void awaitEmbeddingRequests(int count) {
		await().atMost(EmulatedService.LIMIT).until(() -> service.emulator().embeddingRequests().size() == count);
	}

}
