package io.github.gigachat.emulator.rules;

import java.util.Set;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

/**
 * The JSON types of a chat request's fields. Unknown fields are let through, as the
 * service does.
 */
final class RequestShape {

	private static final Set<String> ROLES = Set.of("system", "user", "assistant", "function");

	private static final Set<String> EFFORTS = Set.of("low", "medium", "high");

	private RequestShape() {
	}

	static void check(JsonNode request) {
		require(request.isObject());
		required(request, "model", JsonNode::isString);
		required(request, "messages", JsonNode::isArray);
		request.path("messages").forEach(RequestShape::checkMessage);
		for (String number : new String[] { "temperature", "top_p", "repetition_penalty", "update_interval" }) {
			optional(request, number, JsonNode::isNumber);
		}
		optional(request, "max_tokens", JsonNode::canConvertToInt);
		optional(request, "max_tokens", JsonNode::isIntegralNumber);
		optional(request, "n", JsonNode::isIntegralNumber);
		optional(request, "stream", JsonNode::isBoolean);
		optional(request, "profanity_check", JsonNode::isBoolean);
		optional(request, "reasoning_effort", (node) -> node.isString() && EFFORTS.contains(node.stringValue()));
		optional(request, "response_format", JsonNode::isObject);
		optional(request, "function_call", RequestShape::isFunctionChoice);
		optional(request, "functions", JsonNode::isArray);
		request.path("functions").forEach(RequestShape::checkFunction);
	}

	private static void checkMessage(JsonNode message) {
		require(message.isObject());
		required(message, "role", (role) -> role.isString() && ROLES.contains(role.stringValue()));
		// an array, which is how v2 has it, gets the same words as broken JSON
		required(message, "content", JsonNode::isString);
		optional(message, "name", JsonNode::isString);
		optional(message, "functions_state_id", JsonNode::isString);
		optional(message, "attachments", JsonNode::isArray);
		message.path("attachments").forEach((id) -> require(id.isString()));
		optional(message, "function_call", RequestShape::isFunctionCall);
	}

	private static void checkFunction(JsonNode function) {
		require(function.isObject());
		required(function, "name", JsonNode::isString);
		optional(function, "description", JsonNode::isString);
		optional(function, "parameters", JsonNode::isObject);
		optional(function, "return_parameters", JsonNode::isObject);
		optional(function, "few_shot_examples", JsonNode::isArray);
		for (JsonNode example : function.path("few_shot_examples")) {
			required(example, "request", JsonNode::isString);
			required(example, "params", JsonNode::isObject);
		}
	}

	private static boolean isFunctionCall(JsonNode call) {
		// arguments as a string, which is how OpenAI has it, are refused
		return call.isObject() && call.path("name").isString() && call.path("arguments").isObject();
	}

	private static boolean isFunctionChoice(JsonNode choice) {
		if (choice.isString()) {
			return choice.stringValue().equals("auto") || choice.stringValue().equals("none");
		}
		return choice.isObject() && choice.path("name").isString();
	}

	private static void required(JsonNode object, String field, Predicate<JsonNode> type) {
		require(object.has(field) && type.test(object.path(field)));
	}

	private static void optional(JsonNode object, String field, Predicate<JsonNode> type) {
		JsonNode value = object.path(field);
		require(value.isMissingNode() || value.isNull() || type.test(value));
	}

	private static void require(boolean condition) {
		if (!condition) {
			throw Refusal.invalidJson();
		}
	}

}
