package io.github.gigachat.emulator.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Checks the schema of a response, which must have no references and no version.
 */
final class ResponseSchemaRule {

	private static final List<String> REFUSED = List.of("$schema", "$ref");

	private static final Set<String> NAMED = Set.of("properties", "patternProperties", "dependentSchemas", "$defs",
			"definitions");

	private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples", "required");

	private ResponseSchemaRule() {
	}

	static void check(JsonNode schema) {
		for (String keyword : REFUSED) {
			if (schema.has(keyword)) {
				throw Refusal.invalidParams("Field '" + keyword + "' of response_format.schema is not supported");
			}
		}
		for (Map.Entry<String, JsonNode> entry : schema.properties()) {
			if (VALUES.contains(entry.getKey())) {
				continue;
			}
			boolean many = entry.getValue().isArray() || NAMED.contains(entry.getKey());
			(many ? entry.getValue() : List.of(entry.getValue())).forEach(ResponseSchemaRule::check);
		}
	}

}
