package io.github.gigachat.samples.gateway.completions;

import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.spring.ai.GigaChatOptions;
import tools.jackson.databind.JsonNode;

/**
 * Reads the format that the answer has to have.
 */
final class ResponseFormatReader {

	private static final String ANY_OBJECT = "{\"type\":\"object\",\"properties\":{}}";

	private ResponseFormatReader() {
	}

	static void read(JsonFields body, GigaChatOptions.Builder options) {
		JsonFields format = body.object("response_format");
		if (format == null) {
			return;
		}
		switch (format.requiredText("type")) {
			case "text" -> {
			}
			case "json_object" -> options.outputSchema(ANY_OBJECT).structuredOutputStrict(false);
			case "json_schema" -> schema(format, options);
			default -> throw format.wrong("type", "text, json_object or json_schema");
		}
	}

	private static void schema(JsonFields format, GigaChatOptions.Builder options) {
		JsonFields described = format.object("json_schema");
		JsonNode schema = (described != null) ? described.value("schema") : null;
		if (described == null || schema == null) {
			throw ApiException.invalid(format.place("json_schema"), format.place("json_schema") + " has no schema");
		}
		JsonFields.fields(schema, described.place("schema"));
		options.outputSchema(schema.toString()).structuredOutputStrict(described.isTrue("strict"));
	}

}
