package io.github.gigachat.spring.ai.internal.schema;

import java.util.Set;

/**
 * The words that JSON Schema, in all its drafts, and OpenAPI have for schemas.
 */
public final class SchemaVocabulary {

	/** Stands for words that are somebody's own. */
	static final String OTHER = "other";

	private static final Set<String> WORDS = Set.of("$anchor", "$comment", "$defs", "$dynamicAnchor", "$dynamicRef",
			"$id", "$recursiveAnchor", "$recursiveRef", "$ref", "$schema", "$vocabulary", "additionalItems",
			"additionalProperties", "allOf", "anyOf", "const", "contains", "contentEncoding", "contentMediaType",
			"contentSchema", "default", "definitions", "dependencies", "dependentRequired", "dependentSchemas",
			"deprecated", "description", "discriminator", "disallow", "divisibleBy", "else", "enum", "example",
			"examples", "exclusiveMaximum", "exclusiveMinimum", "extends", "externalDocs", "format", "id", "if",
			"items", "maxContains", "maxItems", "maxLength", "maxProperties", "maximum", "minContains", "minItems",
			"minLength", "minProperties", "minimum", "multipleOf", "not", "nullable", "oneOf", "pattern",
			"patternProperties", "prefixItems", "properties", "propertyNames", "readOnly", "required", "then", "title",
			"type", "unevaluatedItems", "unevaluatedProperties", "uniqueItems", "writeOnly", "xml");

	private SchemaVocabulary() {
	}

	/** The word under which a keyword may be logged: any other might be content. */
	public static String reported(String keyword) {
		return WORDS.contains(keyword) ? keyword : OTHER;
	}

}
