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
 * The JSON that a tool's definition carries.
 */
final class ToolJson {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final List<String> DESCRIPTIVE = List.of("properties", "anyOf", "oneOf", "allOf");

	private ToolJson() {
	}

	/**
	 * Why a text is not a JSON object, without showing any of it.
	 * @param text the text
	 * @return what is wrong, to follow a subject; {@code null} for a JSON object
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
			return "must be a JSON object; it stops being JSON at line " + ex.getLocation().getLineNr() + ", column "
					+ ex.getLocation().getColumnNr();
		}
	}

	/**
	 * Whether a schema tells of an object more than that it is one.
	 * @param schema the text of a JSON schema
	 * @return whether it has properties or the like
	 */
	static boolean describesAnObject(String schema) {
		JsonNode root = MAPPER.readTree(schema);
		if (root.path("type").asString("object").equals("object")) {
			return DESCRIPTIVE.stream().anyMatch((word) -> !root.path(word).isEmpty());
		}
		return false;
	}

	/**
	 * The schema of an object whose values, whatever their names, have the form that a
	 * property has in another schema.
	 * @param schema the text of the other schema
	 * @param property the property's name
	 * @return the text of the schema
	 */
	static String mapOf(String schema, String property) {
		ObjectNode root = (ObjectNode) MAPPER.readTree(schema);
		JsonNode values = root.path("properties").path(property);
		root.remove(List.of("properties", "required"));
		return MAPPER.writeValueAsString(root.set("additionalProperties", values));
	}

	/**
	 * The values that a schema lists.
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
