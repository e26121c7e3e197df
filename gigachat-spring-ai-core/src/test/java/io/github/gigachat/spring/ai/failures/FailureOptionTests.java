package io.github.gigachat.spring.ai.failures;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Outcome;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import io.github.gigachat.spring.ai.media.MediaUploads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.core.io.AbstractResource;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a failure names the option, or the part of the prompt, for which the
 * provider refuses a request. {@code OptionRulesTests} and {@code ChatV2RefusalTests}
 * test the options that have a range or belong to one API.
 */
@Timeout(60)
class FailureOptionTests {

	private static final String UNKNOWN_HOST = "http://" + "a".repeat(64) + ".invalid/cat.png";

	private static final String LOST_FILE = "11111111-2222-3333-4444-555555555555";

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	static Stream<Arguments> everyWay() {
		return Arrays.stream(ChatApi.values())
			.flatMap((api) -> Arrays.stream(Way.values()).map((way) -> Arguments.of(api, way)));
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void anOptionOrAToolIsNamed(ChatApi api, Way way) {
		assertRefused(api, way, "output-schema", "output-schema is not a JSON object",
				options().outputSchema("{\"MARKER\":"));
		assertRefused(api, way, "extra-body", "extra-body cannot be sent: The field messages",
				options().extraBody(Map.of("messages", "MARKER")));
		assertRefused(api, way, "headers", "headers cannot be sent: The header Host",
				options().headers(Map.of("Host", "MARKER")));
		assertRefused(api, way, "session-id", "session-id cannot be sent: The value of the header X-Session-ID",
				options().sessionId("MARKER\n"));
		assertRefused(api, way, "tools[1]", "Two tools have the name b",
				options().toolCallbacks(tool("b", "{}"), tool("b", "{}")));
		assertRefused(api, way, "tools[2]", "The tool c has a schema that cannot be read",
				options().toolCallbacks(tool("a", "{}"), tool("b", "{}"), tool("c", "{")));
	}

	private static GigaChatOptions.Builder options() {
		return GigaChatOptions.builder();
	}

	private static ToolCallback tool(String name, String schema) {
		return FunctionToolCallback.builder(name, (Map<String, Object> input) -> "")
			.description("Does something")
			.inputType(Map.class)
			.inputSchema(schema)
			.build();
	}

	private static void assertRefused(ChatApi api, Way way, String option, String message,
			GigaChatOptions.Builder options) {
		Outcome outcome = way.ask(service.model(), new Prompt("Hi", options.api(api).build()));

		assertThat(outcome.lasting(FailureKind.INVALID_REQUEST).option()).isEqualTo(option);
		assertThat(outcome.message()).startsWith(message).doesNotContain("MARKER");
		assertThat(service.emulator().chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aMediumIsNamedByItsPlaceInThePrompt(ChatApi api, Way way) {
		for (Media medium : List.of(media("image/gif", MediaWire.picture()),
				MediaWire.png(new byte[15 * 1024 * 1024 + 1]), MediaWire.png(),
				MediaWire.png("<!DOCTYPE html><html>".getBytes(StandardCharsets.UTF_8)),
				GigaChatMedia.of(MediaWire.PNG, new Unreadable()), media("image/png", "not a url"),
				media("image/png", "ftp://example.org/cat.png"), media("image/png", "http://user@example.org/cat.png"),
				media("image/png", "http://127.0.0.1/cat.png"), media("image/png", UNKNOWN_HOST),
				GigaChatMedia.uploaded(MediaWire.PNG, LOST_FILE))) {
			assertNamed(way.ask(service.model(), thirdMessage(api, medium)));
		}
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aMediumWhoseUrlCannotBeFetchedIsNamed(ChatApi api, Way way) {
		MediaUploads uploads = MediaUploads.builder(service.api((settings) -> settings))
			.allowPrivateAddresses(true)
			.build();
		GigaChatModel model = GigaChatModel.builder().api(uploads.api()).mediaUploads(uploads).build();

		assertNamed(way.ask(model, thirdMessage(api, media("image/png", service.emulator().baseUrl() + "/nowhere"))));

		uploads.close();
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aMediumThatTheServiceRefusesIsNamed(ChatApi api, Way way) {
		service.emulator().onEndpoint(Endpoint.FILES).fail(400, "no");

		Outcome outcome = way.ask(service.model(),
				new Prompt(List.of(new UserMessage("Hi"), MediaWire.message(MediaWire.png(MediaWire.picture()))),
						options().api(api).build()));

		assertThat(outcome.lasting(FailureKind.INVALID_REQUEST).option()).isEqualTo("messages[1].media[0]");
		assertThat(outcome.message()).startsWith("Medium 1 of message 2 (image/png)");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void aHeaderIsNotBlamedOnTheMediumWithWhichItIsSent(ChatApi api, Way way) {
		Prompt prompt = new Prompt(List.of((Message) MediaWire.message(MediaWire.png(MediaWire.picture()))),
				options().api(api).headers(Map.of("Host", "other")).build());

		Outcome outcome = way.ask(service.model(), prompt);

		assertThat(outcome.lasting(FailureKind.INVALID_REQUEST).option()).isEqualTo("headers");
		assertThat(outcome.message()).startsWith("headers cannot be sent");
	}

	/** A prompt whose third message has the medium, behind a document. */
	private static Prompt thirdMessage(ChatApi api, Media medium) {
		Media document = media("text/plain", new byte[] { 7 });
		List<Message> messages = List.of(new SystemMessage("Be brief."), new AssistantMessage("Yes?"),
				MediaWire.message(document, medium));
		return new Prompt(messages, options().api(api).build());
	}

	private static Media media(String type, Object data) {
		return MediaWire.media(MimeTypeUtils.parseMimeType(type),
				(data instanceof String text && text.startsWith("http")) ? URI.create(text) : data);
	}

	private static void assertNamed(Outcome outcome) {
		assertThat(outcome.error()).isInstanceOf(GigaChatFailure.class)
			.hasMessageStartingWith("Medium 2 of message 3 ");
		assertThat(option(outcome)).isEqualTo("messages[2].media[1]");
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void theMessagesAreNamedWhereNoSingleMediumIsToBlame(ChatApi api, Way way) {
		GigaChatOptions options = options().api(api).build();
		Message one = MediaWire.message(MediaWire.png(MediaWire.picture()));
		Message two = MediaWire.message(
				MediaWire.media(MimeTypeUtils.TEXT_PLAIN, "one".getBytes(StandardCharsets.UTF_8)),
				MediaWire.media(MimeTypeUtils.TEXT_PLAIN, "two".getBytes(StandardCharsets.UTF_8)));

		Outcome several = way.ask(service.model(), new Prompt(List.of(one, two), options));
		Outcome many = way.ask(service.model(), new Prompt(Collections.nCopies(11, one), options));
		Outcome blank = way.ask(service.model(), new Prompt(List.of(new UserMessage(" ")), options));

		assertThat(option(several)).isEqualTo("messages[1].media");
		assertThat(option(many)).isEqualTo("messages");
		assertThat(option(blank)).isEqualTo("messages");
		assertThat(service.emulator().requests()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("everyWay")
	void noOptionIsNamedWhenTheServiceRefuses(ChatApi api, Way way) {
		for (int status : new int[] { 400, 401, 413, 422, 429, 500 }) {
			service.emulator().onAnyMessage().fail(status, "Invalid params: temperature must be positive");

			assertThat(option(way.ask(service.model(), new Prompt("Hi", options().api(api).build())))).isNull();
		}
	}

	private static @Nullable String option(Outcome outcome) {
		return ((GigaChatFailure) Objects.requireNonNull(outcome.error())).option();
	}

	/** A resource that cannot be read. */
	private static final class Unreadable extends AbstractResource {

		@Override
		public String getDescription() {
			return "unreadable";
		}

		@Override
		public InputStream getInputStream() throws IOException {
			throw new IOException("no");
		}

	}

}
