package io.github.gigachat.emulator.rules;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the order of a conversation: one system message at the start, a result after
 * each call, and JSON in each result.
 */
final class HistoryRules {

	private static final JsonMapper MAPPER = new JsonMapper();

	private HistoryRules() {
	}

	static void check(JsonNode messages, Function<JsonNode, Refusal> noJson) {
		checkSystem(messages);
		checkCalls(messages);
		for (JsonNode message : messages) {
			if (role(message).equals("function") && !isJson(message.path("content").stringValue())) {
				throw noJson.apply(message);
			}
		}
	}

	private static void checkSystem(JsonNode messages) {
		for (int i = 1; i < messages.size(); i++) {
			if (role(messages.path(i)).equals("system")) {
				throw Refusal.invalidParams("system message must be the first message");
			}
		}
	}

	private static void checkCalls(JsonNode messages) {
		JsonNode open = null;
		for (JsonNode message : messages) {
			boolean result = role(message).equals("function");
			if (open == null && result) {
				throw Refusal
					.invalidParams("every assistant function result must have an assistant function call in history");
			}
			if (open != null && !(result && answers(message, open))) {
				throw unanswered();
			}
			open = call(message);
		}
		if (open != null) {
			throw unanswered();
		}
	}

	private static @Nullable JsonNode call(JsonNode message) {
		JsonNode call = message.path("function_call");
		return (role(message).equals("assistant") && call.isObject()) ? call : null;
	}

	private static boolean answers(JsonNode result, JsonNode call) {
		// the service accepts a result without a name
		return !result.path("name").isString() || result.path("name").equals(call.path("name"));
	}

	private static boolean isJson(String content) {
		try {
			return !MAPPER.readTree(content).isMissingNode();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static Refusal unanswered() {
		return Refusal.invalidParams("every assistant function call must have a result in history");
	}

	private static String role(JsonNode message) {
		return message.path("role").stringValue();
	}

}
