package io.github.gigachat.emulator;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for v2 chat requests that the service refuses, with its error texts.
 */
class ChatV2RefusalTests {

	private static final String INVALID_JSON = "Your request contains invalid JSON syntax.";

	private static final String USER = "{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}";

	private static final String SYSTEM = "{\"role\":\"system\",\"content\":[{\"text\":\"s\"}]}";

	private static final String CALL = "{\"role\":\"assistant\",\"content\":["
			+ "{\"function_call\":{\"name\":\"f\",\"arguments\":{}}}]}";

	private static final String RESULT = "{\"role\":\"tool\",\"content\":["
			+ "{\"function_result\":{\"name\":\"f\",\"result\":\"{}\"}}]}";

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with((builder) -> builder.noAuthentication().file("known").modelWithoutFunctions("Plain"));

	private final TestClient client = new TestClient(GIGACHAT.emulator());

	@ParameterizedTest
	@ValueSource(strings = { "\"hi\"", "[]", "[\"hi\"]", "[{}]", "[{\"text\":1}]", "[{\"type\":\"text\"}]",
			"[{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}]", "[{\"files\":[\"known\"]}]",
			"[{\"files\":\"known\"}]", "[{\"inline_data\":\"a\"}]", "null", "{\"text\":\"hi\"}" })
	void refusesContentThatIsNotParts(String content) {
		assertRefused(messages("{\"role\":\"user\",\"content\":" + content + "}"), 400, INVALID_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "developer", "reasoning", "search_result" })
	void refusesUnknownRoles(String role) {
		assertRefused(messages(USER.replace("user", role)), 400, INVALID_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"attachments\":[\"known\"]", "\"function_call\":{\"name\":\"f\",\"arguments\":{}}",
			"\"tools_state_id\":1", "\"message_id\":1" })
	void refusesMessagesWithFieldsThatV2DoesNotHave(String field) {
		assertRefused(messages(USER.replace("{\"role\"", "{" + field + ",\"role\"")), 400, INVALID_JSON);
	}

	@Test
	void refusesCallsAndResultsOfTheWrongRole() {
		assertRefused(messages(CALL.replace("assistant", "user") + "," + RESULT), 400, INVALID_JSON);
		assertRefused(messages(CALL + "," + RESULT.replace("tool", "user")), 400, INVALID_JSON);
		assertRefused(messages(CALL + "," + USER.replace("user", "tool")), 400, INVALID_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"functions\":[]", "\"function_call\":\"auto\"", "\"temperature\":0.5", "\"top_p\":0.5",
			"\"max_tokens\":1", "\"repetition_penalty\":1", "\"response_format\":{\"type\":\"text\"}",
			"\"profanity_check\":true", "\"reasoning_effort\":\"low\"", "\"stream\":\"yes\"", "\"model\":1",
			"\"tools\":{}", "\"tools\":[1]", "\"tools\":[{}]", "\"tools\":[{\"web_search\":true}]",
			"\"tools\":[{\"web_search\":{},\"image_generate\":{}}]", "\"tools\":[{\"functions\":[]}]",
			"\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]", "\"tool_config\":{}",
			"\"tool_config\":\"auto\"", "\"tool_config\":{\"mode\":\"any\"}", "\"tool_config\":{\"mode\":\"forced\"}",
			"\"tool_config\":{\"mode\":\"forced\",\"tool_name\":\"web_search\",\"function_name\":\"f\"}",
			"\"model_options\":[]", "\"model_options\":{\"temperature\":\"0.5\"}",
			"\"model_options\":{\"max_tokens\":1.5}", "\"model_options\":{\"reasoning\":\"low\"}",
			"\"model_options\":{\"reasoning\":{\"effort\":\"most\"}}", "\"storage\":1", "\"user_info\":\"UTC\"",
			"\"user_info\":{\"timezone\":3}", "\"disable_filter\":\"no\"", "\"flags\":\"f\"", "\"filter_config\":true",
			"\"filter_config\":{\"request_content\":true}",
			"\"filter_config\":{\"request_content\":{\"neuro\":\"on\"}}",
			"\"filter_config\":{\"request_content\":{\"blacklist\":[\"w\"]}}",
			"\"filter_config\":{\"request_content\":{\"whitelist\":1}}", "\"filter_config\":{\"response_content\":[]}",
			"\"filter_config\":{\"response_content\":{\"blacklist\":\"off\"}}",
			"\"filter_config\":{\"response_content\":{\"neuro\":true}}",
			"\"filter_config\":{\"response_content\":{\"whitelist\":true}}",
			"\"tools\":[{\"web_search\":{\"type\":1}}]", "\"tools\":[{\"web_search\":{\"indexes\":\"news\"}}]",
			"\"tools\":[{\"web_search\":{\"flags\":{\"fast\":true}}}]" })
	void refusesFieldsOfTheWrongShape(String field) {
		assertRefused(with(field), 400, INVALID_JSON);
	}

	@Test
	void refusesABodyWithoutAModel() {
		assertRefused(chat("{\"messages\":[" + USER + "]}"), 400, INVALID_JSON);
	}

	@Test
	void refusesArgumentsAsText() {
		assertRefused(messages(CALL.replace("\"arguments\":{}", "\"arguments\":\"{}\"") + "," + RESULT), 400,
				INVALID_JSON);
	}

	@Test
	void refusesAResultWithoutTheFunctionsName() {
		assertRefused(messages(USER + "," + CALL + "," + RESULT.replace("\"name\":\"f\",", "")), 400, INVALID_JSON);
	}

	@ParameterizedTest
	@CsvSource({ "plain text", "'{'", "''" })
	void refusesAResultThatIsNotJson(String result) {
		assertRefused(messages(USER + "," + CALL + "," + RESULT.replace("\"{}\"", "\"" + result + "\"")), 400,
				"invalid function result for function f json string " + result
						+ ", error: JSON parse error at line 1 column 1");
	}

	@Test
	void refusesAnUnknownModelAsACallAndAsAStream() {
		String body = "{\"model\":\"Nope\",\"messages\":[" + USER + "]%s}";

		assertRefused(chat(body.formatted("")), 404, "No such model");
		assertRefused(chat(body.formatted(",\"stream\":true")), 404, "No such model");
	}

	@Test
	void refusesToolsThatItDoesNotHave() {
		assertRefused(with("\"tools\":[{\"url_extraction\":{}}]"), 404, "Unknown tool url_extraction");
		assertRefused(with("\"tools\":[{\"web_search\":{}},{\"code_interpreter\":{}}]"), 422,
				"Tool code_interpreter is unavailable");
	}

	@Test
	void refusesToForceAFunctionThatIsNotOffered() {
		assertThat(with("\"tool_config\":{\"mode\":\"forced\",\"tool_name\":\"web_search\"}").statusCode())
			.isEqualTo(422);
		assertThat(with(
				"\"tools\":[{\"web_search\":{}}]," + "\"tool_config\":{\"mode\":\"forced\",\"function_name\":\"f\"}")
			.statusCode()).isEqualTo(422);
		assertThat(with("\"tool_config\":{\"mode\":\"forced\",\"tool_name\":\"nope\"}").statusCode()).isEqualTo(404);
		assertThat(with("\"tools\":[{\"web_search\":{}}],"
				+ "\"tool_config\":{\"mode\":\"forced\",\"function_name\":\"web_search\"}")
			.statusCode()).isEqualTo(422);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1st", "Плохое_Имя", "a tool" })
	void refusesInvalidFunctionNames(String name) {
		assertRefused(withFunction(name, "{\"type\":\"object\",\"properties\":{}}"), 422,
				"Invalid params: Invalid function names. Only Latin letters (A-Z or a-z), underscore (_), "
						+ "hyphen (-), dot (.) and digits (not leading) are allowed.: [" + name + "]");
	}

	@Test
	void refusesIncompleteSchemas() {
		HttpResponse<String> answer = withFunction("f", "{\"properties\":{\"data\":{\"type\":\"object\"}}}");

		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).contains("Field 'properties.data.properties' is missing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "web_search", "image_generate", "code_interpreter" })
	void refusesFunctionsWithTheNameOfATool(String name) {
		assertThat(withFunction(name, "{\"type\":\"object\",\"properties\":{}}").statusCode()).isEqualTo(422);
	}

	@Test
	void refusesFunctionsForAModelWithoutThem() {
		assertRefused(
				chat("{\"model\":\"Plain\",\"messages\":[" + USER + "],\"tools\":[{\"functions\":"
						+ "{\"specifications\":[{\"name\":\"f\",\"parameters\":{\"properties\":{}}}]}}]}"),
				422, "Requested model does not support functions");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"temperature\":0", "\"top_p\":1.5", "\"max_tokens\":0", "\"update_interval\":-1",
			"\"top_logprobs\":0", "\"top_logprobs\":6" })
	void refusesOptionsOutOfRange(String option) {
		HttpResponse<String> answer = with("\"model_options\":{" + option + "}");

		assertThat(answer.statusCode()).isEqualTo(422);
	}

	@Test
	void refusesAPenaltyOfZero() {
		assertRefused(with("\"model_options\":{\"repetition_penalty\":0}"), 422,
				"Invalid params: repetition_penalty must be in range (0, +inf)");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"type\":\"json_schema\"} | Empty schema with json format type is not supported",
					"{\"type\":\"json_object\"} | Unknown type \"json_object\" in response_format",
					"{\"type\":\"regex\"} | Your request contains invalid JSON syntax.",
					"{\"type\":\"regex\",\"regex\":\"\"} | Your request contains invalid JSON syntax.",
					"{\"type\":\"regex\",\"regex\":1} | Your request contains invalid JSON syntax.",
					"{} | Your request contains invalid JSON syntax." })
	void refusesUnknownResponseFormats(String format, String words) {
		assertRefused(with("\"model_options\":{\"response_format\":" + format + "}"), 400, words);
	}

	@Test
	void refusesAnInvalidPattern() {
		assertThat(with("\"model_options\":{\"response_format\":{\"type\":\"regex\",\"regex\":\"[a\"}}").statusCode())
			.isEqualTo(422);
	}

	@Test
	void refusesASystemMessageThatIsNotTheFirst() {
		String words = "Invalid params: system message must be the first message";

		assertRefused(messages(USER + "," + SYSTEM), 422, words);
		assertRefused(messages(SYSTEM + "," + SYSTEM + "," + USER), 422, words);
	}

	@Test
	void refusesCallsWithoutResultsAndResultsWithoutCalls() {
		String unanswered = "Invalid params: every assistant function call must have a result in history";
		String twoCalls = CALL.replace("[{", "[{\"function_call\":{\"name\":\"g\",\"arguments\":{}}},{");

		assertRefused(messages(USER + "," + CALL + "," + USER), 422, unanswered);
		assertRefused(messages(USER + "," + CALL), 422, unanswered);
		assertRefused(messages(USER + "," + twoCalls + "," + RESULT), 422, unanswered);
		assertRefused(messages(USER + "," + CALL + "," + RESULT.replace("\"f\"", "\"g\"")), 422, unanswered);
		assertRefused(messages(USER + "," + RESULT), 422,
				"Invalid params: every assistant function result must have an assistant function call in history");
		assertRefused(messages(USER + "," + CALL + "," + RESULT + "," + RESULT), 422,
				"Invalid params: every assistant function result must have an assistant function call in history");
	}

	@Test
	void refusesAnUnknownFile() {
		assertRefused(messages("{\"role\":\"user\",\"content\":[{\"files\":[{\"id\":\"unknown\"}]}]}"), 404,
				"No such model");
	}

	@Test
	void refusesABodyOfV1AndV1ABodyOfV2() {
		String v2 = TestClient.chatV2Body("hi", "");

		assertRefused(chat(TestClient.chatBody("hi", "")), 400, INVALID_JSON);
		assertRefused(this.client.send(this.client.chat("", v2)), 400, INVALID_JSON);
	}

	@Test
	void checksTheShapeThenTheModelThenTheValues() {
		String shape = "{\"model\":\"Nope\",\"messages\":[],\"model_options\":{\"temperature\":-1},\"tools\":1}";
		String model = "{\"model\":\"Nope\",\"messages\":[],\"model_options\":{\"temperature\":-1}}";

		assertThat(chat(shape).statusCode()).isEqualTo(400);
		assertThat(chat(model).statusCode()).isEqualTo(404);
	}

	@Test
	void hasNoFilesEndpoint() {
		HttpResponse<String> answer = this.client
			.send(this.client.request(GIGACHAT.emulator().v2Url().replace("chat/completions", "files"))
				.POST(HttpRequest.BodyPublishers.ofString("")));

		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(answer.headers().firstValue("content-type")).hasValue("text/html");
		assertThat(answer.body()).contains("403 Forbidden");
	}

	@Test
	void hasNoEndpointBesideChatCompletions() {
		assertThat(this.client
			.send(this.client.request(GIGACHAT.emulator().v2Url().replace("chat/completions", "models")).GET())
			.statusCode()).isEqualTo(404);
		assertThat(this.client.send(this.client.request(GIGACHAT.emulator().v2Url()).GET()).statusCode())
			.isEqualTo(405);
	}

	private HttpResponse<String> messages(String messages) {
		return chat("{\"model\":\"GigaChat-2\",\"messages\":[" + messages + "]}");
	}

	private HttpResponse<String> with(String field) {
		return chat("{\"model\":\"GigaChat-2\",\"messages\":[" + USER + "]," + field + "}");
	}

	private HttpResponse<String> withFunction(String name, String parameters) {
		return with("\"tools\":[{\"functions\":{\"specifications\":[{\"name\":\"" + name + "\",\"parameters\":"
				+ parameters + "}]}}]");
	}

	private HttpResponse<String> chat(String body) {
		return this.client.send(this.client.chatV2("", body));
	}

	private static void assertRefused(HttpResponse<String> answer, int status, String message) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		JsonNode body = TestClient.json(answer.body());
		assertThat(body.propertyNames()).containsExactly("status", "message");
		assertThat(body.path("status").intValue()).isEqualTo(status);
		assertThat(body.path("message").stringValue()).isEqualTo(message);
		assertThat(answer.headers().firstValue("x-request-id")).isPresent();
	}

}
