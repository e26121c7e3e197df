package io.github.gigachat.emulator.rules;

import java.util.Set;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

/**
 * Checks the JSON types of fields. All violations have the same error text.
 */
final class Shape {

	private Shape() {
	}

	static void required(JsonNode object, String field, Predicate<JsonNode> type) {
		require(object.has(field) && type.test(object.path(field)));
	}

	static void optional(JsonNode object, String field, Predicate<JsonNode> type) {
		JsonNode value = object.path(field);
		require(value.isMissingNode() || value.isNull() || type.test(value));
	}

	static void optional(JsonNode object, Predicate<JsonNode> type, String... fields) {
		for (String field : fields) {
			optional(object, field, type);
		}
	}

	static void require(boolean condition) {
		if (!condition) {
			throw Refusal.invalidJson();
		}
	}

	static Predicate<JsonNode> oneOf(Set<String> values) {
		return (node) -> node.isString() && values.contains(node.stringValue());
	}

	static boolean isCount(JsonNode node) {
		return node.isIntegralNumber() && node.canConvertToInt();
	}

}
