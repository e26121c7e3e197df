package io.github.gigachat.samples.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the fields of requests and the contents of messages by the request that goes to
 * the service.
 */
@GatewayTest
class RequestFieldsTests {

	private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0 };

	private static final byte[] PDF = "%PDF-1.4 of a test".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] WAV = "RIFF\0\0\0\0WAVEfmt ".getBytes(StandardCharsets.US_ASCII);

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void reset(@LocalServerPort int port) {
		this.gigachat.reset();
		this.client = new GatewayClient(port);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void samplingAndLengthGoOn(boolean stream) {
		JsonNode sent = sent(ChatBody.of(stream)
			.with("temperature", 0.5)
			.with("top_p", 0.25)
			.with("max_tokens", 10)
			.with("max_completion_tokens", 20)
			.user("Hello"));

		assertThat(sent.path("temperature").doubleValue()).isEqualTo(0.5);
		assertThat(sent.path("top_p").doubleValue()).isEqualTo(0.25);
		assertThat(sent.path("max_tokens").intValue()).isEqualTo(20);
	}

	@Test
	void aTemperatureOfZeroIsTheMostProbableText() {
		assertThat(sent(ChatBody.of(false).with("temperature", 0).user("Hello")).path("top_p").doubleValue()).isZero();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theMaximumOfTheModelHolds(boolean stream) {
		GatewayClient.Answer answer = this.client
			.chat(ChatBody.of(stream).with("model", "GigaChat-2-Pro").with("max_tokens", 32_000).user("Hello"));

		assertThat(lastSent().path("max_tokens").intValue()).isEqualTo(2_000);
		assertThat(answer.header("x-gateway-changes")).contains("maxTokensReduced=2000");
	}

	@ParameterizedTest
	@CsvSource({ "low, low", "medium, medium", "high, high", "minimal, low", "xhigh, high", "max, high", "none, ''" })
	void theEffortIsThatOfTheService(String effort, String sent) {
		GatewayClient.Answer answer = this.client
			.chat(ChatBody.of(false).with("model", "GigaChat-2-Pro").with("reasoning_effort", effort).user("Hello"));

		assertThat(lastSent().path("reasoning_effort").asString("")).isEqualTo(sent);
		assertThat(answer.header("x-gateway-ignored")).isEmpty();
	}

	@Test
	void theEffortOfAModelThatTakesNoneIsReported() {
		GatewayClient.Answer answer = this.client
			.chat(ChatBody.of(false).with("reasoning_effort", "high").user("Hello"));

		assertThat(lastSent().has("reasoning_effort")).isFalse();
		assertThat(answer.header("x-gateway-ignored")).isEqualTo("reasoning_effort");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theServicesOwnFieldsAreTakenFromBothPlaces(boolean extra) {
		Map<String, ?> own = Map.of("repetition_penalty", 1.5, "update_interval", 2, "profanity_check", false, "flags",
				List.of("a"), "function_ranker", Map.of("enabled", true, "top_n", 3));
		ChatBody body = ChatBody.of(false).user("Hello");
		if (extra) {
			body.with("extra_body", own);
		}
		else {
			own.forEach(body::with);
		}

		JsonNode sent = sent(body);

		assertThat(sent.path("repetition_penalty").doubleValue()).isEqualTo(1.5);
		assertThat(sent.path("update_interval").doubleValue()).isEqualTo(2);
		assertThat(sent.path("profanity_check").asBoolean(true)).isFalse();
		assertThat(sent.path("flags").path(0).asString("")).isEqualTo("a");
		assertThat(sent.path("function_ranker").path("top_n").intValue()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aSchemaIsSentWithItsStrictness(boolean strict) {
		Map<String, ?> schema = Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string")));

		JsonNode sent = sent(ChatBody.of(false)
			.with("response_format",
					Map.of("type", "json_schema", "json_schema",
							Map.of("name", "response", "strict", strict, "schema", schema)))
			.user("A city"));

		assertThat(sent.path("response_format").path("type").asString("")).isEqualTo("json_schema");
		assertThat(sent.path("response_format").path("strict").asBoolean(!strict)).isEqualTo(strict);
		assertThat(sent.path("response_format").path("schema").path("properties").has("city")).isTrue();
	}

	@Test
	void anyObjectIsASchemaThatSaysSo() {
		JsonNode sent = sent(
				ChatBody.of(false).with("response_format", Map.of("type", "json_object")).user("A city, in JSON"));

		assertThat(sent.path("response_format").path("schema").path("type").asString("")).isEqualTo("object");
		assertThat(sent.path("response_format").path("strict").asBoolean(true)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void aNamedToolIsForced(boolean nested) {
		Map<String, ?> choice = nested ? Map.of("type", "function", "function", Map.of("name", "b"))
				: Map.of("type", "function", "name", "b");

		JsonNode sent = sent(ChatBody.of(false).tool("a").tool("b").with("tool_choice", choice).user("Hello"));

		assertThat(sent.path("function_call").path("name").asString("")).isEqualTo("b");
	}

	@Test
	void theTextsOfPartsAreJoined() {
		this.client.chat(ChatBody.of(false)
			.user(Arrays.asList("one", 2, Map.of("type", "text", "text", "three"),
					Map.of("type", "unknown", "text", "four"), Map.of("type", "refusal", "refusal", "five"))));

		assertThat(this.gigachat.lastChatRequest().chat().lastUserText()).isEqualTo("one\n2\nthree\nfour\nfive");
	}

	@Test
	void severalPicturesOfAMessageAreMessagesOfTheirOwn() {
		this.client.chat(ChatBody.of(false)
			.user(List.of(picture(51), Map.of("type", "text", "text", "Compare them"), picture(52))));

		List<ChatMessage> sent = this.gigachat.lastChatRequest().chat().messages();
		assertThat(sent).hasSize(2).allMatch((message) -> message.attachments().size() == 1);
		assertThat(sent.get(1).content()).isEqualTo("Compare them");
	}

	@Test
	void aFileAndASoundAreAttached() {
		this.client.chat(ChatBody.of(false)
			.user(List.of(Map.of("type", "file", "file", Map.of("filename", "a.pdf", "file_data", base64(PDF))),
					Map.of("type", "input_audio", "input_audio", Map.of("format", "wav", "data", base64(WAV))))));

		assertThat(this.gigachat.uploads()).extracting(EmulatedFile::type)
			.containsExactlyInAnyOrder("application/pdf", "audio/wav");
		assertThat(this.gigachat.lastChatRequest().chat().lastMessage().attachments()).hasSize(2);
	}

	@Test
	void aFileIsAttachedByItsId() {
		this.client.chat(ChatBody.of(false)
			.user(List.of(Map.of("type", "file", "file", Map.of("filename", "a.pdf", "file_data", base64(PDF))))));
		String id = this.gigachat.uploads().get(0).id();

		this.client.chat(ChatBody.of(false)
			.user(List.of(Map.of("type", "file", "file", Map.of("filename", "a.pdf", "file_id", id)))));

		assertThat(this.gigachat.uploads()).hasSize(1);
		assertThat(this.gigachat.lastChatRequest().chat().lastMessage().attachments()).containsExactly(id);
	}

	@ParameterizedTest
	@CsvSource({ "'', messages[0].content[0].file.file_data", "' ', messages[0].content[0].file.file_data",
			"no-such-file, messages[0].content[0].file.file_id",
			"f1f2f3f4-0000-4000-8000-000000000000, messages[0].content" })
	void aFileThatIsNotThereIsTheRequestsFault(String id, String param) {
		GatewayClient.Answer answer = this.client
			.chat(ChatBody.of(false).user(List.of(Map.of("type", "file", "file", Map.of("file_id", id)))));

		assertThat(answer.status()).as(() -> answer.response().body()).isEqualTo(400);
		assertThat(answer.error().path("param").asString("")).isEqualTo(param);
	}

	@Test
	void theContentOfACallWithoutTextIsNull() {
		this.gigachat.onAnyMessage().callFunction("a", Map.of());

		JsonNode message = this.client.chat(ChatBody.of(false).tool("a").user("Hello"))
			.json()
			.path("choices")
			.path(0)
			.path("message");

		assertThat(message.path("content").isNull()).isTrue();
		assertThat(message.path("refusal").isNull()).isTrue();
	}

	private JsonNode sent(ChatBody body) {
		GatewayClient.Answer answer = this.client.chat(body);
		assertThat(answer.status()).as(() -> answer.response().body()).isEqualTo(200);
		return lastSent();
	}

	private JsonNode lastSent() {
		return JsonMapper.shared().readTree(this.gigachat.lastChatRequest().body());
	}

	private static Map<String, ?> picture(int number) {
		byte[] content = Arrays.copyOf(PNG, PNG.length + 1);
		content[PNG.length] = (byte) number;
		return Map.of("type", "image_url", "image_url", Map.of("url", "data:image/png;base64," + base64(content)));
	}

	private static String base64(byte[] content) {
		return Base64.getEncoder().encodeToString(content);
	}

}
