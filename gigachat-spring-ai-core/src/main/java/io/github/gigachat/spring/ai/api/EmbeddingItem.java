package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The embedding of one text.
 *
 * @param index the place of the text in the request, from 0
 * @param embedding the vector
 * @param usage what the text cost: its {@code prompt_tokens}
 */
public record EmbeddingItem(
		@JsonProperty("index") @JsonDeserialize(using = LenientNumber.OfInteger.class) Integer index,
		@JsonProperty("embedding") @JsonDeserialize(using = VectorDeserializer.class) EmbeddingVector embedding,
		@JsonProperty("usage") @Nullable TokenUsage usage) {
}
