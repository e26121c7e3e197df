package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A model that the caller may use.
 *
 * @param id the model's name, for use in requests
 * @param ownedBy the owner of the model
 * @param type the purpose of the model: {@code chat}, {@code embedder}, {@code aicheck},
 * {@code filter} or a future value
 */
public record ModelInfo(@JsonProperty("id") String id, @JsonProperty("owned_by") @Nullable String ownedBy,
		@JsonProperty("type") @Nullable String type) {
}
