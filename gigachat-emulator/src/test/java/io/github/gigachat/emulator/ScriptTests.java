package io.github.gigachat.emulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the selection of scripted answers.
 */
class ScriptTests {

	private static final String RESULT = """
			{"model":"GigaChat-2","messages":[{"role":"user","content":"weather"},\
			{"role":"assistant","content":"","function_call":{"name":"get_weather","arguments":{"city":"Tula"}},\
			"functions_state_id":"s"},\
			{"role":"function","name":"get_weather","content":"{\\"t\\":12}"}],\
			"functions":[{"name":"get_weather","description":"w","parameters":{"properties":{}}}]}""";

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with(GigaChatEmulator.Builder::noAuthentication);

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void answersTheMessageThatContainsTheText() {
		this.emulator.onUserMessage("погода").reply("Солнечно.");

		assertThat(ask("Какая ПОГОДА в Туле?")).isEqualTo("Солнечно.");
		assertThat(ask("Кто ты?")).contains("эмулятор");
	}

	@Test
	void theNewestRuleWins() {
		this.emulator.onUserMessage("a").reply("first");
		this.emulator.onUserMessage("a").reply("second");

		assertThat(ask("a")).isEqualTo("second");
	}

	@Test
	void theRuleForAnyMessageComesAfterAllOthers() {
		this.emulator.onUserMessage("a").reply("special");
		this.emulator.onAnyMessage().reply("old");
		this.emulator.onAnyMessage().reply("general");

		assertThat(ask("a")).isEqualTo("special");
		assertThat(ask("b")).isEqualTo("general");
	}

	@Test
	void answersInSequenceAndRepeatsTheLast() {
		this.emulator.onAnyMessage().fail(500).then().reply("one").then().reply("two");

		assertThat(send("x").statusCode()).isEqualTo(500);
		assertThat(List.of(ask("x"), ask("x"), ask("x"))).containsExactly("one", "two", "two");
	}

	@Test
	void answersTheResultOfAFunction() {
		this.emulator.onUserMessage("weather").callFunction("get_weather", Map.of("city", "Tula"));
		this.emulator.onFunctionResult("get_weather").reply("12 degrees.");
		this.emulator.onFunctionResult("other").reply("wrong");

		assertThat(content(this.client.send(this.client.chat("", RESULT)))).isEqualTo("12 degrees.");
	}

	@Test
	void recognisesAResultWithoutANameByItsCall() {
		this.emulator.onFunctionResult("get_weather").reply("12 degrees.");

		String nameless = RESULT.replace("\"function\",\"name\":\"get_weather\",", "\"function\",");

		assertThat(nameless).isNotEqualTo(RESULT);
		assertThat(content(this.client.send(this.client.chat("", nameless)))).isEqualTo("12 degrees.");
	}

	@Test
	void computesTheAnswerFromTheRequest() {
		this.emulator.onRequest((request) -> request.messages().size() == 3)
			.respondWith((request) -> ChatAnswer
				.text(request.lastMessage().role() + " " + request.lastUserText() + " "
						+ request.functionResults().get(0).content() + " " + request.offers("get_weather") + " "
						+ request.functions().get(0).description() + " " + request.messages().get(1).functionsStateId())
				.withFinishReason("length"));

		HttpResponse<String> answer = this.client.send(this.client.chat("", RESULT));

		assertThat(content(answer)).isEqualTo("function weather {\"t\":12} true w s");
		assertThat(answer.body()).contains("\"finish_reason\":\"length\"");
	}

	@Test
	void answersAnErrorThatNamesTheExceptionOfAScript() {
		this.emulator.onAnyMessage().respondWith((request) -> {
			throw new IllegalArgumentException("no such case");
		});

		HttpResponse<String> answer = send("x");

		assertThat(answer.statusCode()).isEqualTo(500);
		assertThat(answer.body()).contains("script failed", "no such case");
	}

	@Test
	void failsWithTheServicesMessageOrAScriptedOne() {
		this.emulator.onAnyMessage()
			.fail(429, Duration.ofMillis(1500))
			.then()
			.fail(422, "Invalid params: anything")
			.then()
			.fail(502);

		HttpResponse<String> limited = send("x");
		assertThat(limited.body()).isEqualTo("{\"status\":429,\"message\":\"Too many requests\"}");
		assertThat(limited.headers().firstValue("Retry-After")).hasValue("2");
		assertThat(send("x").body()).isEqualTo("{\"status\":422,\"message\":\"Invalid params: anything\"}");
		HttpResponse<String> gateway = send("x");
		assertThat(gateway.headers().firstValue("Content-Type")).hasValue("text/html");
		assertThat(gateway.body()).contains("502 Bad Gateway");
	}

	@Test
	void repliesWithABodyAsItIs() {
		this.emulator.onAnyMessage()
			.replyRaw(200, "application/json", "{\"choices\":[")
			.then()
			.replyRaw(302, "text/plain", "")
			.header("Location", "http://127.0.0.1:1/");

		assertThat(send("x").body()).isEqualTo("{\"choices\":[");
		HttpResponse<String> redirect = send("x");
		assertThat(redirect.statusCode()).isEqualTo(302);
		assertThat(redirect.headers().firstValue("Location")).hasValue("http://127.0.0.1:1/");
		assertThat(redirect.body()).isEmpty();
	}

	@Test
	void streamsInTheGivenPiecesAndJoinsThemForACall() {
		this.emulator.onAnyMessage().replyInChunks("При", "вет", "!");

		String stream = this.client.send(this.client.chat("", TestClient.streamBody("x"))).body();

		assertThat(stream).contains("{\"content\":\"При\",\"role\":\"assistant\"}", "{\"content\":\"вет\"}",
				"{\"content\":\"!\"}");
		assertThat(ask("x")).isEqualTo("Привет!");
	}

	@Test
	void waitsBeforeAnAnswer() {
		this.emulator.onAnyMessage().reply("late").delay(Duration.ofMillis(200));

		long begin = System.nanoTime();
		String answer = ask("x");

		assertThat(answer).isEqualTo("late");
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
	}

	@Test
	void repliesByDefaultIfScripted() {
		this.emulator.onAnyMessage().reply("scripted").then().replyByDefault();

		assertThat(ask("x")).isEqualTo("scripted");
		assertThat(ask("x")).contains("emulator");
	}

	@Test
	void aResetForgetsTheScript() {
		this.emulator.onAnyMessage().reply("scripted");

		this.emulator.reset();

		assertThat(ask("x")).contains("emulator");
	}

	private HttpResponse<String> send(String text) {
		return this.client.send(this.client.chat("", TestClient.chatBody(text, "")));
	}

	private String ask(String text) {
		return content(send(text));
	}

	private static String content(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return TestClient.json(answer.body()).path("choices").path(0).path("message").path("content").stringValue();
	}

}
