package io.github.gigachat.spring.ai.api;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The response of {@code GET /batches}. The service's documentation describes an object,
 * its Java client an array. Both forms are read, and so is a single batch.
 *
 * @param batches the batches
 */
@JsonDeserialize(using = BatchList.Deserializer.class)
public record BatchList(@JsonProperty("batches") List<Batch> batches) {

	/**
	 * Deserializes a list of batches from an object with {@code batches}, an array or a
	 * single batch.
	 */
	static final class Deserializer extends ValueDeserializer<BatchList> {

		Deserializer() {
		}

		@Override
		public @Nullable BatchList deserialize(JsonParser parser, DeserializationContext context) {
			JsonNode tree = context.readTree(parser);
			JsonNode found = tree.has("batches") ? tree.path("batches") : tree;
			List<Batch> batches = new ArrayList<>();
			if (!found.isContainer()) {
				return context.reportInputMismatch(BatchList.class, "neither an object nor an array");
			}
			if (found.isObject()) {
				batches.add(context.readTreeAsValue(found, Batch.class));
			}
			for (JsonNode batch : found.isArray() ? found : context.getNodeFactory().arrayNode()) {
				batches.add(context.readTreeAsValue(batch, Batch.class));
			}
			return new BatchList(batches);
		}

	}

}
