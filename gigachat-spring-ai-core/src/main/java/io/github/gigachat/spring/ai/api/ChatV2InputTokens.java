package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What is known of the tokens of a request of the v2 API.
 *
 * @param promptTokens tokens of the prompt
 * @param cachedTokens those among them that the service had in its cache
 */
public record ChatV2InputTokens(
		@JsonProperty("prompt_tokens") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer promptTokens,
		@JsonProperty("cached_tokens") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer cachedTokens) {
}
