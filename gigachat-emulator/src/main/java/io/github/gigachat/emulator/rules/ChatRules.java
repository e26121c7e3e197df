package io.github.gigachat.emulator.rules;

import java.util.List;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

/**
 * Checks a v1 chat request in the service's order: its shape before the model is looked
 * up, everything else after.
 */
public final class ChatRules {

	private ChatRules() {
	}

	/**
	 * Checks the shape, whose violations are 400.
	 * @param request the body
	 * @throws Refusal when the service would refuse it
	 */
	public static void checkShape(JsonNode request) {
		RequestShape.check(request);
		ResponseFormatRule.check(request.path("response_format"));
	}

	/**
	 * Checks values, names, schemas and the order of messages, whose violations are 422.
	 * @param request a body of the right shape
	 * @param functionsSupported whether the model can call functions
	 * @param files whether a file is known by its id
	 * @throws Refusal when the service would refuse it
	 */
	public static void checkContent(JsonNode request, boolean functionsSupported, Predicate<String> files) {
		ParameterRules.check(request);
		FunctionRules.check(request, functionsSupported, FunctionRules.BUILT_IN);
		HistoryRules.check(request.path("messages"), ChatRules::noJson);
		AttachmentRules.check(request.path("messages"), files);
	}

	/**
	 * Checks a function by itself: its name, and the schema of its parameters.
	 * @param function a function with a name
	 * @throws Refusal when the service would refuse it
	 */
	public static void checkFunction(JsonNode function) {
		FunctionRules.checkEach(List.of(function), FunctionRules.BUILT_IN);
	}

	private static Refusal noJson(JsonNode result) {
		return Refusal.invalidParams("invalid function result json string " + result.path("content").stringValue()
				+ ", error: JSON parse error at line 1 column 1");
	}

}
