package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Collects the constraints that the service's dialect cannot express, as text for the
 * description. The static methods describe single constraints and values.
 */
final class ConstraintText {

	private static final int LONGEST = 2_000;

	private static final int LONGEST_VALUE = 120;

	private static final int MOST_VALUES = 300;

	/** The minimum length of a range; a shorter one is listed value by value. */
	private static final int SHORTEST_RANGE = 5;

	private final Set<String> words = new LinkedHashSet<>();

	void add(String words) {
		this.words.add(words);
	}

	void addAll(ConstraintText others) {
		this.words.addAll(others.words);
	}

	boolean isEmpty() {
		return this.words.isEmpty();
	}

	/**
	 * Appends the text to the schema's own description, which is never shortened.
	 * @return the complete description, or {@code null} if there is none
	 */
	@Nullable String after(@Nullable String description) {
		if (this.words.isEmpty()) {
			return description;
		}
		String all = shortened(String.join("; ", this.words), LONGEST);
		return (description == null || description.isBlank()) ? all : description.stripTrailing() + " (" + all + ")";
	}

	/** Describes a reference without a target. */
	static String undefined(String reference) {
		return "as " + shortened(reference, 120) + " defines it";
	}

	/** Describes the target of a recursive reference. */
	static String recursive(String name) {
		return "recursive: again " + name + ", whose own parts are left out here";
	}

	/** Describes a target that is omitted because of its size. */
	static String tooLarge(String name) {
		return name + ", whose parts are left out, the schema being too large";
	}

	/** Returns the JSON text of a value, shortened. */
	static String value(JsonNode value) {
		return shortened(value.toString(), LONGEST_VALUE);
	}

	static String shortened(String text, int most) {
		if (text.length() <= most) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
		return text.substring(0, end) + "…";
	}

	/** Lists values; consecutive integers are listed as a range. */
	static String listed(List<JsonNode> values) {
		List<String> listed = new ArrayList<>();
		int at = 0;
		while (at < values.size() && listed.size() < MOST_VALUES) {
			int end = endOfRange(values, at);
			if (end - at >= SHORTEST_RANGE) {
				listed.add(values.get(at) + " to " + values.get(end - 1));
				at = end;
			}
			else {
				listed.add(value(values.get(at)));
				at++;
			}
		}
		if (at < values.size()) {
			listed.add("…");
		}
		return String.join(", ", listed);
	}

	private static int endOfRange(List<JsonNode> values, int start) {
		int end = start + 1;
		while (end < values.size() && follows(values.get(end - 1), values.get(end))) {
			end++;
		}
		return end;
	}

	private static boolean follows(JsonNode before, JsonNode value) {
		return before.canConvertToLong() && value.canConvertToLong() && before.isIntegralNumber()
				&& value.isIntegralNumber() && value.longValue() - before.longValue() == 1;
	}

	/**
	 * Describes the constraints of a schema, in the order of the schema.
	 * @param kept the keywords that are sent as they are
	 * @param summary summarises nested schemas; if it is {@code null}, they are omitted
	 */
	static List<String> describe(FlatSchema schema, Set<String> kept, @Nullable Function<JsonNode, String> summary) {
		List<String> words = new ArrayList<>();
		add(words, schema, schema.others, kept, summary);
		schema.besides.forEach((keywords) -> add(words, schema, keywords, Set.of(), summary));
		return words;
	}

	private static void add(List<String> words, FlatSchema schema, Map<String, JsonNode> keywords, Set<String> kept,
			@Nullable Function<JsonNode, String> summary) {
		keywords.forEach((keyword, value) -> {
			String told = kept.contains(keyword) ? null : simple(keywords, keyword, value);
			if (told == null && summary != null && !kept.contains(keyword)) {
				told = structured(schema, keyword, value, summary);
			}
			if (told != null) {
				words.add(told);
			}
		});
		if (summary != null && keywords.containsKey("if")) {
			words.add(conditional(keywords, summary));
		}
	}

	private static @Nullable String simple(Map<String, JsonNode> keywords, String keyword, JsonNode value) {
		return switch (keyword) {
			case "default" -> "default " + value(value);
			case "example" -> "for example " + value(value);
			case "examples" -> examples(value);
			case "pattern" -> value.isString() ? "pattern " + shortened(value.stringValue(), 200) : null;
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
			case "writeOnly" -> value.asBoolean(false) ? "write only" : null;
			case "readOnly" -> value.asBoolean(false) ? "read only" : null;
			default -> null;
		};
	}

	private static @Nullable String examples(JsonNode values) {
		List<String> first = new ArrayList<>();
		for (JsonNode value : values) {
			if (first.size() < 3) {
				first.add(value(value));
			}
		}
		return first.isEmpty() ? null : "for example " + String.join(", ", first);
	}

	/**
	 * Describes a format. Formats that only say how a number is stored are omitted.
	 */
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

	private static @Nullable String structured(FlatSchema schema, String keyword, JsonNode value,
			Function<JsonNode, String> summary) {
		return switch (keyword) {
			case "additionalProperties", "unevaluatedProperties" -> additional(schema, value, summary);
			case "additionalItems", "unevaluatedItems" -> said(value, "other items: ", summary);
			case "prefixItems", "items" -> inOrder(value, summary);
			case "patternProperties" -> keyed(value, "keys that match ", summary);
			case "dependentSchemas", "dependencies" -> keyed(value, "with ", summary);
			case "dependentRequired" -> dependent(value);
			case "propertyNames" -> "keys: " + summary.apply(value);
			case "contains" -> "contains " + summary.apply(value);
			case "contentSchema" -> said(value, "its content: ", summary);
			case "not" -> "not " + summary.apply(value);
			default -> null;
		};
	}

	private static @Nullable String said(JsonNode value, String before, Function<JsonNode, String> summary) {
		return (value.isObject() && !value.isEmpty()) ? before + summary.apply(value) : null;
	}

	private static @Nullable String inOrder(JsonNode schemas, Function<JsonNode, String> summary) {
		List<String> all = new ArrayList<>();
		(schemas.isArray() ? schemas : List.<JsonNode>of()).forEach((schema) -> all.add(summary.apply(schema)));
		return all.isEmpty() ? null : "items in order: " + String.join(", ", all);
	}

	private static @Nullable String additional(FlatSchema schema, JsonNode value, Function<JsonNode, String> summary) {
		boolean alone = schema.properties.isEmpty();
		if (value.isObject() && !value.isEmpty()) {
			return (alone ? "keys are strings, values: " : "other keys have values: ") + summary.apply(value);
		}
		boolean anything = value.isObject() || value.asBoolean(false);
		return (anything && alone) ? "any keys" : null;
	}

	private static @Nullable String keyed(JsonNode schemas, String before, Function<JsonNode, String> summary) {
		List<String> all = new ArrayList<>();
		for (Map.Entry<String, JsonNode> entry : schemas.properties()) {
			String words = entry.getValue().isArray() ? names(entry.getValue()) : summary.apply(entry.getValue());
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

	private static String conditional(Map<String, JsonNode> keywords, Function<JsonNode, String> summary) {
		StringBuilder words = new StringBuilder();
		for (String keyword : List.of("if", "then", "else")) {
			JsonNode schema = keywords.get(keyword);
			if (schema != null) {
				words.append(words.isEmpty() ? "" : ", ").append(keyword).append(' ').append(summary.apply(schema));
			}
		}
		return words.toString();
	}

}
