package io.github.gigachat.spring.ai.internal.schema;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the parameters of a method by the schema that Spring AI generates of it. That one
 * puts the whole schema of each parameter's type among the root's properties, and leaves
 * {@code "$ref":"#"} in it as it was: the type that refers to itself, and not the root.
 * <p>
 * The schema that is generated of a type looks almost alike, and there {@code #} is the
 * root. It shows where a property of the root is nothing but such a reference, or a list
 * of them, which no parameter can be.
 */
final class MethodParameters {

	private static final String VERSION = "https://json-schema.org/draft/2020-12/schema";

	private static final List<String> KEYWORDS = List.of("$schema", "type", "$defs", "properties", "required",
			"additionalProperties");

	private MethodParameters() {
	}

	/**
	 * The parameters of the method that a schema was generated of.
	 * @param root the schema
	 * @return each parameter's schema, by identity, with a reference that names it; empty
	 * for any other schema
	 */
	static IdentityHashMap<JsonNode, String> of(JsonNode root) {
		IdentityHashMap<JsonNode, String> parameters = new IdentityHashMap<>();
		if (!isGenerated(root)) {
			return parameters;
		}
		for (Map.Entry<String, JsonNode> parameter : root.path("properties").properties()) {
			if (isOfTheRoot(parameter.getValue())) {
				return new IdentityHashMap<>();
			}
			String name = parameter.getKey().replace("~", "~0").replace("/", "~1");
			parameters.put(parameter.getValue(), "#/properties/" + name);
		}
		return parameters;
	}

	private static boolean isGenerated(JsonNode root) {
		List<String> keywords = List.copyOf(root.propertyNames());
		return root.path("$schema").asString("").equals(VERSION)
				&& root.path("type").asString("").equalsIgnoreCase("object") && root.path("required").isArray()
				&& KEYWORDS.stream().filter(keywords::contains).toList().equals(keywords);
	}

	private static boolean isOfTheRoot(JsonNode property) {
		for (ObjectNode schema : SchemaTree.schemas(property, Set.of("properties"))) {
			if (schema.path("$ref").asString("").equals("#")) {
				return true;
			}
		}
		return false;
	}

}
