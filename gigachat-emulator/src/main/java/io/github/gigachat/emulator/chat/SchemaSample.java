package io.github.gigachat.emulator.chat;

import java.util.Map;

import io.github.gigachat.emulator.script.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generates a value for a JSON schema, always the same for the same schema.
 */
final class SchemaSample {

	private static final int MAX_DEPTH = 16;

	private final JsonNode root;

	private SchemaSample(JsonNode root) {
		this.root = root;
	}

	static JsonNode of(JsonNode schema) {
		return new SchemaSample(schema).value(schema, 0);
	}

	private JsonNode value(JsonNode schema, int depth) {
		if (depth > MAX_DEPTH) {
			return Json.object();
		}
		if (schema.path("$ref").isString()) {
			return value(resolve(schema.path("$ref").stringValue()), depth + 1);
		}
		if (!schema.path("enum").isEmpty()) {
			return schema.path("enum").path(0);
		}
		for (String choice : new String[] { "anyOf", "oneOf", "allOf" }) {
			if (!schema.path(choice).isEmpty()) {
				return value(schema.path(choice).path(0), depth + 1);
			}
		}
		return ofType(type(schema), schema, depth);
	}

	private JsonNode ofType(String type, JsonNode schema, int depth) {
		return switch (type) {
			case "object" -> object(schema, depth);
			case "array" -> array(schema, depth);
			case "integer" -> Json.parse(schema.path("minimum").asString("1"));
			case "number" -> Json.parse(schema.path("minimum").asString("1.5"));
			case "boolean" -> Json.parse("true");
			case "null" -> Json.parse("null");
			default -> Json.parse("\"ok\"");
		};
	}

	private ObjectNode object(JsonNode schema, int depth) {
		ObjectNode object = Json.object();
		for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
			object.set(property.getKey(), value(property.getValue(), depth + 1));
		}
		return object;
	}

	private ArrayNode array(JsonNode schema, int depth) {
		return Json.array().add(value(schema.path("items"), depth + 1));
	}

	private static String type(JsonNode schema) {
		JsonNode type = schema.path("type");
		if (type.isArray()) {
			return type.path(0).asString("string");
		}
		return type.asString(schema.has("properties") ? "object" : "string");
	}

	private JsonNode resolve(String reference) {
		return reference.startsWith("#/") ? this.root.at(reference.substring(1)) : Json.object();
	}

}
