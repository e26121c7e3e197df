package io.github.gigachat.emulator.rules;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import tools.jackson.databind.JsonNode;

/**
 * Checks the response format: text, JSON with a schema beside the type, and in v2 a
 * regular expression.
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

	/** Checks a response format of v2. */
	static void checkWithPattern(JsonNode format) {
		if (format.path("type").asString("").equals("regex")) {
			checkPattern(format.path("regex"));
			return;
		}
		check(format);
	}

	private static void checkPattern(JsonNode pattern) {
		Shape.require(pattern.isString() && !pattern.stringValue().isEmpty());
		try {
			Pattern.compile(pattern.stringValue());
		}
		catch (PatternSyntaxException ex) {
			throw Refusal.invalidParams("response_format.regex is not a regular expression");
		}
	}

}
