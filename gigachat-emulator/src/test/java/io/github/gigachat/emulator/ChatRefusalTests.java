package io.github.gigachat.emulator;

import java.net.http.HttpResponse;
import java.util.Collections;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for chat requests that the service refuses, with its error texts.
 */
class ChatRefusalTests {

	private static final String INVALID_JSON = "Your request contains invalid JSON syntax.";

	private static final String CALL = """
			{"role":"assistant","content":"","function_call":{"name":"f","arguments":{}}}""";

	private static final String USER = "{\"role\":\"user\",\"content\":\"u\"}";

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication().file("known").modelWithoutFunctions("GigaChat-Plain"));

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@ParameterizedTest
	@ValueSource(strings = { "{\"model\":", "", "[]", "{}", "{\"model\":\"GigaChat-2\"}",
			"{\"model\":\"GigaChat-2\",\"messages\":[]} x", "{\"messages\":[]}", "{\"model\":1,\"messages\":[]}",
			"{\"model\":\"GigaChat-2\",\"messages\":{}}", "{\"model\":\"GigaChat-2\",\"messages\":[1]}" })
	void refusesABodyThatIsNotAChatRequest(String body) {
		assertRefused(chat(body), 400, INVALID_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}",
			"{\"role\":\"user\"}", "{\"role\":\"user\",\"content\":null}", "{\"content\":\"hi\"}",
			"{\"role\":\"tool\",\"content\":\"{}\"}", "{\"role\":\"developer\",\"content\":\"hi\"}",
			"{\"role\":\"assistant\",\"content\":\"\",\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}}",
			"{\"role\":\"assistant\",\"content\":\"\",\"function_call\":{\"arguments\":{}}}",
			"{\"role\":\"user\",\"content\":\"hi\",\"attachments\":\"id\"}" })
	void refusesAMessageOfTheWrongShape(String message) {
		assertRefused(messages(message), 400, INVALID_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"temperature\":\"hot\"", "\"stream\":\"yes\"", "\"max_tokens\":1.5",
			"\"function_call\":\"required\"", "\"function_call\":{}", "\"functions\":{}", "\"functions\":[{}]",
			"\"functions\":[{\"name\":\"f\",\"parameters\":\"{}\"}]", "\"reasoning_effort\":\"extreme\"",
			"\"response_format\":\"json\"", "\"response_format\":{}" })
	void refusesAFieldOfTheWrongShape(String field) {
		assertRefused(with(field), 400, INVALID_JSON);
	}

	@Test
	void refusesAnUnknownModel() {
		assertRefused(chat("{\"model\":\"NonExistentModel\",\"messages\":[" + USER + "]}"), 404, "No such model");
		assertRefused(chat("{\"model\":\"Embeddings\",\"messages\":[" + USER + "]}"), 404, "No such model");
	}

	@Test
	void refusesASystemMessageThatIsNotTheFirst() {
		String system = "{\"role\":\"system\",\"content\":\"s\"}";
		String words = "Invalid params: system message must be the first message";

		assertRefused(messages(USER + "," + system), 422, words);
		assertRefused(messages(system + "," + system + "," + USER), 422, words);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1" })
	void refusesARepetitionPenaltyOutOfRange(String penalty) {
		assertRefused(with("\"repetition_penalty\":" + penalty), 422,
				"Invalid params: repetition_penalty must be in range (0, +inf)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"temperature\":-1", "\"temperature\":0", "\"top_p\":1.5", "\"top_p\":-0.1",
			"\"max_tokens\":0", "\"update_interval\":-1" })
	void refusesANumberOutOfRange(String field) {
		assertThat(with(field).statusCode()).isEqualTo(422);
	}

	@Test
	void refusesAnEmptyConversation() {
		assertThat(messages("").statusCode()).isEqualTo(422);
	}

	@Test
	void refusesACallWithoutResult() {
		String words = "Invalid params: every assistant function call must have a result in history";

		assertRefused(messages(USER + "," + CALL + "," + USER), 422, words);
		assertRefused(messages(USER + "," + CALL), 422, words);
		assertRefused(messages(USER + "," + CALL + ",{\"role\":\"function\",\"name\":\"g\",\"content\":\"1\"}"), 422,
				words);
	}

	@Test
	void refusesAResultWithoutCall() {
		assertRefused(messages(USER + ",{\"role\":\"function\",\"name\":\"f\",\"content\":\"1\"}"), 422,
				"Invalid params: every assistant function result must have an assistant function call in history");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sunny, 12C", "", "{" })
	void refusesAResultThatIsNotJson(String result) {
		HttpResponse<String> answer = messages(
				USER + "," + CALL + ",{\"role\":\"function\",\"name\":\"f\",\"content\":\"" + result + "\"}");

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(message(answer)).startsWith("Invalid params: invalid function result json string " + result)
			.contains("JSON parse error at line 1 column 1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Плохое_Имя", "1st", "a b", "a/b" })
	void refusesTheNameOfAFunction(String name) {
		assertRefused(withFunction(name, "{\"type\":\"object\",\"properties\":{}}"), 422,
				"Invalid params: Invalid function names. Only Latin letters (A-Z or a-z), underscore (_), hyphen (-), "
						+ "dot (.) and digits (not leading) are allowed.: [" + name + "]");
	}

	@Test
	void refusesAnObjectWithoutProperties() {
		HttpResponse<String> answer = withFunction("f",
				"{\"type\":\"object\",\"properties\":{\"data\":{\"type\":\"object\"}}}");

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(message(answer)).contains("Field 'properties.data.properties' is missing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"object\"}", "{\"type\":\"array\",\"properties\":{}}",
			"{\"properties\":{\"a\":{}}}", "{\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}}}",
			"{\"properties\":{\"a\":{\"type\":\"array\"}}}",
			"{\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"object\"}}}}" })
	void refusesASchemaOutsideTheSubset(String parameters) {
		assertThat(withFunction("f", parameters).statusCode()).isEqualTo(422);
	}

	@Test
	void refusesACustomFunctionWithoutParameters() {
		assertThat(with("\"functions\":[{\"name\":\"f\"}]").statusCode()).isEqualTo(422);
	}

	@Test
	void refusesFunctionsOnAModelWithoutThem() {
		assertRefused(
				chat("{\"model\":\"GigaChat-Plain\",\"messages\":[" + USER
						+ "],\"functions\":[{\"name\":\"f\",\"parameters\":{\"properties\":{}}}]}"),
				422, "Requested model does not support functions");
	}

	@Test
	void refusesToForceAFunctionThatIsNotOffered() {
		assertThat(with("\"function_call\":{\"name\":\"nope\"}").statusCode()).isEqualTo(422);
	}

	@ParameterizedTest
	@ValueSource(strings = { "json_object", "json", "xml", "regex" })
	void refusesAnUnknownResponseFormat(String type) {
		assertRefused(with("\"response_format\":{\"type\":\"" + type + "\"}"), 400,
				"Unknown type \"" + type + "\" in response_format");
	}

	@Test
	void refusesTheResponseFormatJsonSchemaWithoutASchema() {
		String words = "Empty schema with json format type is not supported";

		assertRefused(with("\"response_format\":{\"type\":\"json_schema\"}"), 400, words);
		assertRefused(with("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{}}}"), 400,
				words);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"$schema\":\"s\"", "\"$ref\":\"#\"", "\"properties\":{\"a\":{\"$ref\":\"#\"}}",
			"\"items\":{\"anyOf\":[{\"$ref\":\"#\"}]}" })
	void refusesAResponseSchemaWithReferencesOrVersion(String keywords) {
		HttpResponse<String> answer = with(
				"\"response_format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"," + keywords + "}}");

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(message(answer)).endsWith("of response_format.schema is not supported");
	}

	@Test
	void refusesAttachmentsThatAreUnknownOrTooMany() {
		String eleven = String.join(",", Collections.nCopies(11, "\"known\""));

		assertThat(messages("{\"role\":\"user\",\"content\":\"a\",\"attachments\":[\"unknown\"]}").statusCode())
			.isEqualTo(404);
		assertThat(messages("{\"role\":\"user\",\"content\":\"a\",\"attachments\":[" + eleven + "]}").statusCode())
			.isEqualTo(422);
	}

	@Test
	void refusesAStreamAsACall() {
		assertRefused(chat("{\"model\":\"Nope\",\"stream\":true,\"messages\":[" + USER + "]}"), 404, "No such model");
	}

	@Test
	void checksTheShapeThenTheModelThenTheValues() {
		String shape = "{\"model\":\"Nope\",\"messages\":[{\"role\":\"tool\",\"content\":\"\"}],\"temperature\":-1}";
		String model = "{\"model\":\"Nope\",\"messages\":[" + USER + "],\"temperature\":-1}";

		assertThat(chat(shape).statusCode()).isEqualTo(400);
		assertThat(chat(model).statusCode()).isEqualTo(404);
	}

	private HttpResponse<String> messages(String messages) {
		return chat("{\"model\":\"GigaChat-2\",\"messages\":[" + messages + "]}");
	}

	private HttpResponse<String> with(String field) {
		return chat("{\"model\":\"GigaChat-2\",\"messages\":[" + USER + "]," + field + "}");
	}

	private HttpResponse<String> withFunction(String name, String parameters) {
		return with("\"functions\":[{\"name\":\"" + name + "\",\"parameters\":" + parameters + "}]");
	}

	private HttpResponse<String> chat(String body) {
		return this.client.send(this.client.chat("", body));
	}

	private static void assertRefused(HttpResponse<String> answer, int status, String message) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		JsonNode body = TestClient.json(answer.body());
		assertThat(body.propertyNames()).containsExactly("status", "message");
		assertThat(body.path("status").intValue()).isEqualTo(status);
		assertThat(body.path("message").stringValue()).isEqualTo(message);
		assertThat(answer.headers().firstValue("x-request-id")).isPresent();
	}

	private static String message(HttpResponse<String> answer) {
		return TestClient.json(answer.body()).path("message").stringValue();
	}

}
