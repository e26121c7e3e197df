package io.github.gigachat.emulator.rules;

import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Checks the JSON types of the fields of a v1 chat request. Like the service, it accepts
 * unknown fields.
 */
final class RequestShape {

	private static final Set<String> ROLES = Set.of("system", "user", "assistant", "function");

	private static final Set<String> EFFORTS = Set.of("low", "medium", "high");

	private RequestShape() {
	}

	static void check(JsonNode request) {
		Shape.require(request.isObject());
		Shape.required(request, "model", JsonNode::isString);
		Shape.required(request, "messages", JsonNode::isArray);
		request.path("messages").forEach(RequestShape::checkMessage);
		Shape.optional(request, JsonNode::isNumber, "temperature", "top_p", "repetition_penalty", "update_interval");
		Shape.optional(request, "max_tokens", Shape::isCount);
		Shape.optional(request, "n", JsonNode::isIntegralNumber);
		Shape.optional(request, "stream", JsonNode::isBoolean);
		Shape.optional(request, "profanity_check", JsonNode::isBoolean);
		Shape.optional(request, "reasoning_effort", Shape.oneOf(EFFORTS));
		Shape.optional(request, "response_format", JsonNode::isObject);
		Shape.optional(request, "function_call", RequestShape::isFunctionChoice);
		Shape.optional(request, "functions", JsonNode::isArray);
		request.path("functions").forEach(FunctionShape::check);
	}

	private static void checkMessage(JsonNode message) {
		Shape.require(message.isObject());
		Shape.required(message, "role", Shape.oneOf(ROLES));
		// an array, as in v2, gets the same error text as invalid JSON
		Shape.required(message, "content", JsonNode::isString);
		Shape.optional(message, "name", JsonNode::isString);
		Shape.optional(message, "functions_state_id", JsonNode::isString);
		Shape.optional(message, "attachments", JsonNode::isArray);
		message.path("attachments").forEach((id) -> Shape.require(id.isString()));
		Shape.optional(message, "function_call", FunctionShape::isCall);
	}

	private static boolean isFunctionChoice(JsonNode choice) {
		if (choice.isString()) {
			return choice.stringValue().equals("auto") || choice.stringValue().equals("none");
		}
		return choice.isObject() && choice.path("name").isString();
	}

}
