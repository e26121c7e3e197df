package io.github.gigachat.emulator.rules;

import tools.jackson.databind.JsonNode;

/**
 * Checks the JSON types of functions and function calls, which both versions share.
 */
final class FunctionShape {

	private FunctionShape() {
	}

	static void check(JsonNode function) {
		Shape.require(function.isObject());
		Shape.required(function, "name", JsonNode::isString);
		Shape.optional(function, "description", JsonNode::isString);
		Shape.optional(function, "parameters", JsonNode::isObject);
		Shape.optional(function, "return_parameters", JsonNode::isObject);
		Shape.optional(function, "few_shot_examples", JsonNode::isArray);
		for (JsonNode example : function.path("few_shot_examples")) {
			Shape.required(example, "request", JsonNode::isString);
			Shape.required(example, "params", JsonNode::isObject);
		}
	}

	static boolean isCall(JsonNode call) {
		// arguments as a string, as in OpenAI's API, are refused
		return call.isObject() && call.path("name").isString() && call.path("arguments").isObject();
	}

}
