package io.github.gigachat.spring.ai.images;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatImage;
import io.github.gigachat.spring.ai.GigaChatImageMetadata;
import io.github.gigachat.spring.ai.GigaChatImageModel;
import io.github.gigachat.spring.ai.GigaChatImageOptions;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests the image model: its requests, its results and its refusals.
 */
@Timeout(60)
class GigaChatImageModelTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static GigaChatImageModel model() {
		return model(GigaChatImageOptions.builder().build());
	}

	private static GigaChatImageModel model(GigaChatImageOptions options) {
		return GigaChatImageModel.builder().api(service.api((api) -> api)).options(options).build();
	}

	private static ChatRequest sent() {
		return service.emulator().lastChatRequest().chat();
	}

	private static EmulatedFile drawing() {
		return service.emulator().drawings().get(0);
	}

	private static long downloads() {
		return service.emulator().requests().stream().filter((request) -> request.endpoint() == Endpoint.FILES).count();
	}

	private static ImageGeneration result(ImageResponse response) {
		return Objects.requireNonNull(response.getResult());
	}

	@Test
	void sendsTheDescriptionAndReturnsThePicture() {
		service.emulator().onUserMessage("cat").draw("Here is your cat.").usage(20, 30, 5);

		ImageResponse response = model().call(new ImagePrompt("Draw a pink cat"));

		assertThat(sent().model()).isEqualTo("GigaChat-2-Max");
		assertThat(sent().functionCall()).isEqualTo("auto");
		assertThat(sent().functions()).isEmpty();
		assertThat(sent().messages()).extracting(ChatMessage::content).containsExactly("Draw a pink cat");
		GigaChatImage image = (GigaChatImage) result(response).getOutput();
		assertThat(image.getBytes()).isEqualTo(drawing().content());
		assertThat(Base64.getDecoder().decode(image.getB64Json())).isEqualTo(drawing().content());
		assertThat(image.getUrl()).isNull();
		RecordedRequest request = service.emulator().lastChatRequest();
		assertThat(result(response).getMetadata())
			.isEqualTo(new GigaChatImageMetadata(drawing().id(), "Here is your cat.", "STOP", request.requestId()));
		assertThat(response.getMetadata().getUsage().getTotalTokens()).isEqualTo(50);
		assertThat(response.getMetadata().<List<String>>get(GigaChatImageModel.REQUEST_IDS))
			.containsExactly(request.requestId());
		assertThat(response.getMetadata().<String>get(GigaChatImageModel.MODEL)).startsWith("GigaChat-2-Max:");
		assertThat(Duration.ofMillis(System.currentTimeMillis() - response.getMetadata().getCreated()).abs())
			.isLessThan(Duration.ofHours(1));
	}

	@Test
	void anUnknownModelIsReportedWithTheImageModelsProperty() {
		GigaChatImageModel model = model(GigaChatImageOptions.builder().model("Nope").build());

		assertThatThrownBy(() -> model.call(new ImagePrompt("Draw a cat")))
			.hasMessageContaining("Check spring.ai.gigachat.image.model")
			.hasMessageNotContaining("chat.model");
	}

	@Test
	void theStyleIsTheSystemMessage() {
		GigaChatImageModel model = model(GigaChatImageOptions.builder().style("You are Wassily Kandinsky").build());

		model.call(new ImagePrompt("Draw a cat"));
		model.call(new ImagePrompt("Draw a cat", ImageOptionsBuilder.builder().style("Ты — Малевич").build()));
		model.call(new ImagePrompt("Draw a cat", GigaChatImageOptions.builder().style("").build()));

		assertThat(service.emulator().chatRequests())
			.extracting((request) -> request.chat().messages().get(0).content())
			.containsExactly("You are Wassily Kandinsky", "Ты — Малевич", "Draw a cat");
		assertThat(service.emulator().chatRequests().get(0).chat().messages()).extracting(ChatMessage::role)
			.containsExactly("system", "user");
	}

	@ParameterizedTest
	@CsvSource({ "a pink cat,Draw: a pink cat", "розовый кот,Нарисуй: розовый кот", "Sketch a cat,Sketch a cat",
			"Нарисуй кота,Нарисуй кота", "withdrawn,Draw: withdrawn", "Please draw a cat,Please draw a cat",
			"Сгенерируйте кота,Сгенерируйте кота", "Изобрази кота,Изобрази кота",
			"a painted drawbridge,Draw: a painted drawbridge", "a picture of a cat,Draw: a picture of a cat",
			"a generator of light,Draw: a generator of light", "фотограф в парке,Нарисуй: фотограф в парке",
			"сотворение мира,Нарисуй: сотворение мира", "рисунок углём,Нарисуй: рисунок углём" })
	void aDescriptionWithoutARequestToDrawBecomesOne(String description, String asked) {
		service.emulator().onAnyMessage().draw("Here.");

		model().call(new ImagePrompt(description));

		assertThat(sent().lastUserText()).isEqualTo(asked);
	}

	@Test
	void severalMessagesAreOneDescription() {
		model().call(new ImagePrompt(List.of(new ImageMessage("Draw a cat"), new ImageMessage("under a tree")),
				ImageOptionsBuilder.builder().build()));

		assertThat(sent().lastUserText()).isEqualTo("Draw a cat\nunder a tree");
	}

	@Test
	void eachPictureIsARequestOfItsOwn() {
		service.emulator().onAnyMessage().draw("Here.").usage(20, 30, 5);

		ImageResponse response = model()
			.call(new ImagePrompt("Draw a cat", ImageOptionsBuilder.builder().n(3).build()));

		assertThat(response.getResults()).extracting((result) -> ((GigaChatImage) result.getOutput()).getBytes())
			.containsExactlyInAnyOrderElementsOf(
					service.emulator().drawings().stream().map(EmulatedFile::content).toList());
		assertThat(service.emulator().chatRequests()).hasSize(3);
		Usage usage = response.getMetadata().getUsage();
		assertThat(List.of(usage.getPromptTokens(), usage.getCompletionTokens(), usage.getTotalTokens()))
			.containsExactly(60, 90, 150);
		assertThat(usage.getCacheReadInputTokens()).isEqualTo(15);
		assertThat(response.getMetadata().<List<String>>get(GigaChatImageModel.REQUEST_IDS)).hasSize(3)
			.doesNotHaveDuplicates();
	}

	@Test
	void severalPicturesAreDrawnUnderALimitOfOneRequest() {
		service.emulator().limitConcurrentRequests(1);

		ImageResponse response = GigaChatImageModel.builder()
			.api(service.api((api) -> api.maxConcurrentRequests(1)))
			.build()
			.call(new ImagePrompt("Draw a cat", ImageOptionsBuilder.builder().n(3).build()));

		assertThat(response.getResults()).hasSize(3);
		assertThat(service.emulator().chatRequests()).hasSize(3);
	}

	@Test
	void theHeadersGoWithBothRequests() {
		GigaChatImageOptions options = GigaChatImageOptions.builder().headers(Map.of("X-Client-ID", "anna")).build();

		model().call(new ImagePrompt("Draw a cat", options));

		assertThat(service.emulator().requests()).filteredOn((request) -> request.endpoint() != Endpoint.TOKEN)
			.extracting((request) -> request.header("X-Client-ID"))
			.containsExactly("anna", "anna");
	}

	@Test
	void optionsOfTheRequestAreMergedIntoTheModelsOwn() {
		GigaChatImageModel model = model(
				GigaChatImageOptions.builder().model("GigaChat-2-Pro").style("In oil").n(2).build());

		model.call(new ImagePrompt("Draw a cat", GigaChatImageOptions.builder().n(1).build()));
		assertThat(sent().model()).isEqualTo("GigaChat-2-Pro");
		assertThat(sent().messages().get(0).content()).isEqualTo("In oil");
		assertThat(service.emulator().chatRequests()).hasSize(1);

		model.call(new ImagePrompt("Draw a cat", ImageOptionsBuilder.builder().model("GigaChat-2-Max").n(1).build()));
		assertThat(sent().model()).isEqualTo("GigaChat-2-Max");
		assertThat(model.getOptions().getN()).isEqualTo(2);
	}

	@Test
	void modelAndStyleOfAnotherProvidersOptionsAreIgnored() {
		model().call(new ImagePrompt("Draw a cat", new ForeignOptions()));

		assertThat(sent().model()).isEqualTo("GigaChat-2-Max");
		assertThat(sent().messages()).hasSize(1);
		assertThat(service.emulator().chatRequests()).hasSize(2);
	}

	@Test
	void aSizeAndAWeightAreDroppedWithOneWarningEach() {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger(GigaChatImageModel.class);
		logger.addAppender(log);
		try {
			GigaChatImageModel model = model();
			ImagePrompt prompt = new ImagePrompt(List.of(new ImageMessage("Draw a cat", 0.5f)),
					ImageOptionsBuilder.builder().width(512).height(512).build());
			model.call(prompt);
			model.call(prompt);
		}
		finally {
			logger.detachAppender(log);
		}

		assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactlyInAnyOrder("GigaChat does not support the option width: it is not sent",
					"GigaChat does not support the option height: it is not sent",
					"GigaChat does not support the option weight: it is not sent");
	}

	@ParameterizedTest
	@CsvSource({ "blacklist,CONTENT_FILTER,filter of topics", "stop,STOP,answer()" })
	void anAnswerWithoutAPictureIsAnErrorThatKeepsTheWords(String reason, String told, String hint) {
		service.emulator().onAnyMessage().reply("I would rather talk of something else.").finishReason(reason);

		GigaChatNonTransientException failure = catchThrowableOfType(GigaChatNonTransientException.class,
				() -> model().call(new ImagePrompt("Draw a cat")));

		assertThat(failure.kind()).isEqualTo(FailureKind.NO_IMAGE);
		assertThat(failure).hasMessageContaining(told).hasMessageContaining(hint);
		assertThat(failure.toString()).doesNotContain("something else.").doesNotContain("a cat");
		assertThat(failure.requestId()).isEqualTo(service.emulator().lastChatRequest().requestId());
		assertThat(failure.answer()).isEqualTo("I would rather talk of something else.");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@Test
	void aFileOfAnotherTypeIsNoPicture() {
		service.emulator()
			.onAnyMessage()
			.reply("<div data-model-id=\"3727db23-91a3-44fa-a6b7-9f0a311d3e9e\" fuse=\"true\"/> A ball.");

		GigaChatNonTransientException failure = catchThrowableOfType(GigaChatNonTransientException.class,
				() -> model().call(new ImagePrompt("Draw a ball")));

		assertThat(failure.kind()).isEqualTo(FailureKind.NO_IMAGE);
		assertThat(failure.answer()).isEqualTo("A ball.");
	}

	@Test
	void onlyTheFailedRequestIsRetried() {
		service.emulator().onAnyMessage().fail(500).then().draw("Here.");
		service.emulator().onEndpoint(Endpoint.FILES).fail(503).then().succeed();

		ImageResponse response = model().call(new ImagePrompt("Draw a cat"));

		assertThat(((GigaChatImage) result(response).getOutput()).getBytes()).isEqualTo(drawing().content());
		assertThat(service.emulator().chatRequests()).hasSize(2);
		assertThat(service.emulator().drawings()).hasSize(1);
		assertThat(downloads()).isEqualTo(2);
	}

	@Test
	void aPictureThatCannotBeDownloadedIsAnError() {
		service.emulator().onEndpoint(Endpoint.FILES).fail(503);

		GigaChatTransientException failure = catchThrowableOfType(GigaChatTransientException.class,
				() -> model().call(new ImagePrompt("Draw a cat")));

		assertThat(failure.kind()).isEqualTo(FailureKind.SERVER);
		assertThat(service.emulator().drawings()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "url", "webp" })
	void anUnsupportedResponseFormatIsRefused(String format) {
		GigaChatNonTransientException failure = catchThrowableOfType(GigaChatNonTransientException.class, () -> model()
			.call(new ImagePrompt("Draw a cat", ImageOptionsBuilder.builder().responseFormat(format).build())));

		assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
		assertThat(failure).hasMessageContaining(format).hasMessageContaining("b64_json");
		assertThat(service.emulator().requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "b64_json", "B64_JSON", "" })
	void base64IsTheResponseFormat(String format) {
		ImageResponse response = model()
			.call(new ImagePrompt("Draw a cat", ImageOptionsBuilder.builder().responseFormat(format).build()));

		assertThat(result(response).getOutput().getB64Json()).isNotEmpty();
	}

	@Test
	void anEmptyDescriptionIsRefused() {
		for (ImagePrompt prompt : List.of(new ImagePrompt(" "), new ImagePrompt(List.of()))) {
			assertThat(catchThrowableOfType(GigaChatNonTransientException.class, () -> model().call(prompt)))
				.hasMessageContaining("no text")
				.extracting(GigaChatNonTransientException::option)
				.isEqualTo("messages");
		}
		assertThat(catchThrowableOfType(GigaChatNonTransientException.class,
				() -> model().call(new ImagePrompt("cat", ImageOptionsBuilder.builder().n(0).build()))))
			.hasMessage("n has to be at least 1, but is 0."
					+ " Correct the option, or the property spring.ai.gigachat.image.n")
			.extracting(GigaChatNonTransientException::option)
			.isEqualTo("n");
		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void invalidOptionsAreRefusedWhenTheModelIsBuilt() {
		assertThatIllegalArgumentException().isThrownBy(() -> model(GigaChatImageOptions.builder().n(0).build()))
			.withMessageContaining("n has to be at least 1");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> model(GigaChatImageOptions.builder().responseFormat("url").build()))
			.withMessageContaining("response-format");
	}

	@Test
	void theObservationHasTheMergedRequestAndTheResponse() {
		TestObservationRegistry observations = TestObservationRegistry.create();
		GigaChatImageModel model = GigaChatImageModel.builder()
			.api(service.api((api) -> api.observationRegistry(observations)))
			.options(GigaChatImageOptions.builder().style("In oil").build())
			.observationRegistry(observations)
			.build();

		model.call(new ImagePrompt("Draw a cat"));

		TestObservationRegistryAssert.assertThat(observations)
			.hasObservationWithNameEqualTo("gen_ai.client.operation")
			.that()
			.hasContextualNameEqualTo("image GigaChat-2-Max")
			.hasLowCardinalityKeyValue("gen_ai.operation.name", "image")
			.hasLowCardinalityKeyValue("gen_ai.system", "gigachat")
			.hasLowCardinalityKeyValue("gen_ai.request.model", "GigaChat-2-Max")
			.hasHighCardinalityKeyValue("gen_ai.request.image.style", "In oil")
			.hasBeenStopped();
		TestObservationRegistryAssert.assertThat(observations)
			.hasNumberOfObservationsWithNameEqualTo("http.client.requests", 3);
	}

	@Test
	void aModelNeedsEitherAnApiOrCredentialsAndClosesItsOwn() {
		assertThatIllegalStateException().isThrownBy(() -> GigaChatImageModel.builder().build())
			.withMessageContaining("GigaChatImageModel needs an api or credentials");
		try (GigaChatImageModel own = GigaChatImageModel.builder().credentials(GigaChatCredentials.none()).build()) {
			assertThat(own.getOptions().getModel()).isEqualTo("GigaChat-2-Max");
		}
	}

	@Test
	void noToStringShowsAPictureOrText() {
		ImageResponse response = model()
			.call(new ImagePrompt("Draw a cat", GigaChatImageOptions.builder().style("Secret").build()));

		assertThat(response.toString()).doesNotContain(result(response).getOutput().getB64Json())
			.doesNotContain("emulator");
		assertThat(GigaChatImageOptions.builder()
			.style("Secret")
			.headers(Map.of("X-Client-ID", "anna"))
			.build()
			.toString()).doesNotContain("Secret").doesNotContain("anna");
	}

	@Test
	void optionsAreEqualWhenTheirValuesAre() {
		GigaChatImageOptions options = GigaChatImageOptions.builder()
			.model("m")
			.style("s")
			.n(2)
			.responseFormat("b64_json")
			.headers(Map.of("a", "b"))
			.build();

		assertThat(options.mutate().build()).isEqualTo(options).hasSameHashCodeAs(options);
		assertThat(options.mutate().n(3).build()).isNotEqualTo(options);
		assertThat(options.mutate().headers(null).build()).isNotEqualTo(options);
	}

	/**
	 * As another provider's: a model of its own, and a style that is a word of its own.
	 */
	private static final class ForeignOptions implements ImageOptions {

		@Override
		public Integer getN() {
			return 2;
		}

		@Override
		public String getModel() {
			return "dall-e-3";
		}

		@Override
		public Integer getWidth() {
			return null;
		}

		@Override
		public Integer getHeight() {
			return null;
		}

		@Override
		public String getResponseFormat() {
			return null;
		}

		@Override
		public String getStyle() {
			return "vivid";
		}

	}

}
