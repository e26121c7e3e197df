package io.github.gigachat.samples.quickstart;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The chat over HTTP, with a key and the emulator in the service's place.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "quickstart.terminal=false")
class HttpTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

	private final HttpClient client = HttpClient.newHttpClient();

	private final int port;

	HttpTests(@Value("${local.server.port}") int port) {
		this.port = port;
	}

	@DynamicPropertySource
	static void connection(DynamicPropertyRegistry registry) {
		registry.add("spring.ai.gigachat.api-key", () -> gigachat.emulator().apiKey());
		registry.add("spring.ai.gigachat.base-url", () -> gigachat.emulator().baseUrl());
		registry.add("spring.ai.gigachat.auth-url", () -> gigachat.emulator().authUrl());
	}

	@Test
	void answersTextWithText() throws Exception {
		gigachat.emulator().onUserMessage("Как дела").reply("Всё хорошо.");

		HttpResponse<String> response = post("/chat", MediaType.TEXT_PLAIN_VALUE, "Как дела?");

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("content-type")).hasValue("text/plain;charset=UTF-8");
		assertThat(response.body()).isEqualTo("Всё хорошо.");
	}

	@Test
	void answersJsonWithJson() throws Exception {
		gigachat.emulator().onUserMessage("Как дела").reply("Всё \"хорошо\".");

		HttpResponse<String> response = post("/chat", MediaType.APPLICATION_JSON_VALUE, "{\"message\":\"Как дела?\"}");

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{\"answer\":\"Всё \\\"хорошо\\\".\"}");
	}

	@Test
	void callsTheToolAndAnswersItsResult() throws Exception {
		gigachat.emulator().onUserMessage("Который час").callFunction("currentTime", "{\"timeZone\":\"Asia/Tokyo\"}");
		gigachat.emulator().onFunctionResult("currentTime").reply("Поздно.");

		HttpResponse<String> response = post("/chat?conversation=tool", MediaType.TEXT_PLAIN_VALUE, "Который час?");

		assertThat(response.body()).isEqualTo("Поздно.");
		ChatMessage result = gigachat.emulator().lastChatRequest().chat().lastMessage();
		assertThat(result.role()).isEqualTo("function");
		assertThat(result.content()).contains("\"timeZone\":\"Asia/Tokyo\"")
			.containsPattern("\"time\":\"\\d\\d:\\d\\d\"");
	}

	@Test
	void conversationsAreRememberedSeparately() throws Exception {
		post("/chat?conversation=a", MediaType.TEXT_PLAIN_VALUE, "Я Аня");
		post("/chat?conversation=b", MediaType.TEXT_PLAIN_VALUE, "Я Боря");
		get("/chat/stream?conversation=a&message=" + encoded("Кто я?"));

		assertThat(gigachat.emulator().lastChatRequest().chat().messages()).extracting(ChatMessage::content)
			.contains("Я Аня", "Кто я?")
			.doesNotContain("Я Боря");
	}

	@Test
	void aCancelledTurnKeepsTheRestOfTheConversation(@Autowired Conversations conversations) {
		gigachat.emulator().onUserMessage("поток").replyInChunks("первое", "второе");
		gigachat.emulator().network().onChat().silentAfterEvents(1);

		try (Stream<String> pieces = conversations.stream("given up", "поток").toStream()) {
			assertThat(pieces.iterator().next()).isEqualTo("первое");
			conversations.answer("given up", "Я Аня");
		}
		conversations.answer("given up", "Кто я?");

		assertThat(gigachat.emulator().lastChatRequest().chat().messages()).extracting(ChatMessage::content)
			.contains("Я Аня", "Кто я?")
			.doesNotContain("поток");
	}

	@Test
	void aStreamKeepsEverySpaceAndLineBreak() throws Exception {
		gigachat.emulator().onUserMessage("поток").replyInChunks("Раз,", " два,\n", "  три\r\n", "и ", "{всё}");

		HttpResponse<String> response = get("/chat/stream?message=" + encoded("поток"));

		assertThat(response.headers().firstValue("content-type")).get().asString().startsWith("text/event-stream");
		assertThat(ServerSentEvents.text(response.body())).isEqualTo("Раз, два,\n  три\nи {всё}");
		assertThat(response.body()).endsWith("event:done\ndata:\n\n");
	}

	@Test
	void aStreamDeliversChunksAsTheyArrive() throws Exception {
		gigachat.emulator().onUserMessage("поток").replyInChunks("первое", "второе");
		gigachat.emulator().network().onChat().silentAfterEvents(1);
		HttpRequest request = HttpRequest.newBuilder(uri("/chat/stream?message=" + encoded("поток"))).build();

		HttpResponse<InputStream> response = this.client.send(request, HttpResponse.BodyHandlers.ofInputStream());

		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
			assertThat(lines.readLine()).isEqualTo("data: первое");
			gigachat.emulator().network().resume();
			assertThat(lines.lines()).contains("data: второе");
		}
	}

	@Test
	void aFailureIsAProblemWithTheProvidersMessage() throws Exception {
		gigachat.emulator().onAnyMessage().fail(403);

		HttpResponse<String> response = post("/chat", MediaType.TEXT_PLAIN_VALUE, "Привет");

		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).contains("HTTP 403").contains("The tariff or the scope does not include this");
	}

	@Test
	void aFailureInAStreamIsAnEvent() throws Exception {
		gigachat.emulator().onUserMessage("поток").replyInChunks("первое", "второе", "третье");
		gigachat.emulator().network().onChat().cutAfterEvents(2);

		HttpResponse<String> response = get("/chat/stream?conversation=cut&message=" + encoded("поток"));

		assertThat(response.body()).startsWith("data: первое\n\n")
			.contains("event:failure\ndata: ")
			.doesNotContain("done");
	}

	@Test
	void aRequestWithoutAMessageIsBad() throws Exception {
		assertThat(post("/chat", MediaType.TEXT_PLAIN_VALUE, " ").statusCode()).isEqualTo(400);
		assertThat(post("/chat", MediaType.APPLICATION_JSON_VALUE, "{}").statusCode()).isEqualTo(400);
		HttpResponse<String> response = get("/chat/stream");

		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("There is no message");
		assertThat(gigachat.emulator().requests()).isEmpty();
	}

	private HttpResponse<String> post(String path, String type, String body) throws Exception {
		return this.client.send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", type)
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> get(String path) throws Exception {
		return this.client.send(HttpRequest.newBuilder(uri(path)).build(),
				HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/**
	 * Keeps the sample's own words out of the test run's standard output.
	 */
	@TestConfiguration
	static class SilentConsole {

		@Bean
		@Primary
		Console silentConsole() {
			return new Console(InputStream.nullInputStream(), new PrintStream(OutputStream.nullOutputStream()));
		}

	}

}
