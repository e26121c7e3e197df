package io.github.gigachat.spring.ai.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.util.MimeType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that failures of media name the place of the media in the prompt, and leave no
 * file behind.
 */
@Timeout(60)
class MediaFailureTests {

	private static final Media PICTURE = MediaWire.png(MediaWire.picture());

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static GigaChatEmulator emulator() {
		return service.emulator();
	}

	private static MediaUploads uploads(UnaryOperator<MediaUploads.Builder> settings) {
		return settings.apply(MediaUploads.builder(service.api((api) -> api))).build();
	}

	private static GigaChatModel model(MediaUploads uploads) {
		return GigaChatModel.builder().api(uploads.api()).mediaUploads(uploads).build();
	}

	private static void awaitDeletions(int count) {
		await().atMost(Duration.ofSeconds(5)).until(() -> MediaWire.deletions(emulator()).size() == count);
	}

	private static List<RecordedRequest> fileRequests() {
		return emulator().requests().stream().filter((request) -> request.endpoint() == Endpoint.FILES).toList();
	}

	private static Media once() {
		return GigaChatMedia.of(MediaWire.PNG, new InputStreamResource(new ByteArrayInputStream(MediaWire.picture())));
	}

	private static ToolCallback tool(String name) {
		return FunctionToolCallback.builder(name, () -> "done").description("Does").build();
	}

	@ParameterizedTest
	@EnumSource
	void aPromptThatCannotBeSentLeavesNoFile(Way way) {
		GigaChatModel model = model(uploads((builder) -> builder.deleteAfterUse(true)));
		GigaChatOptions options = GigaChatOptions.builder()
			.model("GigaChat-2")
			.toolCallbacks(List.of(tool("same"), tool("same")))
			.build();

		way.ask(model, new Prompt(MediaWire.message(PICTURE), options)).lasting(FailureKind.INVALID_REQUEST);

		assertThat(emulator().uploads()).hasSize(1);
		awaitDeletions(1);
	}

	@ParameterizedTest
	@EnumSource
	void anOpenResourceThatWasAlreadyReadIsRefused(Way way) throws IOException {
		InputStreamResource resource = new InputStreamResource(new ByteArrayInputStream(MediaWire.picture()));
		resource.getInputStream().close();

		Outcome outcome = way.ask(service.model(), MediaWire.prompt(GigaChatMedia.of(MediaWire.PNG, resource)));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png) cannot be read");
	}

	@ParameterizedTest
	@EnumSource
	void anOpenResourceWhoseUploadFailedIsNotRetried(Way way) {
		AtomicInteger retries = new AtomicInteger();
		RetryTemplate template = new RetryTemplate(
				RetryPolicy.builder().maxRetries(2).delay(Duration.ofMillis(1)).build());
		template.setRetryListener(new RetryListener() {

			@Override
			public void beforeRetry(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
				retries.incrementAndGet();
			}

		});
		GigaChatModel model = service.model((api) -> api.retryTemplate(template));
		emulator().onEndpoint(Endpoint.FILES).fail(503);
		Media once = once();

		way.ask(model, MediaWire.prompt(once)).passing(FailureKind.SERVER);
		way.ask(model, MediaWire.prompt(once)).passing(FailureKind.SERVER);

		assertThat(fileRequests()).hasSize(1);
		assertThat(retries).hasValue(0);
	}

	@ParameterizedTest
	@EnumSource
	void aLostFileOfAnOpenResourceIsAnError(Way way) {
		GigaChatModel model = service.model();
		Media once = once();
		way.ask(model, MediaWire.prompt(once)).answer();
		emulator().loseFile(emulator().uploads().get(0).id());

		Outcome outcome = way.ask(model, MediaWire.prompt(once));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png) cannot be read");
	}

	@ParameterizedTest
	@EnumSource
	void anUnreadOpenResourceCanBeSentLater(Way way) {
		emulator().network().onChat().silentBeforeResponse();
		GigaChatModel model = service.model((api) -> api.maxConcurrentRequests(1).maxQueuedRequests(0));
		Disposable holding = model.stream(new Prompt("Подожди")).subscribe();
		await().atMost(EmulatedService.LIMIT).until(() -> emulator().chatRequests().size() == 1);
		Media once = once();
		way.ask(model, MediaWire.prompt(once)).passing(FailureKind.BUSY);

		holding.dispose();

		way.ask(model, MediaWire.prompt(once)).answer();
	}

	@Test
	void filesInUseDoNotCountAgainstTheCacheSize() {
		GigaChatModel model = model(uploads((builder) -> builder.cacheSize(1)));
		model.call(MediaWire.prompt(PICTURE));
		emulator().network().onChat().silentBeforeResponse();
		Disposable holding = model.stream(MediaWire.prompt(MediaWire.png((byte) 9))).subscribe();
		await().atMost(EmulatedService.LIMIT).until(() -> emulator().chatRequests().size() == 2);

		model.call(MediaWire.prompt(PICTURE));
		model.call(MediaWire.prompt(PICTURE));

		holding.dispose();
		assertThat(emulator().uploads()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void closingDeletesFilesThatAreBeingUploaded(Way way) throws Exception {
		emulator().onEndpoint(Endpoint.FILES).delay(Duration.ofMillis(500));
		MediaUploads uploads = uploads((builder) -> builder);
		GigaChatModel model = model(uploads);
		Thread caller = new Thread(() -> way.ask(model, MediaWire.prompt(PICTURE)));
		caller.start();
		await().atMost(EmulatedService.LIMIT).until(() -> fileRequests().size() == 1);

		uploads.close();

		caller.join();
		awaitDeletions(1);
	}

	@ParameterizedTest
	@EnumSource
	void aMediumThatTheServiceRefusesIsNamed(Way way) {
		emulator().onEndpoint(Endpoint.FILES).fail(400, "no");

		Outcome outcome = way.ask(service.model(), MediaWire.prompt(PICTURE));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).contains("Medium 1 of message 1 (image/png)");
	}

	@ParameterizedTest
	@EnumSource
	void anUploadedFileThatIsLostIsNamed(Way way) {
		Media uploaded = GigaChatMedia.uploaded(MediaWire.PNG, "11111111-2222-3333-4444-555555555555");

		Outcome outcome = way.ask(service.model(), MediaWire.prompt(uploaded));

		outcome.lasting(FailureKind.NOT_FOUND);
		assertThat(outcome.message()).contains("Medium 1 of message 1 (image/png)").doesNotContain("chat.model");
	}

	@ParameterizedTest
	@EnumSource
	void anEmptyFileIsRefused(Way way) {
		for (Media empty : List.of(MediaWire.png(), GigaChatMedia.of(MediaWire.PNG, new ByteArrayResource(new byte[0])),
				GigaChatMedia.of(MediaWire.PNG, new InputStreamResource(InputStream.nullInputStream())))) {
			Outcome outcome = way.ask(service.model(), MediaWire.prompt(empty));

			outcome.lasting(FailureKind.INVALID_REQUEST);
			assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png) is empty");
		}
		assertThat(emulator().uploads()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aResourceThatChangesBetweenReadsIsAnError(Way way) {
		AtomicInteger opened = new AtomicInteger();
		Media changing = GigaChatMedia.of(MediaWire.PNG, new AbstractResource() {
			@Override
			public String getDescription() {
				return "changing";
			}

			@Override
			public long contentLength() {
				return 3;
			}

			@Override
			public InputStream getInputStream() {
				return new ByteArrayInputStream(new byte[] { 1, 2, (byte) opened.incrementAndGet() });
			}
		});

		Outcome outcome = way.ask(service.model(), MediaWire.prompt(changing));

		outcome.lasting(FailureKind.INVALID_REQUEST);
		assertThat(outcome.message()).startsWith("Medium 1 of message 1 (image/png) changed while");
		awaitDeletions(emulator().uploads().size());
	}

	@ParameterizedTest
	@EnumSource
	void aFailingCheckForLostFilesKeepsTheOriginalError(Way way) {
		emulator().onAnyMessage().replyByDefault().then().fail(404, "No such model");
		GigaChatModel model = service.model();
		way.ask(model, MediaWire.prompt(PICTURE)).answer();
		emulator().onEndpoint(Endpoint.FILES).fail(403, "Permission denied");

		way.ask(model, MediaWire.prompt(PICTURE)).lasting(FailureKind.NOT_FOUND);
	}

	@ParameterizedTest
	@EnumSource
	void aLostFileIsUploadedAgainOnceInV2(Way way) {
		GigaChatModel model = service.model();
		Media sound = GigaChatMedia.of(MimeType.valueOf("audio/mpeg"), new byte[] { 9 });
		Prompt prompt = new Prompt(MediaWire.message(PICTURE, sound),
				GigaChatOptions.builder().api(ChatApi.V2).model("GigaChat-2-Max").build());
		way.ask(model, prompt).answer();
		emulator().uploads().forEach((file) -> emulator().loseFile(file.id()));

		way.ask(model, prompt).answer();
		way.ask(model, prompt).answer();

		assertThat(emulator().uploads()).hasSize(4);
		assertThat(emulator().chatRequests()).hasSize(4)
			.allSatisfy((request) -> assertThat(request.path()).contains("/v2/"));
	}

	@Test
	void newMediaWithTheSameContentAreUploadedOnce() {
		ChatClient client = ChatClient.builder(service.model())
			.defaultAdvisors(MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().build()).build())
			.build();

		for (int turn = 0; turn < 10; turn++) {
			String name = "turn-" + turn + ".png";
			client.prompt()
				.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "one"))
				.messages(MediaWire.message(GigaChatMedia.of(MediaWire.PNG, name, MediaWire.picture())))
				.call()
				.content();
		}

		assertThat(emulator().uploads()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nContent-Type: text/html\r\n\r\nb.png", "C:\\Users\\me\\a.png", "../../etc/a.png" })
	void aNameIsSentWithoutItsPath(String name) {
		service.model().call(MediaWire.prompt(GigaChatMedia.of(MediaWire.PNG, name, MediaWire.picture())));

		assertThat(emulator().uploads()).singleElement().satisfies((file) -> {
			assertThat(file.type()).isEqualTo("image/png");
			assertThat(file.content()).isEqualTo(MediaWire.picture());
			assertThat(file.fileName()).endsWith(".png").doesNotContain("\\", "/");
		});
	}

	@Test
	void closingLeavesNoThread() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		Media sound = GigaChatMedia.of(MimeType.valueOf("audio/mpeg"), new byte[] { 9 });
		Media missing = new Media(MediaWire.PNG, URI.create(emulator().baseUrl() + "/nothing"));
		GigaChatModel model = service.model();
		MediaUploads uploads = uploads((builder) -> builder.allowPrivateAddresses(true));
		GigaChatModel other = model(uploads);
		for (GigaChatModel each : List.of(model, other)) {
			Way.STREAM.ask(each, MediaWire.prompt(PICTURE, sound)).answer();
			Way.CALL.ask(each, MediaWire.prompt(missing)).lasting(FailureKind.INVALID_REQUEST);
		}

		model.close();
		uploads.close();

		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> !before.contains(thread) && thread.getName().startsWith("gigachat-media"))
				.isEmpty());
	}

	@Test
	void aFileCanBeKeptForever() {
		try (MediaUploads uploads = uploads((builder) -> builder.timeToLive(Duration.ofSeconds(Long.MAX_VALUE)))) {
			model(uploads).call(MediaWire.prompt(PICTURE));
			model(uploads).call(MediaWire.prompt(PICTURE));
		}
		assertThat(emulator().uploads()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void mediaWorkUnderALimitOfOneRequest(Way way) {
		GigaChatModel model = service.model((api) -> api.maxConcurrentRequests(1));
		Media sound = GigaChatMedia.of(MimeType.valueOf("audio/mpeg"), new byte[] { 9 });
		Media text = GigaChatMedia.of(MimeType.valueOf("text/plain"), new byte[] { 9 });

		way.ask(model, MediaWire.prompt(PICTURE, sound, text)).answer();
		emulator().uploads().forEach((file) -> emulator().loseFile(file.id()));
		way.ask(model, MediaWire.prompt(PICTURE, sound, text)).answer();

		assertThat(emulator().uploads()).hasSize(6);
	}

	@ParameterizedTest
	@EnumSource
	void aFileIsDeletedAfterAToolLoopThatEndsEarly(Way way) {
		emulator().onAnyMessage().callFunction("look", Map.of());
		MediaUploads uploads = uploads(
				(builder) -> builder.deleteAfterUse(true).deleteOnExpiry(false).timeToLive(Duration.ofMillis(100)));
		GigaChatOptions options = GigaChatOptions.builder()
			.model("GigaChat-2")
			.toolCallbacks(List.of(tool("look")))
			.build();

		way.ask(model(uploads), new Prompt(MediaWire.message(PICTURE), options)).answer();

		awaitDeletions(1);
	}

}
