package io.github.gigachat.emulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the built-in tools of v2 and the other parts of an answer beside its text.
 */
class ChatV2ToolTests {

	private static final String SEARCH = ",\"tools\":[{\"web_search\":{}}]";

	private static final String DRAW = ",\"tools\":[{\"image_generate\":{}}]";

	private static final WebPage PAGE = new WebPage("https://example.com/a", "A");

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication().tool("code_interpreter").tool("our_own"));

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void listsThePagesOfASearch() {
		this.emulator.onAnyMessage().reply("It snows.").sources(PAGE, new WebPage("https://example.com/b", "B"));

		JsonNode message = ask("hi", SEARCH).path("messages").path(0);

		assertThat(message.path("tool_state_id").stringValue()).hasSize(36);
		assertThat(message.path("content").toString())
			.isEqualTo("[{\"text\":\"It snows. [sources=[1]] [sources=[2]]\"},{\"inline_data\":{\"sources\":{"
					+ "\"1\":{\"url\":\"https://example.com/a\",\"title\":\"A\"},"
					+ "\"2\":{\"url\":\"https://example.com/b\",\"title\":\"B\"}}}}]");
	}

	@Test
	void keepsTheMarksOfAText() {
		this.emulator.onAnyMessage().reply("It snows [sources=[1]], they say.").sources(PAGE);

		assertThat(text(ask("hi", SEARCH))).isEqualTo("It snows [sources=[1]], they say.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", DRAW, SEARCH + ",\"tool_config\":{\"mode\":\"none\"}" })
	void doesNotSearchUnlessTheRequestAllowsIt(String more) {
		this.emulator.onAnyMessage().reply("It snows.").sources(PAGE);

		assertThat(ask("hi", more).path("messages").path(0).path("content").toString())
			.isEqualTo("[{\"text\":\"It snows.\"}]");
	}

	@Test
	void reportsASearchBeforeTheTextOfAStream() {
		this.emulator.onAnyMessage().replyInChunks("It ", "snows.").sources(PAGE);

		List<ServerEvent> events = stream("hi", SEARCH);

		assertThat(events).extracting(ServerEvent::name)
			.containsExactly("response.tool.in_progress", "response.tool.completed", "response.message.delta",
					"response.message.delta", "response.message.delta", "response.message.delta",
					"response.message.done");
		assertThat(part(events.get(0)).toString())
			.isEqualTo("{\"tool_execution\":{\"name\":\"web_search\",\"seconds_left\":5}}");
		assertThat(part(events.get(1)).toString())
			.isEqualTo("{\"tool_execution\":{\"name\":\"web_search\",\"status\":\"success\",\"censored\":false}}");
		assertThat(part(events.get(4)).path("text").stringValue()).isEqualTo(" [sources=[1]]");
		assertThat(part(events.get(5)).path("inline_data").path("sources").path("1").path("title").stringValue())
			.isEqualTo("A");
		assertThat(events.get(6).data().has("messages")).isFalse();
	}

	@Test
	void drawsAPictureIntoAFile() throws IOException {
		this.emulator.onUserMessage("cat").draw("Here it is.");

		HttpResponse<String> answer = this.client
			.send(this.client.chatV2("", TestClient.chatV2Body("a cat", DRAW)).header("X-Client-ID", "anna"));

		EmulatedFile picture = this.emulator.drawings().get(0);
		assertThat(TestClient.json(answer.body()).path("messages").path(0).path("content").toString())
			.isEqualTo("[{\"files\":[{\"id\":\"" + picture.id()
					+ "\",\"mime\":\"image/jpeg\",\"target\":\"image\"}]},{\"text\":\"Here it is.\"}]");
		assertThat(ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.content()))))
			.isNotNull();
		String path = "/files/" + picture.id() + "/content";
		assertThat(this.client.send(this.client.models("", path).header("X-Client-ID", "anna")).statusCode())
			.isEqualTo(200);
		assertThat(this.client.send(this.client.models("", path)).statusCode()).isEqualTo(404);
	}

	@Test
	void drawsAPictureWithoutText() {
		this.emulator.onUserMessage("cat").draw("");

		assertThat(ask("a cat", DRAW).path("messages").path(0).path("content")).hasSize(1);
		assertThat(stream("a cat", DRAW)).extracting(ServerEvent::name)
			.containsExactly("response.tool.in_progress", "response.tool.completed", "response.message.delta",
					"response.message.done");
	}

	@Test
	void acceptsADrawnPictureInTheHistory() {
		String id = this.emulator.draw(null).id();

		HttpResponse<String> answer = this.client.send(this.client.chatV2("", """
				{"model":"GigaChat-2-Max","messages":[{"role":"user","content":[{"text":"a cat"}]},\
				{"role":"assistant","content":[{"files":[{"id":"%s","mime":"image/jpeg","target":"image"}]},\
				{"text":"Here."}]},{"role":"user","content":[{"text":"thanks"}]}]}""".formatted(id)));

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
	}

	@Test
	void drawsUnscriptedWhenAskedOrForced() {
		String forced = DRAW + ",\"tool_config\":{\"mode\":\"forced\",\"tool_name\":\"image_generate\"}";

		assertThat(part(ask("Нарисуй кота", DRAW)).has("files")).isTrue();
		assertThat(part(ask("cat", forced)).has("files")).isTrue();
		assertThat(part(ask("cat", DRAW)).has("files")).isFalse();
		assertThat(part(ask("Draw a cat", SEARCH)).has("files")).isFalse();
		assertThat(part(ask("Draw a cat", DRAW + ",\"tool_config\":{\"mode\":\"none\"}")).has("files")).isFalse();
	}

	@Test
	void obeysAForcedTool() {
		JsonNode searched = ask("hi", SEARCH + ",\"tool_config\":{\"mode\":\"forced\",\"tool_name\":\"web_search\"}");
		List<ServerEvent> run = stream("hi", ",\"tools\":[{\"code_interpreter\":{}}],\"tool_config\":"
				+ "{\"mode\":\"forced\",\"tool_name\":\"code_interpreter\"}");

		assertThat(text(searched)).contains("emulator").endsWith("[sources=[1]]");
		assertThat(part(run.get(0)).path("tool_execution").path("name").stringValue()).isEqualTo("code_interpreter");
	}

	@Test
	void runsOnlyToolsThatAreOffered() {
		this.emulator.onAnyMessage()
			.reply("42")
			.afterTool("url_content_extraction")
			.afterFailedTool("our_own")
			.afterTool("code_interpreter");

		List<ServerEvent> events = stream("hi", ",\"tools\":[{\"our_own\":{}},{\"code_interpreter\":{}}]");

		assertThat(events.stream()
			.filter((event) -> event.name().equals("response.tool.completed"))
			.map((event) -> part(event).path("tool_execution"))
			.map((run) -> run.path("name").stringValue() + " " + run.path("status").stringValue()))
			.containsExactly("our_own fail", "code_interpreter success");
	}

	@Test
	void sendsReasoningInAMessageOfItsOwn() {
		this.emulator.onAnyMessage().reply("42").reasoning("Six times seven.");

		assertThat(ask("hi", "").path("messages").toString())
			.isEqualTo("[{\"role\":\"reasoning\",\"content\":[{\"text\":\"Six times seven.\"}]},"
					+ "{\"role\":\"assistant\",\"content\":[{\"text\":\"42\"}]}]");
		assertThat(stream("hi", "")).extracting((event) -> event.data().path("messages").path(0).path("role"))
			.extracting((role) -> role.asString(""))
			.containsExactly("reasoning", "assistant", "");
	}

	@Test
	void sendsReasoningBesideTheTextInV1() {
		this.emulator.onAnyMessage().reply("42").reasoning("Six times seven.");

		HttpResponse<String> whole = this.client.send(this.client.chat("", TestClient.chatBody("hi", "")));
		HttpResponse<String> stream = this.client.send(this.client.chat("", TestClient.streamBody("hi")));

		assertThat(TestClient.json(whole.body()).path("choices").path(0).path("message").toString())
			.isEqualTo("{\"content\":\"42\",\"reasoning_content\":\"Six times seven.\",\"role\":\"assistant\"}");
		assertThat(stream.body()).containsSubsequence(
				"\"delta\":{\"role\":\"assistant\",\"reasoning_content\":\"Six times seven.\"}",
				"\"delta\":{\"content\":\"42\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[A-Z]{3}-\\d{4}", "yes|no", "(?:\\+7|8)\\s?\\(\\d{3}\\) ?[0-9]{3}(?:-\\d\\d){2}",
			"^[а-яё]+\\.?$", "[^\\]a-c]{2,5}?", "#[0-9a-f]{6}", "(?<year>20\\d\\d)/(0[1-9]|1[0-2])", "a*b+c?", "[]a]x",
			"\\p{Lu}\\p{Ll}+", ".{3}" })
	void answersByAPattern(String pattern) {
		String quoted = pattern.replace("\\", "\\\\");
		String said = text(ask("hi",
				",\"model_options\":{\"response_format\":{\"type\":\"regex\",\"regex\":\"" + quoted + "\"}}"));

		assertThat(said).matches(pattern);
	}

	@Test
	void saysThatItIsTheEmulatorIfItCannotMatchThePattern() {
		assertThat(text(
				ask("hi", ",\"model_options\":{\"response_format\":{\"type\":\"regex\",\"regex\":\"(?=b)[ab]\"}}")))
			.contains("emulator");
	}

	@Test
	void returnsTheIdOfAStoredThread() {
		JsonNode first = ask("hi", ",\"storage\":true");
		JsonNode second = ask("hi", ",\"storage\":{\"thread_id\":\"t-1\",\"limit\":3,\"metadata\":{\"a\":1}}");
		List<ServerEvent> stream = stream("hi", ",\"storage\":{}");

		assertThat(first.path("thread_id").stringValue()).hasSize(36);
		assertThat(first.path("message_id").stringValue()).hasSize(36);
		assertThat(first.path("messages").path(0).path("message_id")).isEqualTo(first.path("message_id"));
		assertThat(second.path("thread_id").stringValue()).isEqualTo("t-1");
		assertThat(stream).extracting((event) -> event.data().path("thread_id").stringValue()).doesNotContainNull();
		assertThat(stream.get(0).data().path("messages").path(0).path("message_id"))
			.isEqualTo(stream.get(0).data().path("message_id"));
		JsonNode unstored = ask("hi", ",\"storage\":false");
		assertThat(unstored.has("thread_id")).isFalse();
		assertThat(unstored.path("messages").path(0).has("message_id")).isFalse();
	}

	@Test
	void needsNoModelWithAThreadOrAnAssistant() {
		for (String field : new String[] { "\"storage\":{\"thread_id\":\"t-1\"}", "\"assistant_id\":\"a-1\"" }) {
			HttpResponse<String> answer = this.client.send(this.client.chatV2("",
					"{" + field + ",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}"));
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		}
	}

	private List<ServerEvent> stream(String text, String more) {
		HttpResponse<String> answer = this.client
			.send(this.client.chatV2("", TestClient.chatV2Body(text, more + ",\"stream\":true")));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return ServerEvent.all(answer.body());
	}

	private JsonNode ask(String text, String more) {
		HttpResponse<String> answer = this.client.send(this.client.chatV2("", TestClient.chatV2Body(text, more)));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return TestClient.json(answer.body());
	}

	private static JsonNode part(ServerEvent event) {
		return part(event.data());
	}

	private static JsonNode part(JsonNode body) {
		return body.path("messages").path(0).path("content").path(0);
	}

	private static String text(JsonNode body) {
		return part(body).path("text").stringValue();
	}

}
