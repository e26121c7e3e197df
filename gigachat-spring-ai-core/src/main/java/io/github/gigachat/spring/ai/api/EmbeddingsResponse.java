package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /embeddings}.
 *
 * @param model the model that made the vectors
 * @param data an embedding for each text of the request; as
 * {@link GigaChatApi#embeddings(EmbeddingsRequest)} returns them, in the order of the
 * texts
 * @param usage what all of it cost, from installations that tell it so; the public
 * service tells it of each item
 */
public record EmbeddingsResponse(@JsonProperty("model") @Nullable String model,
		@JsonProperty("data") List<EmbeddingItem> data, @JsonProperty("usage") @Nullable TokenUsage usage) {
}
