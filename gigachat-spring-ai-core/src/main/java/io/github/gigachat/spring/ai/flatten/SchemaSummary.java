package io.github.gigachat.spring.ai.flatten;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells in a few words what a schema takes, where it cannot go out itself.
 */
final class SchemaSummary {

	private static final int LONGEST = 200;

	private static final int MOST_PARTS = 10;

	/** A schema, the schemas within it, and no further. */
	private static final int LEVELS = 2;

	private final SchemaFlattening flattening;

	SchemaSummary(SchemaFlattening flattening) {
		this.flattening = flattening;
	}

	String of(JsonNode schema, RefPath path) {
		return SchemaWords.shortened(of(this.flattening.flatten(schema, path), LEVELS), LONGEST);
	}

	String of(FlatSchema schema) {
		return SchemaWords.shortened(of(schema, LEVELS), LONGEST);
	}

	private String of(JsonNode schema, RefPath path, int levels) {
		return of(this.flattening.flatten(schema, path), levels);
	}

	private String of(FlatSchema schema, int levels) {
		String what = what(schema, levels);
		String named = (schema.title != null) ? schema.title + ": " + what : what;
		String description = (schema.title == null) ? schema.description : null;
		return (description != null && !description.isBlank())
				? named + " (" + SchemaWords.shortened(description.strip(), 80) + ")" : named;
	}

	private String what(FlatSchema schema, int levels) {
		if (schema.never) {
			return "nothing";
		}
		if (schema.values != null) {
			return listed(schema.values);
		}
		String type = SchemaTypes.of(schema);
		if (type == null) {
			return schema.isNull() ? "null" : "any value";
		}
		FlatSchema own = schema.copy();
		List<FlatSchema> others = SchemaTypes.takeOut(own, type);
		StringBuilder what = new StringBuilder(ofType(own, type, levels));
		others.forEach((other) -> what.append(" or ").append(what(other, levels)));
		return what.toString();
	}

	private String ofType(FlatSchema schema, String type, int levels) {
		String basic = switch (type) {
			case "object" -> object(schema, levels);
			case "array" -> array(schema, levels);
			default -> type;
		};
		StringBuilder what = new StringBuilder(basic);
		for (String constraint : ConstraintWords.simple(schema)) {
			what.append(", ").append(constraint);
		}
		return what.toString();
	}

	private String object(FlatSchema schema, int levels) {
		List<String> parts = new ArrayList<>();
		for (Map.Entry<String, JsonNode> property : schema.properties.entrySet()) {
			if (parts.size() == MOST_PARTS) {
				parts.add("…");
				break;
			}
			String values = (levels > 1) ? values(property.getValue(), schema.path) : null;
			parts.add(property.getKey() + ((values != null) ? " = " + values : ""));
		}
		for (String required : schema.required) {
			if (!schema.properties.containsKey(required)) {
				parts.add(required);
			}
		}
		JsonNode values = schema.others.get("additionalProperties");
		if (parts.isEmpty() && values != null && values.isObject() && levels > 0) {
			return "object with values: " + of(values, schema.path, levels - 1);
		}
		return parts.isEmpty() ? "object" : "object with " + String.join(", ", parts);
	}

	private @Nullable String values(JsonNode property, RefPath path) {
		if (!property.has("const") && !property.has("enum")) {
			return null;
		}
		FlatSchema flat = this.flattening.flatten(property, path);
		return (flat.values != null) ? listed(flat.values) : null;
	}

	private String array(FlatSchema schema, int levels) {
		if (schema.items == null || levels == 0) {
			return "array";
		}
		return "array of " + of(schema.items, schema.path, levels - 1);
	}

	static String listed(List<JsonNode> values) {
		List<String> listed = new ArrayList<>();
		for (JsonNode value : values) {
			if (listed.size() == 100) {
				listed.add("…");
				break;
			}
			listed.add(SchemaWords.value(value));
		}
		return String.join(", ", listed);
	}

}
