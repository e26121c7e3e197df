package io.github.gigachat.spring.ai.internal.schema;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recognises a schema that Spring AI generated from a method, and returns the schemas of
 * the parameters. Such a schema contains the complete schema of each parameter's type
 * among its properties. There, {@code "$ref":"#"} refers to the parameter's type, not to
 * the root.
 * <p>
 * The schema that Spring AI generates from a type looks almost the same, but {@code #} is
 * its root. It is recognised by a property that is only a reference to the root, or a
 * list of such references; a parameter never has this form.
 */
final class MethodParameters {

	private static final String VERSION = "https://json-schema.org/draft/2020-12/schema";

	private static final List<String> KEYWORDS = List.of("$schema", "type", "$defs", "properties", "required",
			"additionalProperties");

	private MethodParameters() {
	}

	/**
	 * Returns the parameters of the method from which a schema was generated.
	 * @param root the schema
	 * @return the schema of each parameter, by identity, with a reference to it; empty
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
