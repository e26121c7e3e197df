package io.github.gigachat.spring.ai.chat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges.Change;
import io.github.gigachat.spring.ai.api.chat.RequestPreview;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import io.github.gigachat.spring.ai.media.MediaUploads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.util.MimeTypeUtils;

import static io.github.gigachat.spring.ai.fixtures.Conversations.call;
import static io.github.gigachat.spring.ai.fixtures.Conversations.calls;
import static io.github.gigachat.spring.ai.fixtures.Conversations.result;
import static io.github.gigachat.spring.ai.fixtures.Conversations.system;
import static io.github.gigachat.spring.ai.fixtures.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the preview of a request is what would be sent, and that nothing is sent.
 */
class RequestPreviewTests {

	private static final List<Message> CONVERSATION = List.of(system("Be brief."), user("The weather in Tula?"),
			system("Be kind."), calls(call("1", "get_weather", "{\"city\":\"Tula\"}")),
			result("1", "get_weather", "sunny"));

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@EnumSource(ChatApi.class)
	void thePreviewIsTheRequestThatACallSends(ChatApi api) {
		Prompt prompt = new Prompt(CONVERSATION,
				GigaChatOptions.builder()
					.api(api)
					.temperature(0.0)
					.maxTokens(100)
					.outputSchema("{\"type\":\"object\",\"properties\":{\"sky\":{\"type\":\"string\"}}}")
					.toolCallbacks(FunctionToolCallback.builder("get_weather", (String city) -> "sunny")
						.description("Weather")
						.inputType(String.class)
						.build())
					.build());

		RequestPreview preview = service.model().preview(prompt);

		assertThat(service.emulator().requests()).isEmpty();
		Way.CALL.ask(service.model(), prompt).answer();
		assertThat(preview.body()).isEqualTo(service.emulator().lastChatRequest().body());
		assertThat(service.emulator().baseUrl().replace("/v1", api == ChatApi.V1 ? "/v1" : "/v2"))
			.endsWith(preview.path().replace("/chat/completions", ""));
		assertThat(preview.path()).endsWith((api == ChatApi.V1) ? "/v1/chat/completions" : "/v2/chat/completions");
	}

	@Test
	void thePreviewHasTheChanges() {
		FlatteningChanges changes = service.model().preview(new Prompt(CONVERSATION)).changes();

		assertThat(changes.count(Change.SYSTEM_MESSAGES_AS_USER)).isEqualTo(1);
		assertThat(changes.count(Change.RESULTS_WRAPPED)).isEqualTo(1);
		assertThat(changes.count(Change.PARALLEL_CALLS_SERIALISED)).isZero();
		assertThat(changes.counts()).containsOnlyKeys(Change.SYSTEM_MESSAGES_AS_USER, Change.RESULTS_WRAPPED);
		assertThat(service.model().preview(new Prompt("Hi")).changes()).isEqualTo(FlatteningChanges.none());
	}

	@ParameterizedTest
	@EnumSource(ChatApi.class)
	void mediaAreNotUploadedAndHavePlaceholders(ChatApi api) {
		UserMessage message = UserMessage.builder()
			.text("What is this?")
			.media(MediaWire.png(MediaWire.picture()))
			.build();

		RequestPreview preview = service.model()
			.preview(new Prompt(List.of(user("Hi"), message), GigaChatOptions.builder().api(api).build()));

		assertThat(service.emulator().requests()).isEmpty();
		assertThat(preview.body()).contains("\"messages[1].media[0]\"");
	}

	@Test
	void aFileThatIsUploadedKeepsItsId() {
		UserMessage message = UserMessage.builder()
			.text("What is this?")
			.media(GigaChatMedia.uploaded(MimeTypeUtils.IMAGE_PNG, "file-7"))
			.build();

		JsonNode sent = JsonMapper.shared().readTree(service.model().preview(new Prompt(message)).body());

		assertThat(sent.path("messages").path(0).path("attachments").path(0).stringValue()).isEqualTo("file-7");
	}

	static Stream<Prompt> refused() {
		return Stream.of(new Prompt("Hi", GigaChatOptions.builder().temperature(-1.0).build()),
				new Prompt("Hi", GigaChatOptions.builder().reasoningEffort("off").build()),
				new Prompt("Hi", GigaChatOptions.builder().outputSchema("[]").build()), new Prompt(" "),
				new Prompt("Hi", GigaChatOptions.builder().headers(Map.of("Authorization", "Bearer 1")).build()),
				new Prompt("Hi", GigaChatOptions.builder().sessionId("a\r\nb").build()),
				MediaWire.prompt(MediaWire.media(MimeTypeUtils.parseMimeType("image/webp"), MediaWire.picture())),
				MediaWire.prompt(MediaWire.png("%PDF-1.7 and so on".getBytes(StandardCharsets.UTF_8))));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void aPromptThatWouldBeRefusedIsRefused(Prompt prompt) {
		GigaChatModel model = service.model();
		GigaChatFailure failure = (GigaChatFailure) Way.CALL.ask(model, prompt).error();

		int before = service.emulator().requests().size();

		assertThat(failure).isNotNull();
		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(() -> model.preview(prompt))
			.satisfies((refusal) -> assertThat(refusal.details()).isEqualTo(failure.details()));
		assertThat(service.emulator().requests()).hasSize(before);
	}

	@Test
	void aUrlThatTheApplicationDoesNotAllowIsRefused() {
		GigaChatApi api = service.api((settings) -> settings);
		MediaUploads uploads = MediaUploads.builder(api).allowUrls((url) -> false).build();
		GigaChatModel model = GigaChatModel.builder().api(api).mediaUploads(uploads).build();
		Prompt prompt = MediaWire.prompt(new Media(MediaWire.PNG, URI.create("https://example.org/cat.png")));

		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(() -> model.preview(prompt))
			.withMessageContaining("does not allow");
		uploads.close();
	}

	@Test
	void aPreviewIsNotLoggedAsARequest() {
		Logger logger = (Logger) LoggerFactory.getLogger(GigaChatModel.class);
		Level level = logger.getLevel();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.setLevel(Level.DEBUG);
		logger.addAppender(log);
		try {
			service.model().preview(new Prompt(CONVERSATION));
			assertThat(log.list).isEmpty();
			service.model().call(new Prompt(CONVERSATION));
			assertThat(log.list).isNotEmpty();
		}
		finally {
			logger.detachAppender(log);
			logger.setLevel(level);
		}
	}

	@Test
	void theTextOfAPreviewHidesTheConversation() {
		RequestPreview preview = service.model().preview(new Prompt(system("secret"), user("secret too")));

		assertThat(preview.body()).contains("secret");
		assertThat(preview.toString()).contains("/v1/chat/completions").doesNotContain("secret");
	}

}
