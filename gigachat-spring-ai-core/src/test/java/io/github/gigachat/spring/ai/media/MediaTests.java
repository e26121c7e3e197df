package io.github.gigachat.spring.ai.media;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.CountedSource;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests that media of user messages are uploaded once, and attached to each request.
 */
@Timeout(60)
class MediaTests {

	private static final byte[] PICTURE = { 1, 2, 3, 4, 5 };

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static List<EmulatedFile> uploads() {
		return service.emulator().uploads();
	}

	private static List<RecordedRequest> chats() {
		return service.emulator().chatRequests();
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void sendsAPictureThroughAChatClient(Way way) {
		ChatClient client = ChatClient.create(service.model());

		String answer = way.content(client.prompt()
			.user((user) -> user.text("Что на картинке?")
				.media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(PICTURE))));

		assertThat(answer).isNotEmpty();
		assertThat(uploads()).singleElement().satisfies((file) -> {
			assertThat(file.content()).isEqualTo(PICTURE);
			assertThat(file.type()).isEqualTo("image/png");
			assertThat(file.fileName()).endsWith(".png");
			assertThat(chats()).singleElement()
				.satisfies((request) -> assertThat(request.body()).contains("\"attachments\":[\"" + file.id() + "\"]"));
		});
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void twentyTurnsUploadOnePictureOnce(Way way) {
		ChatClient client = ChatClient.builder(service.model())
			.defaultAdvisors(
					MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().maxMessages(100).build())
						.build())
			.build();
		Media picture = Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data(PICTURE).build();

		for (int turn = 0; turn < 20; turn++) {
			ChatClient.ChatClientRequestSpec request = client.prompt()
				.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "one"));
			way.content((turn == 0) ? request.user((user) -> user.text("Что это?").media(picture))
					: request.user("А ещё?"));
		}

		assertThat(uploads()).hasSize(1);
		assertThat(chats()).hasSize(20)
			.allSatisfy((request) -> assertThat(request.body()).containsOnlyOnce(uploads().get(0).id()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "отчёт за май.png", "報告.png", "تقرير.png", "🎉 5\" quoted.png", "bez-rasshireniya" })
	void aResourceIsUploadedUnderItsName(String name) {
		ByteArrayResource resource = new ByteArrayResource(PICTURE) {
			@Override
			public String getFilename() {
				return name;
			}
		};

		service.model().call(MediaWire.prompt(GigaChatMedia.of(MimeTypeUtils.IMAGE_PNG, resource)));

		assertThat(uploads()).singleElement()
			.satisfies((file) -> assertThat(file.fileName()).isEqualTo(name + (name.contains(".") ? "" : ".png")));
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void theToolLoopSendsItAgainWithoutUploading(Way way) {
		service.emulator()
			.onAnyMessage()
			.callFunction("look", Map.of())
			.then()
			.callFunction("look", Map.of())
			.then()
			.reply("Кот");
		ChatClient client = ChatClient.builder(service.model())
			.defaultTools(FunctionToolCallback.builder("look", () -> "done").description("Looks").build())
			.build();

		assertThat(way.content(client.prompt().messages(MediaWire.message(MediaWire.png(PICTURE))))).isEqualTo("Кот");

		assertThat(uploads()).hasSize(1);
		assertThat(MediaWire.attached(service.emulator())).hasSize(3)
			.allSatisfy((files) -> assertThat(files).hasSize(1));
	}

	@Test
	void aStreamUploadsWhenItIsSubscribedTo() {
		CountedSource source = CountedSource.of(PICTURE);
		Flux<ChatResponse> stream = service.model()
			.stream(MediaWire.prompt(GigaChatMedia.of(MimeTypeUtils.IMAGE_PNG, resource(source))));

		assertThat(source.opened()).isZero();
		assertThat(service.emulator().requests()).isEmpty();
		stream.blockLast(EmulatedService.LIMIT);
		assertThat(uploads()).hasSize(1);
		stream.blockLast(EmulatedService.LIMIT);
		assertThat(uploads()).hasSize(1);
		assertThat(source.opened()).as("once for the hash, once to send").isEqualTo(2);
		assertThat(source.closed()).isEqualTo(2);
	}

	private static Resource resource(CountedSource source) {
		return new AbstractResource() {
			@Override
			public String getDescription() {
				return "counted";
			}

			@Override
			public long contentLength() {
				return PICTURE.length;
			}

			@Override
			public InputStream getInputStream() {
				return source.getInputStream();
			}
		};
	}

	@Test
	void manyCallersOfOneContentUploadItOnce() throws Exception {
		service.emulator().onEndpoint(Endpoint.FILES).delay(Duration.ofMillis(300));
		GigaChatModel model = service.model();
		ExecutorService callers = Executors.newFixedThreadPool(40);
		try {
			List<Future<Outcome>> outcomes = new ArrayList<>();
			for (int i = 0; i < 40; i++) {
				Way way = (i % 2 == 0) ? Way.CALL : Way.STREAM;
				outcomes.add(callers.submit(() -> way.ask(model, MediaWire.prompt(MediaWire.png(PICTURE.clone())))));
			}
			for (Future<Outcome> outcome : outcomes) {
				outcome.get(30, TimeUnit.SECONDS).answer();
			}
		}
		finally {
			callers.shutdownNow();
		}

		assertThat(uploads()).hasSize(1);
		assertThat(chats()).hasSize(40);
	}

	@Test
	void aCallThatWaitedForACancelledUploadUploadsTheFileItself() {
		service.emulator().network().on((request) -> request.endpoint() == Endpoint.FILES).silentBeforeResponse();
		GigaChatModel model = service.model();
		List<String> answers = new CopyOnWriteArrayList<>();
		Disposable first = model.stream(MediaWire.prompt(MediaWire.png(PICTURE))).subscribe();
		await().atMost(EmulatedService.LIMIT).until(() -> fileRequests().size() == 1);
		Disposable second = model.stream(MediaWire.prompt(MediaWire.png(PICTURE)))
			.subscribe((chunk) -> answers.add(String.valueOf(chunk)));

		first.dispose();

		await().atMost(EmulatedService.LIMIT).until(second::isDisposed);
		assertThat(answers).isNotEmpty();
	}

	@Test
	void filesOfOnePromptAreUploadedConcurrently() {
		for (int i = 0; i < 4; i++) {
			service.emulator().network().on((request) -> request.endpoint() == Endpoint.FILES).silentBeforeResponse();
		}

		Disposable stream = service.model()
			.stream(MediaWire.prompt(MediaWire.png(PICTURE), sound(1), sound(2), sound(3)))
			.subscribe();

		await().atMost(EmulatedService.LIMIT).until(() -> fileRequests().size() == 4);
		stream.dispose();
		assertThat(service.emulator().awaitClientsLeft(4, EmulatedService.LIMIT)).hasSize(4);
	}

	private static List<RecordedRequest> fileRequests() {
		return service.emulator()
			.requests()
			.stream()
			.filter((request) -> request.endpoint() == Endpoint.FILES)
			.toList();
	}

	private static Media sound(int content) {
		return MediaWire.media(MimeType.valueOf("audio/mpeg"), new byte[] { (byte) content });
	}

	@ParameterizedTest
	@EnumSource
	void aFileBelongsToTheClientIdOfItsRequest(Way way) {
		GigaChatModel model = service.model();
		for (String client : List.of("anna", "boris", "anna")) {
			GigaChatOptions options = GigaChatOptions.builder()
				.model("GigaChat-2")
				.headers(Map.of("x-client-id", client, "X-Trace-ID", "trace-" + chats().size()))
				.build();
			way.ask(model, new Prompt(MediaWire.message(MediaWire.png(PICTURE)), options)).answer();
		}

		assertThat(uploads()).hasSize(2);
		assertThat(service.emulator()
			.requests()
			.stream()
			.filter((request) -> request.endpoint() == Endpoint.FILES)
			.map((request) -> request.header("X-Client-ID"))).containsExactly("anna", "boris");
		assertThat(MediaWire.attached(service.emulator()).stream().map((files) -> files.get(0)))
			.containsExactly(uploads().get(0), uploads().get(1), uploads().get(0));
	}

	@ParameterizedTest
	@EnumSource
	void anUploadIsPartOfTheCallsObservation(Way way) {
		TestObservationRegistry registry = TestObservationRegistry.create();
		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api.observationRegistry(registry)))
			.observationRegistry(registry)
			.build();

		way.ask(model, MediaWire.prompt(MediaWire.png(PICTURE), sound(1))).answer();

		TestObservationRegistryAssert.assertThat(registry)
			.hasObservationWithNameEqualTo("gen_ai.client.operation")
			.that()
			.hasBeenStopped();
		TestObservationRegistryAssert.assertThat(registry)
			.hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts.stream()
				.filter((context) -> context.getAllKeyValues()
					.stream()
					.anyMatch((pair) -> pair.getValue().endsWith("/files"))))
				.hasSize(2)
				.allSatisfy((context) -> assertThat(context.getParentObservation()).isNotNull()));
	}

	@ParameterizedTest
	@EnumSource
	void aFailingUploadIsTheCallsFailure(Way way) {
		service.emulator().onEndpoint(Endpoint.FILES).fail(500);

		GigaChatFailure failure = way.ask(service.model(), MediaWire.prompt(MediaWire.png(PICTURE)))
			.passing(FailureKind.SERVER);

		assertThat(failure.status()).isEqualTo(500);
		assertThat(service.emulator().requests().stream().filter((request) -> request.endpoint() == Endpoint.FILES))
			.hasSize(3);
		assertThat(chats()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aFailingUploadIsNotKept(Way way) {
		service.emulator().onEndpoint(Endpoint.FILES).fail(400).then().succeed();
		GigaChatModel model = service.model();

		way.ask(model, MediaWire.prompt(MediaWire.png(PICTURE))).lasting(FailureKind.INVALID_REQUEST);
		way.ask(model, MediaWire.prompt(MediaWire.png(PICTURE))).answer();

		assertThat(uploads()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void theCallTimeoutCoversUploads(Way way) {
		service.emulator().network().on((request) -> request.endpoint() == Endpoint.FILES).silentBeforeResponse();

		way.ask(service.model((api) -> api.callTimeout(Duration.ofMillis(300))),
				MediaWire.prompt(MediaWire.png(PICTURE)))
			.passing(FailureKind.TIMEOUT);

		assertThat(chats()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aResourceThatCannotBeReadIsAnError(Way way) {
		Media broken = GigaChatMedia.of(MimeTypeUtils.IMAGE_PNG, new FileSystemResource("/nowhere/at/all.png"));

		Outcome outcome = way.ask(service.model(), MediaWire.prompt(broken));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png) cannot be read: java.io.")
			.doesNotContain("nowhere");
		assertThat(service.emulator().requests()).isEmpty();
	}

	@Test
	void aMediumHasThePropertiesOfSpringAisMedia() {
		GigaChatMedia bytes = GigaChatMedia.of(MimeTypeUtils.IMAGE_PNG, "кот.png", PICTURE);
		GigaChatMedia resource = GigaChatMedia.of(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(PICTURE));
		GigaChatMedia uploaded = GigaChatMedia.uploaded(MimeTypeUtils.IMAGE_PNG, "some-id");

		assertThat(bytes.getData()).isSameAs(PICTURE);
		assertThat(bytes.getName()).isEqualTo("кот.png");
		assertThat(resource.getDataAsByteArray()).isEqualTo(PICTURE);
		assertThat(resource.getName()).startsWith("media-png-");
		assertThat(resource.getId()).isNull();
		assertThat(uploaded.getId()).isEqualTo("some-id");
		assertThat(uploaded.getData()).isEqualTo("some-id");
		assertThatThrownBy(uploaded::getDataAsByteArray).isInstanceOf(IllegalStateException.class);
		assertThat(List.of(bytes, resource, uploaded)).asString().doesNotContain("some-id", "кот");
		assertThatThrownBy(() -> GigaChatMedia.uploaded(MimeTypeUtils.IMAGE_PNG, " "))
			.isInstanceOf(IllegalArgumentException.class);
	}

}
