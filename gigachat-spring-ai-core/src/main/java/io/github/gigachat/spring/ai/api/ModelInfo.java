package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A model that the caller may use.
 *
 * @param id the model's name, as requests have it
 * @param ownedBy who made it
 * @param type what it is for: {@code chat}, {@code embedder}, {@code aicheck},
 * {@code filter} or a word of the future
 */
public record ModelInfo(@JsonProperty("id") String id, @JsonProperty("owned_by") @Nullable String ownedBy,
		@JsonProperty("type") @Nullable String type) {
}
