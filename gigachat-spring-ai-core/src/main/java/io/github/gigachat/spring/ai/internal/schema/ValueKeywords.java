package io.github.gigachat.spring.ai.internal.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the keywords that constrain a single value, as far as the service's dialect
 * supports them.
 */
final class ValueKeywords {

	private static final Map<String, List<String>> BOUNDS = Map.of("string", List.of("minLength", "maxLength"),
			"number", List.of("minimum", "maximum"), "integer", List.of("minimum", "maximum"), "array",
			List.of("minItems", "maxItems"));

	private final Set<String> dropped;

	/**
	 * Creates the writer.
	 * @param dropped receives the keywords that are not sent
	 */
	ValueKeywords(Set<String> dropped) {
		this.dropped = dropped;
	}

	/**
	 * Writes bounds, values and format.
	 * @param content receives the keywords
	 * @return the keywords that need no description in words
	 */
	Set<String> write(FlatSchema flat, String type, ObjectNode content) {
		Set<String> kept = new LinkedHashSet<>();
		bounds(flat, type, content, kept);
		values(flat, type, content);
		format(flat, type, content, kept);
		return kept;
	}

	private void bounds(FlatSchema flat, String type, ObjectNode content, Set<String> kept) {
		for (String keyword : SchemaKeywords.BOUNDS) {
			JsonNode value = flat.others.get(keyword);
			if (value == null) {
				continue;
			}
			JsonNode exclusive = flat.others.get(exclusive(keyword));
			boolean excluded = exclusive != null && exclusive.asBoolean(false);
			if (BOUNDS.getOrDefault(type, List.of()).contains(keyword) && value.isNumber() && !excluded) {
				content.set(keyword, value);
				kept.add(keyword);
			}
			else {
				this.dropped.add(keyword);
			}
		}
	}

	/**
	 * Returns the name of the exclusive bound. In early drafts of JSON Schema, it is a
	 * flag for the bound.
	 */
	private static String exclusive(String bound) {
		return "exclusive" + bound.substring(0, 1).toUpperCase(Locale.ROOT) + bound.substring(1);
	}

	private void values(FlatSchema flat, String type, ObjectNode content) {
		if (flat.values == null) {
			return;
		}
		Set<String> texts = new LinkedHashSet<>();
		boolean allText = true;
		for (JsonNode value : flat.values) {
			if (!value.isNull()) {
				allText &= value.isString();
				texts.add(value.isString() ? value.stringValue() : value.toString());
			}
		}
		if (type.equals("string") && !texts.isEmpty()) {
			ArrayNode values = content.putArray("enum");
			texts.forEach(values::add);
		}
		if (!type.equals("string") || !allText) {
			this.dropped.add("enum");
			flat.words.add(((flat.values.size() == 1) ? "always " : "one of ") + ConstraintText.listed(flat.values));
		}
	}

	private void format(FlatSchema flat, String type, ObjectNode content, Set<String> kept) {
		JsonNode format = flat.others.get("format");
		if (format == null) {
			return;
		}
		if (type.equals("string") && SchemaKeywords.FORMATS.contains(format.asString(""))) {
			content.set("format", format);
			kept.add("format");
		}
		else {
			this.dropped.add("format");
		}
	}

}
