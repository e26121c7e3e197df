package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dialect of JSON Schema that the service takes for a function's parameters, as its
 * reference has it at its strictest.
 */
final class DialectRules {

	private static final Set<String> KEYWORDS = Set.of("type", "description", "properties", "required", "items", "enum",
			"format", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems");

	private static final Set<String> TYPES = Set.of("object", "array", "string", "integer", "number", "boolean");

	private final List<String> violations = new ArrayList<>();

	private DialectRules() {
	}

	/** What in a function's parameters the service would refuse. */
	static List<String> violations(String parameters) {
		DialectRules rules = new DialectRules();
		JsonNode root = JsonMapper.shared().readTree(parameters);
		rules.check(root, "root");
		rules.require(root.path("type").asString("").equals("object"), "root is an object");
		return rules.violations;
	}

	private void check(JsonNode schema, String path) {
		require(schema.isObject(), path + " is a schema");
		for (String keyword : schema.propertyNames()) {
			require(KEYWORDS.contains(keyword), path + " has the keyword " + keyword);
		}
		JsonNode type = schema.path("type");
		require(type.isString() && TYPES.contains(type.stringValue()), path + " has one type");
		require(schema.path("description").isString() || !schema.has("description"),
				path + " has a text to describe it");
		for (String bound : List.of("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems")) {
			require(schema.path(bound).isNumber() || !schema.has(bound), path + " has a number as " + bound);
		}
		object(schema, path, type.asString("").equals("object"));
		array(schema, path, type.asString("").equals("array"));
		text(schema, path, type.asString("").equals("string"));
	}

	private void object(JsonNode schema, String path, boolean object) {
		require(schema.path("properties").isObject() == object, path + " has properties if it is an object");
		for (String name : schema.path("properties").propertyNames()) {
			check(schema.path("properties").path(name), path + "." + name);
		}
		Set<String> named = new HashSet<>();
		for (JsonNode name : schema.path("required")) {
			require(name.isString() && schema.path("properties").has(name.asString()) && named.add(name.asString()),
					path + " requires " + name);
		}
		require(schema.path("required").isArray() || !schema.has("required"), path + " has a list of required");
	}

	private void array(JsonNode schema, String path, boolean array) {
		require(schema.path("items").isObject() == array, path + " has items if it is an array");
		if (array) {
			check(schema.path("items"), path + "[]");
		}
	}

	private void text(JsonNode schema, String path, boolean text) {
		require(text || !(schema.has("enum") || schema.has("format")), path + " has enum and format if it is a string");
		for (JsonNode value : schema.path("enum")) {
			require(value.isString(), path + " has text as " + value);
		}
		require(!schema.path("enum").isEmpty() || !schema.has("enum"), path + " has values");
		require(Set.of("", "date", "date-time", "time").contains(schema.path("format").asString("")),
				path + " has a format");
	}

	private void require(boolean kept, String rule) {
		if (!kept) {
			this.violations.add(rule);
		}
	}

}
