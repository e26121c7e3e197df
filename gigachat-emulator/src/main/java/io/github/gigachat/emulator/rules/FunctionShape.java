package io.github.gigachat.emulator.rules;

import tools.jackson.databind.JsonNode;

/**
 * The JSON types of functions and of their calls, which both versions of the API share.
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
		// arguments as a string, which is how OpenAI has it, are refused
		return call.isObject() && call.path("name").isString() && call.path("arguments").isObject();
	}

}
