package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * Summarises in a few words a schema that cannot be sent itself.
 */
final class SchemaSummary {

	/**
	 * The maximum length in characters. Parts that would not fit are not read, which also
	 * limits the work.
	 */
	private static final int LONGEST = 400;

	/** The maximum depth: a schema and three levels of nested schemas. */
	private static final int LEVELS = 4;

	/** Summaries that are omitted after the name of a property. */
	private static final Set<String> PLAIN = Set.of("object", "array", "string", "integer", "number", "boolean", "null",
			"any value");

	private final SchemaFlattening flattening;

	SchemaSummary(SchemaFlattening flattening) {
		this.flattening = flattening;
	}

	String of(JsonNode schema, RefPath path) {
		return ConstraintText.shortened(inner(schema, path, LEVELS), LONGEST);
	}

	String of(FlatSchema schema) {
		return ConstraintText.shortened(of(schema, LEVELS), LONGEST);
	}

	/**
	 * Summarises a nested schema, including constraints that can only be described in
	 * words.
	 */
	private String inner(JsonNode schema, RefPath path, int levels) {
		FlatSchema flat = this.flattening.flatten(schema, path);
		return flat.words.isEmpty() ? of(flat, levels) : of(flat, levels) + ", " + flat.words.after(null);
	}

	private String of(FlatSchema schema, int levels) {
		String what = what(schema, levels);
		String named = (schema.title != null) ? schema.title + ": " + what : what;
		String description = (schema.title == null) ? schema.description : null;
		return (description != null && !description.isBlank())
				? named + " (" + ConstraintText.shortened(description.strip(), 80) + ")" : named;
	}

	private String what(FlatSchema schema, int levels) {
		if (schema.never) {
			return "nothing";
		}
		List<String> all = new ArrayList<>();
		if (schema.values != null && !schema.onlyAlternatives) {
			all.add(ConstraintText.listed(schema.values));
		}
		else if (!schema.onlyAlternatives) {
			all.add(ofTypes(schema, levels));
		}
		if (levels > 1) {
			schema.alternatives.forEach((branches) -> all.add(alternatives(branches, levels - 1)));
		}
		return all.isEmpty() ? ofTypes(schema, levels) : String.join(", and ", all);
	}

	private String alternatives(List<FlatSchema> branches, int levels) {
		return branches.stream()
			.map((branch) -> of(branch, levels))
			.collect(Collectors.toCollection(LinkedHashSet::new))
			.stream()
			.collect(Collectors.joining(" | "));
	}

	private String ofTypes(FlatSchema schema, int levels) {
		String type = schema.type();
		if (type == null) {
			return ofType(schema, schema.isNull() ? "null" : "any value", levels);
		}
		FlatSchema own = schema.copy();
		List<FlatSchema> others = own.takeOutOthersThan(type);
		StringBuilder what = new StringBuilder(ofType(own, type, levels));
		others.forEach((other) -> what.append(" or ").append(ofTypes(other, levels)));
		return what.toString();
	}

	private String ofType(FlatSchema schema, String type, int levels) {
		StringBuilder what = new StringBuilder(switch (type) {
			case "object" -> object(schema, levels);
			case "array" -> array(schema, levels);
			default -> type;
		});
		Function<JsonNode, String> within = (levels > 0) ? (inner) -> inner(inner, schema.path, levels - 1) : null;
		for (String constraint : ConstraintText.describe(schema, Set.of(), within)) {
			if (what.length() < LONGEST) {
				what.append(", ").append(constraint);
			}
		}
		return what.toString();
	}

	private String object(FlatSchema schema, int levels) {
		Set<String> parts = new LinkedHashSet<>();
		int length = 0;
		for (Map.Entry<String, JsonNode> property : schema.properties.entrySet()) {
			if (length > LONGEST) {
				parts.add("…");
				break;
			}
			String part = property.getKey() + ((levels > 1) ? about(property.getValue(), schema.path, levels - 1) : "");
			length += part.length();
			parts.add(part);
		}
		for (String required : schema.required) {
			if (!schema.properties.containsKey(required)) {
				parts.add(required);
			}
		}
		return parts.isEmpty() ? "object" : "object with " + String.join(", ", parts);
	}

	private String about(JsonNode property, RefPath path, int levels) {
		FlatSchema flat = this.flattening.flatten(property, path);
		if (flat.values != null) {
			return " = " + ConstraintText.listed(flat.values);
		}
		String what = what(flat, levels);
		return PLAIN.contains(what) ? "" : " (" + what + ")";
	}

	private String array(FlatSchema schema, int levels) {
		JsonNode items = schema.items;
		return (items == null || levels == 0) ? "array" : "array of " + inner(items, schema.path, levels - 1);
	}

}
