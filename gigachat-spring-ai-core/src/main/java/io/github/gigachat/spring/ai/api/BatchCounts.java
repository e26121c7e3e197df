package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch has come.
 *
 * @param total how many requests it has
 * @param completed how many were answered
 * @param failed how many failed
 */
public record BatchCounts(@JsonProperty("total") @Nullable Integer total,
		@JsonProperty("completed") @Nullable Integer completed, @JsonProperty("failed") @Nullable Integer failed) {
}
