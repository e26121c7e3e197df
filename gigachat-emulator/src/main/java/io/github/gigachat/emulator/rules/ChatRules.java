package io.github.gigachat.emulator.rules;

import java.util.List;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

/**
 * Checks a v1 chat request in the service's order: the shape before the model is looked
 * up, everything else afterwards. A violation is thrown as {@link Refusal}.
 */
public final class ChatRules {

	private ChatRules() {
	}

	/** Checks the shape. Violations are 400. */
	public static void checkShape(JsonNode request) {
		RequestShape.check(request);
		ResponseFormatRule.check(request.path("response_format"));
	}

	/**
	 * Checks values, names, schemas and the order of messages. Violations are 422.
	 * @param request a body with a valid shape
	 * @param functionsSupported whether the model can call functions
	 * @param files whether an id is that of a file
	 */
	public static void checkContent(JsonNode request, boolean functionsSupported, Predicate<String> files) {
		ParameterRules.check(request);
		FunctionRules.check(request, functionsSupported, FunctionRules.BUILT_IN);
		HistoryRules.check(request.path("messages"), ChatRules::noJson);
		AttachmentRules.check(request.path("messages"), files);
	}

	/**
	 * Refuses a response format beside functions or built-in tools, as some installations
	 * do.
	 * @param request a valid body of either version
	 * @param v1View the request in the form of v1
	 */
	public static void checkFormatAlone(JsonNode request, JsonNode v1View) {
		boolean tools = !request.path("functions").isEmpty() || !request.path("tools").isEmpty();
		String type = v1View.path("response_format").path("type").asString("text");
		if (tools && !type.equals("text")) {
			throw new Refusal(400, "response_format is not supported together with functions");
		}
	}

	/** Checks the name and the parameter schema of a single function. */
	public static void checkFunction(JsonNode function) {
		FunctionRules.checkEach(List.of(function), FunctionRules.BUILT_IN);
	}

	private static Refusal noJson(JsonNode result) {
		return Refusal.invalidParams("invalid function result json string " + result.path("content").stringValue()
				+ ", error: JSON parse error at line 1 column 1");
	}

}
