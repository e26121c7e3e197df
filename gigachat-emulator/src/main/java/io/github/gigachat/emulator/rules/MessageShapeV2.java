package io.github.gigachat.emulator.rules;

import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Checks the JSON types of a v2 message. A part has no type; its fields identify it.
 */
final class MessageShapeV2 {

	private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool", "function");

	private static final Set<String> RESULT_ROLES = Set.of("tool", "function");

	private static final String[] KINDS = { "text", "files", "function_call", "function_result", "inline_data",
			"tool_execution", "logprobs" };

	/** The field names of the state id seen in requests. */
	static final String[] STATE_IDS = { "tools_state_id", "tool_state_id", "functions_state_id" };

	private MessageShapeV2() {
	}

	static void check(JsonNode message) {
		Shape.require(message.isObject());
		Shape.required(message, "role", Shape.oneOf(ROLES));
		// a string, as in v1, gets the same error text as invalid JSON
		Shape.required(message, "content", (content) -> content.isArray() && !content.isEmpty());
		Shape.optional(message, JsonNode::isString, STATE_IDS);
		Shape.optional(message, "message_id", JsonNode::isString);
		// fields of v1, which v2 has in the parts
		Shape.require(!message.has("attachments") && !message.has("function_call"));
		String role = message.path("role").stringValue();
		message.path("content").forEach((part) -> checkPart(part, role));
	}

	private static void checkPart(JsonNode part, String role) {
		Shape.require(part.isObject() && hasKind(part));
		Shape.optional(part, "text", JsonNode::isString);
		Shape.optional(part, "inline_data", JsonNode::isObject);
		Shape.optional(part, "files", JsonNode::isArray);
		part.path("files").forEach((file) -> Shape.required(file, "id", JsonNode::isString));
		Shape.optional(part, "function_call", FunctionShape::isCall);
		Shape.optional(part, "function_result", MessageShapeV2::isResult);
		Shape.require(!part.has("function_call") || role.equals("assistant"));
		Shape.require(part.has("function_result") == RESULT_ROLES.contains(role));
	}

	private static boolean hasKind(JsonNode part) {
		for (String kind : KINDS) {
			if (part.hasNonNull(kind)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isResult(JsonNode result) {
		// the service was seen to accept an object and its JSON text
		return result.isObject() && result.path("name").isString()
				&& (result.path("result").isString() || result.path("result").isObject());
	}

}
