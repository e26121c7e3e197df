package io.github.gigachat.spring.ai.flatten;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells in words the constraints that the dialect has no keyword for.
 */
final class ConstraintWords {

	private final SchemaSummary summary;

	ConstraintWords(SchemaSummary summary) {
		this.summary = summary;
	}

	/**
	 * Adds the words of a schema's constraints.
	 * @param schema the schema
	 * @param kept the keywords that go out as they are
	 */
	void tell(FlatSchema schema, Set<String> kept) {
		tell(schema, schema.others, kept);
		schema.besides.forEach((keywords) -> tell(schema, keywords, Set.of()));
	}

	private void tell(FlatSchema schema, Map<String, JsonNode> keywords, Set<String> kept) {
		for (Map.Entry<String, JsonNode> entry : keywords.entrySet()) {
			if (!kept.contains(entry.getKey())) {
				String words = simple(keywords, entry.getKey(), entry.getValue());
				if (words == null) {
					words = structured(schema, entry.getKey(), entry.getValue());
				}
				if (words != null) {
					schema.words.add(words);
				}
			}
		}
		conditional(schema, keywords);
	}

	/** The words of constraints on a single value, in the schema's order. */
	static List<String> simple(FlatSchema schema) {
		List<String> all = new ArrayList<>();
		schema.others.forEach((keyword, value) -> {
			String words = simple(schema.others, keyword, value);
			if (words != null) {
				all.add(words);
			}
		});
		return all;
	}

	private static @Nullable String simple(Map<String, JsonNode> keywords, String keyword, JsonNode value) {
		return switch (keyword) {
			case "default" -> "default " + SchemaWords.value(value);
			case "example" -> "for example " + SchemaWords.value(value);
			case "examples" -> examples(value);
			case "pattern" -> value.isString() ? "pattern " + SchemaWords.shortened(value.stringValue(), 200) : null;
			case "format" -> format(value);
			case "minimum" -> bound(value, keywords.get("exclusiveMinimum"), "greater than ", "at least ");
			case "maximum" -> bound(value, keywords.get("exclusiveMaximum"), "less than ", "at most ");
			case "exclusiveMinimum" -> number(value, "greater than ", "");
			case "exclusiveMaximum" -> number(value, "less than ", "");
			case "multipleOf" -> number(value, "a multiple of ", "");
			case "minLength" -> number(value, "at least ", " characters");
			case "maxLength" -> number(value, "at most ", " characters");
			case "minItems" -> number(value, "at least ", " items");
			case "maxItems" -> number(value, "at most ", " items");
			case "minContains" -> number(value, "at least ", " of them");
			case "maxContains" -> number(value, "at most ", " of them");
			case "minProperties" -> number(value, "at least ", " keys");
			case "maxProperties" -> number(value, "at most ", " keys");
			case "uniqueItems" -> value.asBoolean(false) ? "no duplicates" : null;
			case "contentEncoding" -> value.isString() ? value.stringValue() + " encoded" : null;
			case "contentMediaType" -> value.isString() ? "content of type " + value.stringValue() : null;
			case "deprecated" -> value.asBoolean(false) ? "deprecated" : null;
			case "readOnly" -> value.asBoolean(false) ? "read only" : null;
			default -> null;
		};
	}

	String summaries(List<JsonNode> schemas, RefPath path) {
		List<String> all = new ArrayList<>();
		schemas.forEach((schema) -> all.add(this.summary.of(schema, path)));
		return String.join(", ", all);
	}

	private static @Nullable String examples(JsonNode values) {
		List<String> first = new ArrayList<>();
		for (JsonNode value : values) {
			if (first.size() < 3) {
				first.add(SchemaWords.value(value));
			}
		}
		return first.isEmpty() ? null : "for example " + String.join(", ", first);
	}

	/** How a number is stored is nothing to the model. */
	private static @Nullable String format(JsonNode format) {
		return switch (format.asString("")) {
			case "", "int32", "int64", "float", "double" -> null;
			default -> "format " + format.asString();
		};
	}

	private static @Nullable String bound(JsonNode value, @Nullable JsonNode excluded, String without, String with) {
		return number(value, (excluded != null && excluded.asBoolean(false)) ? without : with, "");
	}

	private static @Nullable String number(JsonNode value, String before, String after) {
		return value.isNumber() ? before + value.numberValue() + after : null;
	}

	private @Nullable String structured(FlatSchema schema, String keyword, JsonNode value) {
		return switch (keyword) {
			case "additionalProperties" -> additional(schema, value);
			case "patternProperties" -> keyed(schema, value, "keys that match ");
			case "dependentSchemas", "dependencies" -> keyed(schema, value, "with ");
			case "dependentRequired" -> dependent(value);
			case "propertyNames" -> "keys: " + this.summary.of(value, schema.path);
			case "contains" -> "contains " + this.summary.of(value, schema.path);
			case "not" -> "not " + this.summary.of(value, schema.path);
			default -> null;
		};
	}

	private @Nullable String additional(FlatSchema schema, JsonNode value) {
		boolean alone = schema.properties.isEmpty();
		if (value.isObject() && !value.isEmpty()) {
			String values = this.summary.of(value, schema.path);
			return (alone ? "keys are strings, values: " : "other keys have values: ") + values;
		}
		boolean anything = value.isObject() || value.asBoolean(false);
		return (anything && alone) ? "any keys" : null;
	}

	private @Nullable String keyed(FlatSchema schema, JsonNode schemas, String before) {
		List<String> all = new ArrayList<>();
		for (Map.Entry<String, JsonNode> entry : schemas.properties()) {
			String words = entry.getValue().isArray() ? names(entry.getValue())
					: this.summary.of(entry.getValue(), schema.path);
			all.add(before + entry.getKey() + ": " + words);
		}
		return all.isEmpty() ? null : String.join("; ", all);
	}

	private static @Nullable String dependent(JsonNode dependent) {
		Set<String> all = new LinkedHashSet<>();
		dependent.properties().forEach((entry) -> {
			if (!entry.getValue().isEmpty()) {
				all.add(entry.getKey() + " needs " + names(entry.getValue()));
			}
		});
		return all.isEmpty() ? null : String.join("; ", all);
	}

	private static String names(JsonNode names) {
		List<String> all = new ArrayList<>();
		names.forEach((name) -> all.add(name.asString("")));
		return String.join(", ", all);
	}

	private void conditional(FlatSchema schema, Map<String, JsonNode> keywords) {
		JsonNode condition = keywords.get("if");
		if (condition == null) {
			return;
		}
		StringBuilder words = new StringBuilder("if ").append(this.summary.of(condition, schema.path));
		for (String consequence : List.of("then", "else")) {
			JsonNode then = keywords.get(consequence);
			if (then != null) {
				words.append(", ").append(consequence).append(' ').append(this.summary.of(then, schema.path));
			}
		}
		schema.words.add(words.toString());
	}

}
