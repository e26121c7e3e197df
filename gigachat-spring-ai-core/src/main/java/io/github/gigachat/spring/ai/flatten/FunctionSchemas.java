package io.github.gigachat.spring.ai.flatten;

import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.ConcurrentLruCache;

/**
 * Fits the JSON schema of a tool's input into the dialect that the service takes for a
 * function's parameters. A schema is adapted once.
 */
final class FunctionSchemas {

	/** Words that the service refuses, or that say nothing to it. */
	private static final Set<String> DROPPED = Set.of("$schema", "$id", "additionalProperties", "nullable", "title",
			"default", "examples");

	private static final int MOST_CACHED = 500;

	private final ConcurrentLruCache<String, AdaptedSchema> adapted = new ConcurrentLruCache<>(MOST_CACHED,
			FunctionSchemas::adapt);

	/**
	 * The schema as it goes out.
	 * @param inputSchema the tool's schema; blank for a tool without parameters
	 * @return the text of an object schema with properties
	 */
	AdaptedSchema parameters(String inputSchema) {
		return this.adapted.get(inputSchema);
	}

	private static AdaptedSchema adapt(String inputSchema) {
		ObjectNode root = root(inputSchema);
		root.put("type", "object");
		adapt(root);
		String json = FlattenJson.MAPPER.writeValueAsString(root);
		return new AdaptedSchema(json, Set.of(), !json.equals(inputSchema));
	}

	private static ObjectNode root(String inputSchema) {
		if (inputSchema.isBlank()) {
			return JsonNodeFactory.instance.objectNode();
		}
		try {
			JsonNode schema = FlattenJson.MAPPER.readTree(inputSchema);
			return (schema instanceof ObjectNode object) ? object : JsonNodeFactory.instance.objectNode();
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The input schema of a tool is not JSON, at line "
					+ ex.getLocation().getLineNr() + ", column " + ex.getLocation().getColumnNr());
		}
	}

	private static void adapt(ObjectNode schema) {
		schema.remove(DROPPED);
		oneType(schema);
		if (schema.path("properties") instanceof ObjectNode properties) {
			properties.properties().forEach((property) -> adaptIfObject(property.getValue()));
		}
		else if (schema.path("type").asString("").equals("object")) {
			schema.putObject("properties");
		}
		if (schema.path("items") instanceof ObjectNode items) {
			adapt(items);
		}
		else if (schema.path("type").asString("").equals("array")) {
			schema.putObject("items").put("type", "string");
		}
	}

	private static void adaptIfObject(JsonNode schema) {
		if (schema instanceof ObjectNode object) {
			adapt(object);
		}
	}

	/** Of several types the first that is not null: the service takes one. */
	private static void oneType(ObjectNode schema) {
		if (schema.path("type") instanceof ArrayNode types) {
			for (JsonNode type : types) {
				if (!type.asString("").equals("null")) {
					schema.set("type", type);
					return;
				}
			}
		}
	}

}
