package io.github.gigachat.samples.gateway.openai;

import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.spring.ai.GigaChatOptions;
import org.jspecify.annotations.Nullable;

/**
 * Reads the format that the answer has to have.
 */
public final class OutputFormat {

	private static final String ANY_OBJECT = "{\"type\":\"object\",\"properties\":{}}";

	private OutputFormat() {
	}

	/**
	 * Reads a format.
	 * @param format the format, or {@code null} if the request has none
	 * @param schemas the field of the format that describes the schema, or {@code null}
	 * if the format does it itself
	 * @param options gets the schema
	 * @throws ApiException if the format is unknown, or its schema is missing
	 */
	public static void read(@Nullable JsonFields format, @Nullable String schemas, GigaChatOptions.Builder options) {
		if (format == null) {
			return;
		}
		switch (format.requiredText("type")) {
			case "text" -> {
			}
			case "json_object" -> options.outputSchema(ANY_OBJECT).structuredOutputStrict(false);
			case "json_schema" -> schema(format, schemas, options);
			default -> throw format.wrong("type", "text, json_object or json_schema");
		}
	}

	private static void schema(JsonFields format, @Nullable String schemas, GigaChatOptions.Builder options) {
		JsonFields described = (schemas != null) ? format.object(schemas) : format;
		String schema = (described != null) ? described.json("schema") : null;
		if (described == null || schema == null) {
			String place = (schemas != null) ? format.place(schemas) : format.place();
			throw ApiException.invalid(place, place + " has no schema");
		}
		options.outputSchema(schema).structuredOutputStrict(described.isTrue("strict"));
	}

}
