package io.github.gigachat.spring.ai.observability;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatImageModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;

import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.image.ImagePrompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests that calls and streams are observed like those of Spring AI's own models.
 */
class ObservationTests {

	private static final String NAME = "gen_ai.client.operation";

	private static final KeyValue TAG = KeyValue.of("connection", "second");

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private GigaChatModel model;

	@BeforeEach
	void connect() {
		this.model = GigaChatModel.builder()
			.api(service.api((api) -> api.observationRegistry(this.registry)))
			.observationRegistry(this.registry)
			.build();
	}

	@Test
	void aCallIsObserved() {
		service.emulator().onUserMessage("Ping").reply("Pong").usage(17, 3, 2);

		this.model.call(new Prompt("Ping", ChatOptions.builder().maxTokens(10).build()));

		assertChatObservation();
	}

	@Test
	void aStreamIsObserved() {
		service.emulator().onUserMessage("Ping").replyInChunks("Po", "ng").usage(17, 3, 2);

		this.model.stream(new Prompt("Ping", ChatOptions.builder().maxTokens(10).build())).blockLast();

		assertChatObservation();
	}

	private void assertChatObservation() {
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo(NAME)
			.that()
			.hasContextualNameEqualTo("chat GigaChat-2")
			.hasLowCardinalityKeyValue("gen_ai.operation.name", "chat")
			.hasLowCardinalityKeyValue("gen_ai.system", "gigachat")
			.hasLowCardinalityKeyValue("gen_ai.request.model", "GigaChat-2")
			.hasLowCardinalityKeyValue("gen_ai.response.model", this.responseModel())
			.hasHighCardinalityKeyValue("gen_ai.request.max_tokens", "10")
			.hasHighCardinalityKeyValue("gen_ai.response.finish_reasons", "[\"STOP\"]")
			.hasHighCardinalityKeyValue("gen_ai.usage.input_tokens", "17")
			.hasHighCardinalityKeyValue("gen_ai.usage.output_tokens", "3")
			.hasHighCardinalityKeyValue("gen_ai.usage.total_tokens", "20")
			.hasHighCardinalityKeyValueWithKey("gen_ai.response.id")
			.hasBeenStarted()
			.hasBeenStopped()
			.doesNotHaveError();
	}

	private String responseModel() {
		return this.model.call(new Prompt("Ping")).getMetadata().getModel();
	}

	@Test
	void theCachedTokensOfAStreamReachItsObservation() {
		service.emulator().onUserMessage("Ping").reply("Pong").usage(17, 3, 2);

		this.model.stream(new Prompt("Ping")).blockLast();

		TestObservationRegistryAssert.assertThat(this.registry).hasHandledContextsThatSatisfy((contexts) -> {
			Usage usage = contexts.stream()
				.filter(ChatModelObservationContext.class::isInstance)
				.map((context) -> ((ChatModelObservationContext) context).getResponse())
				.findFirst()
				.orElseThrow()
				.getMetadata()
				.getUsage();
			assertThat(usage.getCacheReadInputTokens()).isEqualTo(2);
		});
	}

	@Test
	void aFailureIsTheObservationsError() {
		service.emulator().onUserMessage("Ping").fail(402);

		assertThatExceptionOfType(GigaChatNonTransientException.class)
			.isThrownBy(() -> this.model.stream(new Prompt("Ping")).blockLast());

		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo(NAME)
			.that()
			.hasBeenStopped()
			.hasError();
	}

	@Test
	void aStreamsObservationIsAChildOfTheSubscribersAndTheExchangeItsChild() {
		Observation parent = Observation.start("parent", this.registry);

		this.model.stream(new Prompt("Ping"))
			.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, parent))
			.blockLast();
		parent.stop();

		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo(NAME)
			.that()
			.hasParentObservationEqualTo(parent);
		TestObservationRegistryAssert.assertThat(this.registry).hasHandledContextsThatSatisfy((contexts) -> {
			List<? extends Observation.Context> exchanges = contexts.stream()
				.filter((context) -> "http.client.requests".equals(context.getName())
						&& context.getParentObservation() != null)
				.toList();
			assertThat(exchanges).anySatisfy((context) -> assertThat(context.getParentObservation().getContextView())
				.isInstanceOf(ChatModelObservationContext.class));
		});
	}

	@Test
	void aCancelledStreamsObservationEnds() {
		service.emulator().onUserMessage("Ping").replyInChunks("Po", "ng");
		service.emulator().network().onChat().silentAfterEvents(1);
		StopCounter stops = new StopCounter();
		this.registry.observationConfig().observationHandler(stops);

		Disposable stream = this.model.stream(new Prompt("Ping")).subscribe();
		service.emulator().awaitRequests(2, Duration.ofSeconds(10));
		stream.dispose();

		service.emulator().awaitClientLeft(Duration.ofSeconds(10));
		await().atMost(10, TimeUnit.SECONDS).until(() -> stops.count > 0);
	}

	@Test
	void theApplicationsConventionNamesTheObservation() {
		this.model.setObservationConvention(new NamedConvention());

		this.model.call(new Prompt("Ping"));

		TestObservationRegistryAssert.assertThat(this.registry).hasObservationWithNameEqualTo("my.chat");
	}

	@ParameterizedTest
	@EnumSource
	void theTagsOfAModelAreAddedToThoseOfAnyConvention(Way way) {
		GigaChatModel tagged = GigaChatModel.builder()
			.api(service.api(UnaryOperator.identity()))
			.observationRegistry(this.registry, List.of(TAG))
			.build();
		tagged.setObservationConvention(new NamedConvention());

		way.ask(tagged, new Prompt("Ping"));

		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("my.chat")
			.that()
			.hasLowCardinalityKeyValue("gen_ai.system", "gigachat")
			.hasLowCardinalityKeyValue(TAG.getKey(), TAG.getValue());
	}

	@Test
	void theTagsOfAnApiAreOnEachExchange() {
		GigaChatApi api = service.api((builder) -> builder.observationRegistry(this.registry, List.of(TAG)));

		api.models();

		TestObservationRegistryAssert.assertThat(this.registry)
			.hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts).hasSize(2)
				.allSatisfy((context) -> assertThat(context.getLowCardinalityKeyValue(TAG.getKey())).isEqualTo(TAG)));
	}

	@Test
	void theTagsOfTheOtherModelsAreOnTheirObservations() {
		GigaChatApi api = service.api(UnaryOperator.identity());
		GigaChatEmbeddingModel.builder()
			.api(api)
			.observationRegistry(this.registry, List.of(TAG))
			.build()
			.call(new EmbeddingRequest(List.of("Ping"), null));
		service.emulator().onUserMessage("Ping").draw("Pong");
		GigaChatImageModel.builder()
			.api(api)
			.observationRegistry(this.registry, List.of(TAG))
			.build()
			.call(new ImagePrompt("Ping"));

		TestObservationRegistryAssert.assertThat(this.registry)
			.hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts).hasSize(2)
				.allSatisfy((context) -> assertThat(context.getLowCardinalityKeyValue(TAG.getKey())).isEqualTo(TAG)));
	}

	/** An application's own name for the observation. */
	private static final class NamedConvention extends DefaultChatModelObservationConvention {

		@Override
		public String getName() {
			return "my.chat";
		}

	}

	/** Counts the chat observations that ended. */
	private static final class StopCounter implements ObservationHandler<ChatModelObservationContext> {

		private volatile int count;

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ChatModelObservationContext;
		}

		@Override
		public void onStop(ChatModelObservationContext context) {
			this.count = 1;
		}

	}

}
