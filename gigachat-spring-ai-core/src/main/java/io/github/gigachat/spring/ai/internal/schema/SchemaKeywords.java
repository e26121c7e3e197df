package io.github.gigachat.spring.ai.internal.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The keywords of JSON Schema and of the service's dialect, and their meaning for the
 * type of a schema.
 */
public final class SchemaKeywords {

	/**
	 * Internal keyword for two schemas that both apply; added while schemas are merged.
	 */
	static final String ALL = "#all";

	/**
	 * Internal keyword for schemas of which one applies; added while schemas are merged.
	 */
	static final String ANY = "#any";

	/** The keywords that are sent. All others are dropped and reported. */
	static final Set<String> DIALECT = Set.of("type", "description", "properties", "required", "items", "enum",
			"format", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems");

	/** The formats that the service supports. */
	static final Set<String> FORMATS = Set.of("date", "date-time", "time");

	/** The constraints that the service accepts, each for its own type only. */
	static final List<String> BOUNDS = List.of("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems");

	private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("object", "object"),
			Map.entry("dict", "object"), Map.entry("map", "object"), Map.entry("array", "array"),
			Map.entry("list", "array"), Map.entry("string", "string"), Map.entry("str", "string"),
			Map.entry("integer", "integer"), Map.entry("int", "integer"), Map.entry("long", "integer"),
			Map.entry("number", "number"), Map.entry("float", "number"), Map.entry("double", "number"),
			Map.entry("boolean", "boolean"), Map.entry("bool", "boolean"), Map.entry("null", "null"));

	private static final List<String> OF_OBJECTS = List.of("additionalProperties", "patternProperties", "propertyNames",
			"minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "dependencies",
			"unevaluatedProperties");

	private static final List<String> OF_ARRAYS = List.of("items", "prefixItems", "additionalItems", "minItems",
			"maxItems", "uniqueItems", "contains", "minContains", "maxContains", "unevaluatedItems");

	private static final List<String> OF_STRINGS = List.of("pattern", "minLength", "maxLength", "contentEncoding",
			"contentMediaType", "contentSchema");

	private static final List<String> OF_NUMBERS = List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
			"multipleOf");

	/** The keywords of a condition, which belong together. */
	static final Set<String> CONDITION = Set.of("if", "then", "else");

	private static final Set<String> FLAGS = Set.of("uniqueItems", "deprecated", "readOnly", "writeOnly");

	private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "exclusiveMinimum", "minLength", "minItems",
			"minProperties");

	private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems",
			"maxProperties");

	/** The keywords whose value refers to another schema. */
	static final List<String> REFERENCES = List.of("$ref", "$recursiveRef", "$dynamicRef");

	/** Keywords whose value maps arbitrary names to schemas. */
	private static final Set<String> NAMED = Set.of("properties", "patternProperties", "dependentSchemas",
			"dependencies", "$defs", "definitions");

	/** Keywords whose value is not a schema but may look like one. */
	private static final Set<String> VALUES = Set.of("const", "enum", "default", "example", "examples", "required");

	/** The keywords of OpenAPI and of all drafts of JSON Schema. */
	private static final Set<String> ALL_KNOWN = Set.of("$anchor", "$comment", "$defs", "$dynamicAnchor", "$dynamicRef",
			"$id", "$recursiveAnchor", "$recursiveRef", "$ref", "$schema", "$vocabulary", "additionalItems",
			"additionalProperties", "allOf", "anyOf", "const", "contains", "contentEncoding", "contentMediaType",
			"contentSchema", "default", "definitions", "dependencies", "dependentRequired", "dependentSchemas",
			"deprecated", "description", "discriminator", "disallow", "divisibleBy", "else", "enum", "example",
			"examples", "exclusiveMaximum", "exclusiveMinimum", "extends", "externalDocs", "format", "id", "if",
			"items", "maxContains", "maxItems", "maxLength", "maxProperties", "maximum", "minContains", "minItems",
			"minLength", "minProperties", "minimum", "multipleOf", "not", "nullable", "oneOf", "pattern",
			"patternProperties", "prefixItems", "properties", "propertyNames", "readOnly", "required", "then", "title",
			"type", "unevaluatedItems", "unevaluatedProperties", "uniqueItems", "writeOnly", "xml");

	private SchemaKeywords() {
	}

	/**
	 * Returns the keyword if it is safe to log, or else "other", since an unknown keyword
	 * may be content.
	 */
	public static String reported(String keyword) {
		return ALL_KNOWN.contains(keyword) ? keyword : "other";
	}

	/** Returns whether the value of a keyword maps arbitrary names to schemas. */
	static boolean hasNames(String keyword) {
		return NAMED.contains(keyword);
	}

	/** Returns whether the value of a keyword is not a schema but may look like one. */
	static boolean hasValues(String keyword) {
		return VALUES.contains(keyword);
	}

	/**
	 * Returns whether a keyword is dropped without a report. These are the version of
	 * JSON Schema and {@code "additionalProperties": false}. Every schema that Spring AI
	 * generates has them, and their absence does not change the meaning for the model.
	 */
	static boolean isSilent(String keyword, JsonNode value) {
		return keyword.equals("$schema") || (keyword.equals("additionalProperties") && value.equals(BooleanNode.FALSE));
	}

	/**
	 * Returns one of the seven types of JSON Schema, also for the spellings of other
	 * dialects.
	 */
	static @Nullable String type(JsonNode type) {
		return type.isString() ? TYPES.get(type.stringValue().toLowerCase(Locale.ROOT)) : null;
	}

	/** Infers the type of a schema without a type from its other keywords. */
	static @Nullable String inferred(FlatSchema schema) {
		if (schema.values != null) {
			return ofValues(schema.values);
		}
		if (!schema.properties.isEmpty() || !schema.required.isEmpty() || schema.nothingRequired
				|| has(schema, OF_OBJECTS)) {
			return "object";
		}
		if (schema.items != null || has(schema, OF_ARRAYS)) {
			return "array";
		}
		if (has(schema, OF_STRINGS)) {
			return "string";
		}
		if (has(schema, OF_NUMBERS)) {
			return "number";
		}
		JsonNode format = schema.others.get("format");
		return (format != null) ? ofFormat(format) : null;
	}

	/** Returns the keywords that constrain values of one type. */
	static List<String> ofType(String type) {
		return switch (type) {
			case "object" -> OF_OBJECTS;
			case "array" -> OF_ARRAYS;
			case "string" -> OF_STRINGS;
			case "integer", "number" -> OF_NUMBERS;
			default -> List.of();
		};
	}

	static @Nullable String ofValues(List<JsonNode> values) {
		Set<String> types = new LinkedHashSet<>();
		for (JsonNode value : values) {
			if (!value.isNull()) {
				types.add(ofValue(value));
			}
		}
		if (types.isEmpty()) {
			return null;
		}
		if (types.size() == 1) {
			return types.iterator().next();
		}
		return Set.of("integer", "number").containsAll(types) ? "number" : "string";
	}

	private static String ofValue(JsonNode value) {
		if (value.isObject()) {
			return "object";
		}
		if (value.isArray()) {
			return "array";
		}
		if (value.isBoolean()) {
			return "boolean";
		}
		if (value.isNumber()) {
			return value.isIntegralNumber() ? "integer" : "number";
		}
		return "string";
	}

	private static @Nullable String ofFormat(JsonNode format) {
		return switch (format.asString("")) {
			case "" -> null;
			case "int32", "int64", "uint32", "uint64" -> "integer";
			case "float", "double" -> "number";
			default -> "string";
		};
	}

	private static boolean has(FlatSchema schema, List<String> keywords) {
		for (String keyword : keywords) {
			if (schema.others.containsKey(keyword)) {
				return true;
			}
		}
		return false;
	}

	static JsonNode all(JsonNode one, JsonNode other) {
		return one.equals(other) ? one : joined(ALL, List.of(one, other));
	}

	static JsonNode any(Set<JsonNode> schemas) {
		return (schemas.size() == 1) ? schemas.iterator().next() : joined(ANY, schemas);
	}

	private static ObjectNode joined(String keyword, Iterable<JsonNode> schemas) {
		ObjectNode joined = JsonNodeFactory.instance.objectNode();
		ArrayNode parts = joined.putArray(keyword);
		schemas.forEach(parts::add);
		return joined;
	}

	/**
	 * Merges the values of a keyword that both of two intersected schemas have.
	 * @return the more restrictive value; {@code null} if neither includes the other
	 */
	static @Nullable JsonNode narrower(String keyword, JsonNode ours, JsonNode theirs) {
		if (ours.equals(theirs)) {
			return ours;
		}
		if (ours.isNumber() && theirs.isNumber()) {
			boolean more = ours.decimalValue().compareTo(theirs.decimalValue()) >= 0;
			if (LOWER_BOUNDS.contains(keyword)) {
				return more ? ours : theirs;
			}
			return UPPER_BOUNDS.contains(keyword) ? (more ? theirs : ours) : null;
		}
		if (FLAGS.contains(keyword) && ours.isBoolean() && theirs.isBoolean()) {
			return BooleanNode.TRUE;
		}
		return keyword.equals("additionalProperties") ? narrower(ours, theirs) : null;
	}

	private static @Nullable JsonNode narrower(JsonNode ours, JsonNode theirs) {
		if (isAnything(ours) || theirs.equals(BooleanNode.FALSE)) {
			return theirs;
		}
		return (isAnything(theirs) || ours.equals(BooleanNode.FALSE)) ? ours : null;
	}

	private static boolean isAnything(JsonNode schema) {
		return (schema.isObject() && schema.isEmpty()) || schema.equals(BooleanNode.TRUE);
	}

}
