package io.github.gigachat.spring.ai;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes the JSON of a tool's definition.
 */
final class ToolJson {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final List<String> DESCRIPTIVE = List.of("properties", "anyOf", "oneOf", "allOf");

	private ToolJson() {
	}

	/**
	 * Returns the reason why a text is not a JSON object, without quoting the text.
	 * @param text the text
	 * @return the predicate of a message, such as "must not be blank"; {@code null} for a
	 * JSON object
	 */
	static @Nullable String notAnObject(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return "must not be blank";
		}
		try {
			JsonNode value = MAPPER.readTree(text);
			return value.isObject() ? null
					: "must be a JSON object and not " + value.getNodeType().name().toLowerCase(Locale.ROOT);
		}
		catch (JacksonException ex) {
			return "must be a JSON object; the JSON is invalid at line " + ex.getLocation().getLineNr() + ", column "
					+ ex.getLocation().getColumnNr();
		}
	}

	/**
	 * Tells whether a schema describes the content of an object.
	 * @param schema the text of a JSON schema
	 * @return {@code true} if it has properties or alternatives
	 */
	static boolean describesAnObject(String schema) {
		JsonNode root = MAPPER.readTree(schema);
		if (root.path("type").asString("object").equals("object")) {
			return DESCRIPTIVE.stream().anyMatch((word) -> !root.path(word).isEmpty());
		}
		return false;
	}

	/**
	 * Creates the schema of an object with arbitrary property names, whose values have
	 * the schema of a property in another schema.
	 * @param schema the text of the other schema
	 * @param property the name of the property in it
	 * @return the text of the new schema
	 */
	static String mapOf(String schema, String property) {
		ObjectNode root = (ObjectNode) MAPPER.readTree(schema);
		JsonNode values = root.path("properties").path(property);
		root.remove(List.of("properties", "required"));
		return MAPPER.writeValueAsString(root.set("additionalProperties", values));
	}

	/**
	 * Returns the values of a schema's {@code enum}.
	 * @param schema the text of a JSON schema
	 * @return the JSON text of each value
	 */
	static Set<String> values(String schema) {
		Set<String> values = new HashSet<>();
		MAPPER.readTree(schema).path("enum").forEach((value) -> values.add(value.toString()));
		return values;
	}

	static String write(Map<String, ?> object) {
		try {
			return MAPPER.writeValueAsString(object);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The arguments of a few-shot example cannot be written as JSON", ex);
		}
	}

}
