package io.github.gigachat.emulator.rules;

import java.util.function.DoublePredicate;

import tools.jackson.databind.JsonNode;

/**
 * Checks the ranges of numbers in a chat request. Only the service's text about the
 * repetition penalty is known; the other texts are modelled on it.
 */
final class ParameterRules {

	private ParameterRules() {
	}

	static void check(JsonNode request) {
		range(request, "temperature", "(0, +inf)", (value) -> value > 0);
		range(request, "top_p", "[0, 1]", (value) -> value >= 0 && value <= 1);
		range(request, "max_tokens", "(0, +inf)", (value) -> value > 0);
		range(request, "repetition_penalty", "(0, +inf)", (value) -> value > 0);
		range(request, "update_interval", "[0, +inf)", (value) -> value >= 0);
		// only in v2
		range(request, "top_logprobs", "[1, 5]", (value) -> value >= 1 && value <= 5);
		if (request.path("messages").isEmpty()) {
			throw Refusal.invalidParams("messages must not be empty");
		}
	}

	private static void range(JsonNode request, String name, String range, DoublePredicate inside) {
		JsonNode value = request.path(name);
		if (value.isNumber() && !inside.test(value.doubleValue())) {
			throw Refusal.invalidParams(name + " must be in range " + range);
		}
	}

}
