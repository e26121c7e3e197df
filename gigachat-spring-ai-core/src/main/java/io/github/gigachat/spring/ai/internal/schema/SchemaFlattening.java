package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Flattens one level of a schema: combines its own keywords, its references and its
 * branches.
 */
final class SchemaFlattening {

	/** Keywords that are handled separately or say nothing about a value. */
	private static final Set<String> NOT_KEPT = Set.of("$ref", "$recursiveRef", "$dynamicRef", "$defs", "definitions",
			"$schema", "$id", "id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "$comment", "allOf",
			"anyOf", "oneOf", "nullable", "title", "description", "type", "const", "enum", "properties", "required",
			SchemaKeywords.ALL, SchemaKeywords.ANY);

	private final SchemaDocument document;

	private final SchemaLimits limits;

	private final Set<String> dropped;

	private final SchemaBranches branches;

	private SchemaFlattening(SchemaDocument document, SchemaLimits limits, Set<String> dropped,
			@Nullable SchemaSummary summary) {
		this.document = document;
		this.limits = limits;
		this.dropped = dropped;
		this.branches = new SchemaBranches(this, summary);
	}

	/**
	 * Creates the flattening of one document.
	 * @param dropped receives the keywords that are not sent
	 * @param summary summarises alternatives
	 */
	static SchemaFlattening of(SchemaDocument document, SchemaLimits limits, Set<String> dropped,
			SchemaSummary summary) {
		return new SchemaFlattening(document, limits, dropped, summary);
	}

	/**
	 * Creates a flattening without summaries of alternatives, as the summary itself
	 * needs: otherwise the work would double with each level.
	 */
	static SchemaFlattening quiet(SchemaDocument document, SchemaLimits limits) {
		return new SchemaFlattening(document, limits, new HashSet<>(), null);
	}

	/**
	 * Flattens one level.
	 * @param schema an object or a boolean; any other value is treated as {@code true}
	 * @return the level, with unchanged nested schemas
	 */
	FlatSchema flatten(JsonNode schema, RefPath path) {
		return flattenAt(schema, this.document.enter(schema, path));
	}

	private FlatSchema flattenAt(JsonNode schema, RefPath path) {
		FlatSchema flat = new FlatSchema(path);
		flat.never = schema.isBoolean() && !schema.booleanValue();
		if (!schema.isObject()) {
			return flat;
		}
		this.limits.take(characters(schema), path);
		if (this.limits.isSpent()) {
			flat.words.add("the rest is left out, the schema being too large");
			shape(flat, schema);
			return flat;
		}
		own(flat, schema);
		for (String keyword : SchemaKeywords.REFERENCES) {
			if (schema.path(keyword).isString()) {
				refer(flat, schema.path(keyword).stringValue(), path);
			}
		}
		for (String keyword : List.of("allOf", SchemaKeywords.ALL)) {
			Set<JsonNode> distinct = new LinkedHashSet<>();
			schema.path(keyword).forEach(distinct::add);
			distinct.forEach((branch) -> flat.meet(flatten(branch, path)));
		}
		for (String keyword : List.of("anyOf", "oneOf", SchemaKeywords.ANY)) {
			if (schema.path(keyword).isArray()) {
				this.branches.choose(flat, schema.path(keyword), path);
			}
		}
		return flat;
	}

	/** Estimates the number of characters that the level adds to the text. */
	private static int characters(JsonNode schema) {
		return 16 + 8 * schema.path("enum").size();
	}

	private void own(FlatSchema flat, JsonNode schema) {
		for (Map.Entry<String, JsonNode> entry : schema.properties()) {
			String keyword = entry.getKey();
			JsonNode value = entry.getValue();
			if (!SchemaKeywords.DIALECT.contains(keyword) && !keyword.startsWith("#")
					&& !SchemaKeywords.isSilent(keyword, value)) {
				this.dropped.add(keyword);
			}
			if (keyword.equals("items") && (value.isObject() || value.isBoolean())) {
				flat.items = value;
			}
			else if (!NOT_KEPT.contains(keyword) && !value.isNull()) {
				flat.others.put(keyword, value);
			}
		}
		types(flat, schema.path("type"));
		texts(flat, schema);
		values(flat, schema);
		properties(flat, schema);
		if (schema.path("nullable").asBoolean(false)) {
			flat.nullable = true;
		}
	}

	private static void types(FlatSchema flat, JsonNode stated) {
		for (JsonNode type : stated.isArray() ? stated : List.of(stated)) {
			String known = SchemaKeywords.type(type);
			if (known != null) {
				flat.types.add(known);
			}
			else if (type.isObject() || type.isBoolean()) {
				// early drafts of JSON Schema allow a schema among the types
				flat.words.add("or another type");
			}
			else if (type.isString() && !type.stringValue().equals("any")) {
				flat.words.add("type " + ConstraintText.value(type));
			}
		}
	}

	private static void texts(FlatSchema flat, JsonNode schema) {
		JsonNode description = schema.path("description");
		flat.description = description.isString() ? description.stringValue() : null;
		JsonNode title = schema.path("title");
		flat.title = (title.isString() && !title.stringValue().isBlank()) ? title.stringValue().strip() : null;
	}

	private static void values(FlatSchema flat, JsonNode schema) {
		JsonNode single = schema.path("const");
		if (!single.isMissingNode()) {
			flat.values = List.of(single);
		}
		else if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
			List<JsonNode> values = new ArrayList<>();
			schema.path("enum").forEach(values::add);
			flat.values = values;
		}
	}

	private static void properties(FlatSchema flat, JsonNode schema) {
		for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
			flat.properties.put(property.getKey(), property.getValue());
			if (property.getValue().path("required").asBoolean(false)) {
				// early drafts of JSON Schema mark the property itself as required
				flat.required.add(property.getKey());
			}
		}
		JsonNode required = schema.path("required");
		for (JsonNode name : required) {
			if (name.isString()) {
				flat.required.add(name.stringValue());
			}
		}
		flat.nothingRequired = required.isArray() && required.isEmpty();
	}

	private void refer(FlatSchema flat, String stated, RefPath path) {
		String reference = path.absolute(stated);
		String name = SchemaDocument.nameOf(reference);
		JsonNode target = this.document.find(reference, path.scopes());
		if (target == null) {
			flat.words.add(ConstraintText.undefined(reference));
			return;
		}
		if (!this.limits.allowsAgain(reference, path)) {
			flat.words.add(ConstraintText.recursive(name));
			shape(flat, target);
		}
		else if (!this.limits.allowsDeeper(path)) {
			flat.words.add(ConstraintText.tooLarge(name));
			shape(flat, target);
		}
		else {
			flat.meet(flatten(target, path.plus(reference)));
		}
	}

	/** Sets at least the type of a schema that is omitted. */
	private static void shape(FlatSchema flat, JsonNode schema) {
		if (flat.types.isEmpty()) {
			types(flat, schema.path("type"));
		}
		if (flat.types.isEmpty() && schema.has("properties")) {
			flat.types.add("object");
		}
	}

}
