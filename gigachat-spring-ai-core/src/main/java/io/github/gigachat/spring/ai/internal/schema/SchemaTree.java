package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the schemas nested in a schema. Names of properties and plain values are not
 * mistaken for schemas.
 */
public final class SchemaTree {

	/** Keywords whose value maps arbitrary names to schemas. */
	private static final Set<String> NAMED = Set.of("properties", "patternProperties", "dependentSchemas",
			"dependencies", "$defs", "definitions");

	/** Keywords whose value is not a schema but may look like one. */
	private static final Set<String> VALUES = Set.of("const", "enum", "default", "example", "examples", "required");

	private SchemaTree() {
	}

	static boolean hasNames(String keyword) {
		return NAMED.contains(keyword);
	}

	static boolean hasValues(String keyword) {
		return VALUES.contains(keyword);
	}

	/**
	 * Returns a schema and all schemas nested in it.
	 * @param schema the schema
	 * @param except the keywords to skip
	 * @return the schemas that are JSON objects
	 */
	public static List<ObjectNode> schemas(JsonNode schema, Set<String> except) {
		List<ObjectNode> found = new ArrayList<>();
		collect(schema, except, found);
		return found;
	}

	private static void collect(JsonNode schema, Set<String> except, List<ObjectNode> found) {
		if (!(schema instanceof ObjectNode object)) {
			return;
		}
		found.add(object);
		for (Map.Entry<String, JsonNode> entry : object.properties()) {
			if (hasValues(entry.getKey()) || except.contains(entry.getKey())) {
				continue;
			}
			boolean many = entry.getValue().isArray() || hasNames(entry.getKey());
			for (JsonNode within : many ? entry.getValue() : List.of(entry.getValue())) {
				collect(within, except, found);
			}
		}
	}

}
