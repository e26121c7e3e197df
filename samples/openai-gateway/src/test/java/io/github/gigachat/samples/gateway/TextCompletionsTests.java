package io.github.gigachat.samples.gateway;

import java.util.List;
import java.util.stream.Collectors;

import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the completions API over HTTP, against the emulator.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(EmulatorConfiguration.class)
@Timeout(60)
class TextCompletionsTests {

	private static final String PATH = "/v1/completions";

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.gigachat.reset();
		this.client = new GatewayClient(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "'Complete me'", "['Complete me']" })
	void aWholeAnswer(String prompt) {
		this.gigachat.onUserMessage("Complete me").reply("Готово").usage(30, 5, 12);

		GatewayClient.Answer answer = this.client.post(PATH,
				"{'model':'gigachat','prompt':" + prompt + ",'suffix':'','n':1,'best_of':1,'echo':false}");

		assertThat(answer.status()).isEqualTo(200);
		JsonNode json = answer.json();
		assertThat(json.path("id").stringValue()).isEqualTo("cmpl-" + answer.header("x-request-id"));
		assertThat(json.path("object").stringValue()).isEqualTo("text_completion");
		assertThat(json.path("created").isIntegralNumber()).isTrue();
		assertThat(json.path("model").stringValue()).isEqualTo("gigachat");
		JsonNode choice = json.path("choices").path(0);
		assertThat(choice.path("text").stringValue()).isEqualTo("Готово");
		assertThat(choice.path("index").intValue()).isZero();
		assertThat(choice.path("logprobs").isNull()).isTrue();
		assertThat(choice.path("finish_reason").stringValue()).isEqualTo("stop");
		assertThat(json.path("usage").path("prompt_tokens").intValue()).isEqualTo(42);
		assertThat(json.path("usage").path("total_tokens").intValue()).isEqualTo(47);
		ChatRequest sent = this.gigachat.lastChatRequest().chat();
		assertThat(sent.messages()).hasSize(1);
		assertThat(sent.lastUserText()).isEqualTo("Complete me");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aStream(boolean usage) {
		this.gigachat.onAnyMessage().replyInChunks("Раз, ", "два, ", "три").usage(30, 5, 0);

		GatewayClient.Answer answer = this.client.post(PATH, "{'model':'GigaChat-2','prompt':'Count','stream':true,"
				+ "'stream_options':{'include_usage':" + usage + "}}");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
		List<JsonNode> events = answer.events();
		assertThat(events).allSatisfy((event) -> {
			assertThat(event.path("object").stringValue()).isEqualTo("text_completion");
			assertThat(event.path("id").stringValue()).isEqualTo("cmpl-" + answer.header("x-request-id"));
			assertThat(event.has("usage")).isEqualTo(usage);
		});
		List<JsonNode> choices = events.stream()
			.map((event) -> event.path("choices"))
			.filter((list) -> !list.isEmpty())
			.map((list) -> list.path(0))
			.toList();
		assertThat(choices.stream().map((choice) -> choice.path("text").stringValue()).collect(Collectors.joining()))
			.isEqualTo("Раз, два, три");
		assertThat(choices.get(0).path("finish_reason").isNull()).isTrue();
		assertThat(choices.get(choices.size() - 1).path("finish_reason").stringValue()).isEqualTo("stop");
		assertThat(choices).hasSize(4);
		JsonNode last = events.get(events.size() - 1);
		assertThat(last.path("usage").path("total_tokens").asInt(-1)).isEqualTo(usage ? 35 : -1);
		assertThat(answer.isDone()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "length, length", "blacklist, content_filter", "stop, stop", "unheard, stop" })
	void theFinishReasonIsOneOfOpenAis(String upstream, String reason) {
		this.gigachat.onAnyMessage().reply("Text").finishReason(upstream);

		GatewayClient.Answer whole = this.client.post(PATH, "{'model':'GigaChat-2','prompt':'Hi'}");
		GatewayClient.Answer stream = this.client.post(PATH, "{'model':'GigaChat-2','prompt':'Hi','stream':true}");

		assertThat(whole.json().path("choices").path(0).path("finish_reason").stringValue()).isEqualTo(reason);
		List<JsonNode> events = stream.events();
		assertThat(events.get(events.size() - 1).path("choices").path(0).path("finish_reason").stringValue())
			.isEqualTo(reason);
	}

	@Test
	void theOptionsApply() {
		this.gigachat.onAnyMessage().reply("one two STOP three");

		GatewayClient.Answer answer = this.client.post(PATH, "{'model':'GigaChat-2','prompt':'Hi','max_tokens':7,"
				+ "'temperature':0.3,'top_p':0.4,'stop':'STOP','user':'me','logprobs':1,'presence_penalty':0}");

		assertThat(answer.json().path("choices").path(0).path("text").stringValue()).isEqualTo("one two ");
		assertThat(answer.header("x-gateway-ignored")).isEqualTo("logprobs, presence_penalty");
		JsonNode sent = JsonMapper.shared().readTree(this.gigachat.lastChatRequest().body());
		assertThat(sent.path("max_tokens").intValue()).isEqualTo(7);
		assertThat(sent.path("temperature").doubleValue()).isEqualTo(0.3);
		assertThat(sent.path("top_p").doubleValue()).isEqualTo(0.4);
		assertThat(this.gigachat.lastChatRequest().header("X-Session-ID")).hasSize(36);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { "'x':1 | prompt", "'prompt':'' | prompt",
			"'prompt':[] | prompt", "'prompt':['a','b'] | prompt", "'prompt':[1,2] | prompt", "'prompt':[[1]] | prompt",
			"'prompt':5 | prompt", "'prompt':[null] | prompt", "'prompt':'a','suffix':'b' | suffix",
			"'prompt':'a','n':2 | n", "'prompt':'a','best_of':2 | best_of", "'prompt':'a','echo':true | echo",
			"'prompt':'a','temperature':3 | temperature", "'prompt':'a','max_tokens':0 | max_tokens",
			"'prompt':'a','stop':['1','2','3','4','5','6','7','8','9','10','11','12','13','14','15','16','17'] | stop" })
	void aWrongRequestIsRefusedWithItsPlace(String fields, String param) {
		GatewayClient.Answer answer = this.client.post(PATH, "{'model':'GigaChat-2'," + fields + "}");

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.error().path("type").stringValue()).isEqualTo("invalid_request_error");
		assertThat(answer.error().path("param").stringValue()).isEqualTo(param);
		assertThat(answer.error().path("message").stringValue()).contains(param);
		assertThat(this.gigachat.chatRequests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "401, 424", "402, 403", "404, 404", "413, 400", "429, 429", "500, 502" })
	void aRefusalOfTheServiceBeforeAStreamHasAStatus(int upstream, int status) {
		this.gigachat.onAnyMessage().fail(upstream);

		GatewayClient.Answer answer = this.client.post(PATH, "{'model':'GigaChat-2','prompt':'Hi','stream':true}");

		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.error().path("param").asString("")).isEqualTo(switch (upstream) {
			case 404 -> "model";
			case 413 -> "prompt";
			default -> "";
		});
	}

}
