package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Something that the service found in a function.
 *
 * @param description what it is, in the service's words
 * @param location where it is, {@code (root)} for the function itself
 */
public record FunctionFinding(@JsonProperty("description") @Nullable String description,
		@JsonProperty("schema_location") @Nullable String location) {
}
