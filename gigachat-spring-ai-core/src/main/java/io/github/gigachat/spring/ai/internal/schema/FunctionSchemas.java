package io.github.gigachat.spring.ai.internal.schema;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.ConcurrentLruCache;

/**
 * Adapts the schemas of functions to the service's dialect: arguments, results and
 * answers. Adapted schemas are cached.
 */
public final class FunctionSchemas {

	/** The schema of a function without parameters. */
	static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

	private static final int MOST_CACHED = 256;

	private final ConcurrentLruCache<String, AdaptedSchema> parameters = new ConcurrentLruCache<>(MOST_CACHED,
			(schema) -> adapt(schema, SchemaDocument::ofInput, WrappedValue.PROPERTY));

	private final ConcurrentLruCache<String, AdaptedSchema> answers = new ConcurrentLruCache<>(MOST_CACHED,
			(schema) -> adapt(schema, SchemaDocument::ofValue, WrappedValue.PROPERTY));

	private final ConcurrentLruCache<String, AdaptedSchema> results = new ConcurrentLruCache<>(MOST_CACHED,
			(schema) -> adapt(schema, SchemaDocument::ofValue, WrappedValue.RESULT));

	/**
	 * Returns the schema to send for the arguments of a function.
	 * @param inputSchema the tool's schema; blank for a tool without parameters
	 * @return an object schema in the service's dialect; the same text if no change was
	 * needed
	 * @throws IllegalArgumentException if the schema is not a JSON object
	 */
	public AdaptedSchema parameters(String inputSchema) {
		return this.parameters.get(inputSchema);
	}

	/**
	 * Returns the schema to send for the arguments of the function that takes the answer.
	 * @param outputSchema the schema of an object
	 * @return an object schema in the service's dialect; the same text if no change was
	 * needed
	 * @throws IllegalArgumentException if the schema is not a JSON object
	 */
	public AdaptedSchema answer(String outputSchema) {
		return this.answers.get(outputSchema);
	}

	/**
	 * Returns the schema to send for the result of a function.
	 * @param returnSchema the tool's schema
	 * @return an object schema in the service's dialect; the same text if no change was
	 * needed
	 * @throws IllegalArgumentException if the schema is not a JSON object
	 */
	public AdaptedSchema result(String returnSchema) {
		return this.results.get(returnSchema);
	}

	private static AdaptedSchema adapt(String inputSchema, Function<JsonNode, SchemaDocument> reading,
			String property) {
		if (inputSchema.isBlank()) {
			return new AdaptedSchema(NO_PARAMETERS, Set.of(), false, false);
		}
		JsonNode schema = read(inputSchema);
		SchemaDocument document = reading.apply(schema);
		Set<String> dropped = new TreeSet<>();
		SchemaWriter writer = null;
		ObjectNode written = null;
		for (SchemaLimits limits : SchemaLimits.ladder(inputSchema.length())) {
			dropped.clear();
			writer = new SchemaWriter(document, limits, dropped);
			written = writer.write(property);
			if (!limits.isSpent()) {
				break;
			}
		}
		boolean same = schema.equals(written);
		String json = FlattenJson
			.withoutLoneSurrogates(same ? inputSchema : FlattenJson.MAPPER.writeValueAsString(written));
		return new AdaptedSchema(json, Collections.unmodifiableSet(same ? Set.of() : dropped),
				!json.equals(inputSchema), writer != null && writer.isWrapped());
	}

	private static JsonNode read(String inputSchema) {
		JsonNode schema;
		try {
			schema = FlattenJson.read(inputSchema);
		}
		catch (JacksonException ex) {
			TokenStreamLocation location = ex.getLocation();
			String where = (location != null)
					? ", at line " + location.getLineNr() + ", column " + location.getColumnNr() : "";
			throw new IllegalArgumentException("The input schema of a tool is not JSON" + where);
		}
		if (schema.isNull() || (schema.isBoolean() && schema.asBoolean())) {
			// a tool that does not describe its arguments
			return JsonNodeFactory.instance.objectNode();
		}
		if (!schema.isObject()) {
			throw new IllegalArgumentException("The input schema of a tool is a JSON value of type "
					+ schema.getNodeType() + ", not a JSON Schema object, at line 1, column 1");
		}
		return schema;
	}

}
