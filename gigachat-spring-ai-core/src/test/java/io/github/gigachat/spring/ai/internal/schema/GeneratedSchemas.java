package io.github.gigachat.spring.ai.internal.schema;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes up schemas: nested, recursive, contradictory, and some that are none.
 */
final class GeneratedSchemas {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final List<String> NAMES = List.of("a", "b", "c", "город", "$ref", "type", "properties", "x-y", "",
			"a/b", "два слова", "\ud83d\ude00");

	private static final List<String> TYPES = List.of("object", "object", "array", "string", "integer", "number",
			"boolean", "null", "OBJECT", "int", "any", "file");

	private static final List<String> REFERENCES = List.of("#", "#/$defs/A", "#/$defs/A", "#/$defs/B", "#/$defs/C",
			"#/properties/a", "#/properties/a/items", "#/definitions/a~1b", "#/definitions/%D1%8F", "#anchor", "#/nope",
			"#/$defs/%zz", "other.json", "https://example.com/schema#/definitions/X", "");

	private static final List<String> KEYWORDS = List.of("type", "type", "type", "type", "properties", "properties",
			"properties", "required", "items", "items", "enum", "const", "$ref", "$ref", "anyOf", "anyOf", "oneOf",
			"allOf", "description", "title", "default", "examples", "format", "pattern", "nullable",
			"additionalProperties", "patternProperties", "propertyNames", "prefixItems", "contains", "not", "if",
			"then", "else", "dependentSchemas", "dependentRequired", "minimum", "maximum", "exclusiveMinimum",
			"multipleOf", "minLength", "maxLength", "minItems", "uniqueItems", "minProperties", "deprecated",
			"$comment", "$schema", "$id", "$anchor", "x-vendor", "$defs", "contentEncoding", "unevaluatedProperties");

	private final Random random;

	GeneratedSchemas(Random random) {
		this.random = random;
	}

	/** The text of a schema, whose root is a JSON object. */
	String next() {
		ObjectNode root = object(4);
		if (chance(70)) {
			root.put("type", "object");
		}
		root.putObject("$defs").set("A", schema(3)).set("B", schema(3)).set("C", schema(3));
		root.putObject("definitions").set("a/b", schema(2)).set("я", schema(2));
		return root.toString();
	}

	private JsonNode schema(int depth) {
		if (chance(5)) {
			return MAPPER.getNodeFactory().booleanNode(this.random.nextBoolean());
		}
		return chance(3) ? scalar() : object(depth);
	}

	private ObjectNode object(int depth) {
		ObjectNode schema = MAPPER.createObjectNode();
		for (int i = this.random.nextInt(6); i >= 0; i--) {
			String keyword = pick(KEYWORDS);
			JsonNode value = chance(3) ? scalar() : value(keyword, depth);
			if (value != null) {
				schema.set(keyword, value);
			}
		}
		return schema;
	}

	private JsonNode value(String keyword, int depth) {
		return switch (keyword) {
			case "type" -> chance(80) ? text(pick(TYPES)) : array(3, (i) -> text(pick(TYPES)));
			case "properties", "patternProperties", "dependentSchemas" -> (depth > 0) ? schemas(depth - 1) : null;
			case "items" -> (depth > 0) ? oneOrMore(depth - 1) : null;
			case "additionalProperties", "propertyNames", "contains", "not", "if", "then", "else",
					"unevaluatedProperties" ->
				(depth > 0) ? schema(depth - 1) : null;
			case "anyOf", "oneOf", "allOf", "prefixItems" -> (depth > 0) ? array(4, (i) -> schema(depth - 1)) : null;
			case "$defs" -> null;
			case "required" -> array(4, (i) -> text(pick(NAMES)));
			case "enum", "examples" -> array(4, (i) -> scalar());
			case "dependentRequired" -> MAPPER.createObjectNode().set("a", array(2, (i) -> text(pick(NAMES))));
			case "$ref" -> text(pick(REFERENCES));
			case "$anchor" -> text("anchor");
			case "format" -> text(pick(List.of("date", "date-time", "time", "email", "int32", "double", "uuid")));
			case "description", "title", "pattern", "$comment", "$schema", "$id", "contentEncoding" ->
				text(pick(NAMES) + this.random.nextInt(100));
			case "nullable", "uniqueItems", "deprecated" ->
				MAPPER.getNodeFactory().booleanNode(this.random.nextBoolean());
			case "default", "const", "x-vendor" -> scalar();
			default -> MAPPER.getNodeFactory().numberNode(this.random.nextInt(20));
		};
	}

	private JsonNode schemas(int depth) {
		ObjectNode schemas = MAPPER.createObjectNode();
		for (int i = this.random.nextInt(5); i > 0; i--) {
			schemas.set(pick(NAMES), schema(depth));
		}
		return schemas;
	}

	private JsonNode oneOrMore(int depth) {
		return chance(80) ? schema(depth) : array(3, (i) -> schema(depth));
	}

	private ArrayNode array(int most, IntFunction<JsonNode> element) {
		ArrayNode array = MAPPER.createArrayNode();
		for (int i = this.random.nextInt(most + 1); i > 0; i--) {
			array.add(element.apply(i));
		}
		return array;
	}

	private JsonNode scalar() {
		return switch (this.random.nextInt(8)) {
			case 0 -> MAPPER.nullNode();
			case 1 -> MAPPER.getNodeFactory().numberNode(this.random.nextInt(5));
			case 2 -> MAPPER.getNodeFactory().numberNode(this.random.nextInt(50) / 10.0);
			case 3 -> MAPPER.getNodeFactory().booleanNode(this.random.nextBoolean());
			case 4 -> MAPPER.createObjectNode().put("k", this.random.nextInt(5));
			case 5 -> array(2, (i) -> text(pick(NAMES)));
			default -> text(pick(NAMES));
		};
	}

	private JsonNode text(String text) {
		return MAPPER.getNodeFactory().stringNode(text);
	}

	private boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	private <T> T pick(List<T> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

}
