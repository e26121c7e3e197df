package io.github.gigachat.emulator.rules;

import java.util.Set;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

/**
 * Checks a v2 chat request in the service's order, with the rules of v2 where they differ
 * from v1. A violation is thrown as {@link Refusal}.
 */
public final class ChatRulesV2 {

	private ChatRulesV2() {
	}

	/** Checks the shape. Violations are 400. */
	public static void checkShape(JsonNode request) {
		RequestShapeV2.check(request);
		ResponseFormatRule.checkWithPattern(request.path("model_options").path("response_format"));
	}

	/**
	 * Checks tools, values, names, schemas and the order of messages.
	 * @param request a body with a valid shape
	 * @param v1View the request in the form of v1
	 * @param functionsSupported whether the model can call functions
	 * @param openedTools enabled tools that the public service does not have
	 * @param files whether an id is that of a file
	 */
	public static void checkContent(JsonNode request, JsonNode v1View, boolean functionsSupported,
			Set<String> openedTools, Predicate<String> files) {
		ToolRules.check(request, openedTools);
		ParameterRules.check(v1View);
		FunctionRules.check(v1View, functionsSupported, ToolRules.offered(request));
		ToolRules.checkNames(v1View.path("functions"));
		HistoryRules.check(v1View.path("messages"), ChatRulesV2::noJson);
		AttachmentRules.check(v1View.path("messages"), files);
	}

	private static Refusal noJson(JsonNode result) {
		return new Refusal(400,
				"invalid function result for function " + result.path("name").stringValue() + " json string "
						+ result.path("content").stringValue() + ", error: JSON parse error at line 1 column 1");
	}

}
