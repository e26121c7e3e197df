package io.github.gigachat.spring.ai.internal.schema;

import java.util.Set;

/**
 * The schema keywords of OpenAPI and of all drafts of JSON Schema.
 */
public final class SchemaVocabulary {

	/** Reported instead of any other keyword. */
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

	/**
	 * Returns the keyword if it is safe to log, or else {@value #OTHER}, since an unknown
	 * keyword may be content.
	 */
	public static String reported(String keyword) {
		return WORDS.contains(keyword) ? keyword : OTHER;
	}

}
