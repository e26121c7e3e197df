package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import io.github.gigachat.spring.ai.internal.schema.AdaptedSchema;
import io.github.gigachat.spring.ai.internal.schema.SchemaDocument;
import io.github.gigachat.spring.ai.internal.schema.SchemaInlining;
import io.github.gigachat.spring.ai.internal.schema.SchemaLimits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.ConcurrentLruCache;

/**
 * Adapts schemas of answers to {@code response_format}. The service accepts all keywords
 * there except references and the version of JSON Schema. Adapted schemas are cached.
 */
final class ResponseSchemas {

	private static final int MOST_CACHED = 256;

	private static final List<String> NOT_TAKEN = List.of("$schema", "$ref", "$dynamicRef", "$recursiveRef");

	private final ConcurrentLruCache<String, AdaptedSchema> schemas = new ConcurrentLruCache<>(MOST_CACHED,
			ResponseSchemas::adapt);

	/**
	 * Returns the schema to send.
	 * @param outputSchema the text of a JSON object
	 * @return the schema without references; the same text if it had none
	 */
	AdaptedSchema of(String outputSchema) {
		return this.schemas.get(outputSchema);
	}

	private static AdaptedSchema adapt(String outputSchema) {
		JsonNode schema = FlattenJson.read(outputSchema);
		if (isTaken(schema)) {
			return new AdaptedSchema(FlattenJson.withoutLoneSurrogates(outputSchema), Set.of(), false, false);
		}
		SchemaDocument document = SchemaDocument.ofValue(schema);
		Set<String> dropped = new TreeSet<>();
		JsonNode inlined = schema;
		for (SchemaLimits limits : SchemaLimits.ladder(outputSchema.length())) {
			dropped.clear();
			inlined = new SchemaInlining(document, limits, dropped).inlined();
			if (!limits.isSpent()) {
				break;
			}
		}
		String json = FlattenJson.withoutLoneSurrogates(FlattenJson.MAPPER.writeValueAsString(inlined));
		return new AdaptedSchema(json, dropped, true, false);
	}

	private static boolean isTaken(JsonNode root) {
		for (ObjectNode schema : SchemaDocument.schemasIn(root, Set.of())) {
			if (NOT_TAKEN.stream().anyMatch(schema::has)) {
				return false;
			}
		}
		return true;
	}

}
