package io.github.gigachat.emulator.rules;

import tools.jackson.databind.JsonNode;

/**
 * The forms of an answer that may be asked for: text, or JSON by a schema that stands
 * flat beside the type.
 */
final class ResponseFormatRule {

	private ResponseFormatRule() {
	}

	static void check(JsonNode format) {
		if (format.isMissingNode() || format.isNull()) {
			return;
		}
		JsonNode type = format.path("type");
		if (!type.isString()) {
			throw Refusal.invalidJson();
		}
		switch (type.stringValue()) {
			case "text" -> {
			}
			case "json_schema" -> {
				if (!format.path("schema").isObject()) {
					throw new Refusal(400, "Empty schema with json format type is not supported");
				}
				ResponseSchemaRule.check(format.path("schema"));
			}
			default -> throw new Refusal(400, "Unknown type \"" + type.stringValue() + "\" in response_format");
		}
	}

}
