package io.github.gigachat.emulator.rules;

import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Checks a chat request in the service's order: its shape before the model is looked up,
 * everything else after.
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
	 * @param files the ids of known files
	 * @throws Refusal when the service would refuse it
	 */
	public static void checkContent(JsonNode request, boolean functionsSupported, Set<String> files) {
		ParameterRules.check(request);
		FunctionRules.check(request, functionsSupported);
		HistoryRules.check(request.path("messages"));
		AttachmentRules.check(request.path("messages"), files);
	}

}
