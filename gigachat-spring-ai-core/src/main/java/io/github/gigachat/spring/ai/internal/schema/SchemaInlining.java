package io.github.gigachat.spring.ai.internal.schema;

import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces each reference with its target and changes nothing else. Recursion is cut off,
 * which the description mentions.
 */
public final class SchemaInlining {

	/** The keywords that only serve references, and the version of JSON Schema. */
	private static final Set<String> LEFT_OUT = Set.of("$ref", "$recursiveRef", "$dynamicRef", "$schema", "$id",
			"$defs", "definitions", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary");

	/**
	 * Annotations, which do not limit the value. Those next to a reference take
	 * precedence over those of its target.
	 */
	private static final Set<String> ANNOTATIONS = Set.of("title", "description", "default", "example", "examples",
			"deprecated", "readOnly", "writeOnly", "$comment");

	/** Keywords whose meaning depends on the other keywords of the same schema. */
	private static final Set<String> BELONG_TOGETHER = Set.of("properties", "patternProperties", "additionalProperties",
			"items", "prefixItems", "additionalItems", "if", "then", "else");

	private final SchemaDocument document;

	private final SchemaLimits limits;

	private final Set<String> dropped;

	/**
	 * Creates the inlining of one schema.
	 * @param dropped receives the keywords that are omitted
	 */
	public SchemaInlining(SchemaDocument document, SchemaLimits limits, Set<String> dropped) {
		this.document = document;
		this.limits = limits;
		this.dropped = dropped;
	}

	public JsonNode inlined() {
		return inlined(this.document.root(), RefPath.root(), 0);
	}

	private JsonNode inlined(JsonNode schema, RefPath around, int depth) {
		if (!schema.isObject()) {
			return schema;
		}
		RefPath path = this.document.enter(schema, around);
		ObjectNode inlined = JsonNodeFactory.instance.objectNode();
		for (Map.Entry<String, JsonNode> entry : schema.properties()) {
			String keyword = entry.getKey();
			this.limits.take(characters(entry), path);
			if (LEFT_OUT.contains(keyword)) {
				if (!SchemaKeywords.isSilent(keyword, entry.getValue())) {
					this.dropped.add(keyword);
				}
			}
			else if (SchemaKeywords.hasValues(keyword)) {
				inlined.set(keyword, entry.getValue());
			}
			else {
				inlined.set(keyword, within(keyword, entry.getValue(), path, depth + 1));
			}
		}
		for (String keyword : SchemaKeywords.REFERENCES) {
			if (schema.path(keyword).isString()) {
				refer(inlined, path.absolute(schema.path(keyword).stringValue()), path, depth);
			}
		}
		return inlined;
	}

	/** Estimates the number of characters that a keyword adds to the text. */
	private static int characters(Map.Entry<String, JsonNode> keyword) {
		return keyword.getKey().length() + 8 * keyword.getValue().size() + keyword.getValue().asString("").length();
	}

	private JsonNode within(String keyword, JsonNode value, RefPath path, int depth) {
		if (value.isArray()) {
			ArrayNode schemas = JsonNodeFactory.instance.arrayNode();
			value.forEach((schema) -> schemas.add(inlined(schema, path, depth)));
			return schemas;
		}
		if (value.isObject() && SchemaKeywords.hasNames(keyword)) {
			ObjectNode schemas = JsonNodeFactory.instance.objectNode();
			value.properties().forEach((entry) -> schemas.set(entry.getKey(), inlined(entry.getValue(), path, depth)));
			return schemas;
		}
		return inlined(value, path, depth);
	}

	private void refer(ObjectNode schema, String reference, RefPath path, int depth) {
		String name = SchemaDocument.nameOf(reference);
		JsonNode target = this.document.find(reference, path.scopes());
		if (target == null) {
			say(schema, ConstraintText.undefined(reference));
		}
		else if (!this.limits.allowsAgain(reference, path)) {
			cut(schema, target, ConstraintText.recursive(name));
		}
		else if (!this.limits.allowsDeeper(path) || this.limits.isSpent() || depth >= SchemaLimits.DEEPEST) {
			cut(schema, target, ConstraintText.tooLarge(name));
		}
		else {
			meet(schema, inlined(target, path.plus(reference), depth));
		}
	}

	private static void cut(ObjectNode schema, JsonNode target, String words) {
		say(schema, words);
		if (!schema.has("type") && target.has("type")) {
			schema.set("type", target.path("type"));
		}
	}

	private static void say(ObjectNode schema, String added) {
		String own = schema.path("description").asString("");
		schema.put("description", own.isBlank() ? added : own.stripTrailing() + " (" + added + ")");
	}

	private static void meet(ObjectNode schema, JsonNode target) {
		if (!target.isObject()) {
			if (!target.asBoolean(true)) {
				schema.set("not", JsonNodeFactory.instance.objectNode());
			}
			return;
		}
		if (isAtOdds(schema, target)) {
			ArrayNode all = JsonNodeFactory.instance.arrayNode();
			schema.path("allOf").forEach(all::add);
			schema.set("allOf", all.add(target));
			return;
		}
		for (Map.Entry<String, JsonNode> entry : target.properties()) {
			if (!schema.has(entry.getKey())) {
				schema.set(entry.getKey(), entry.getValue());
			}
		}
	}

	private static boolean isAtOdds(ObjectNode schema, JsonNode target) {
		for (String keyword : target.propertyNames()) {
			boolean other = schema.has(keyword) && !schema.path(keyword).equals(target.path(keyword));
			if (other && !ANNOTATIONS.contains(keyword)) {
				return true;
			}
		}
		return BELONG_TOGETHER.stream().anyMatch(schema::has) && BELONG_TOGETHER.stream().anyMatch(target::has);
	}

}
