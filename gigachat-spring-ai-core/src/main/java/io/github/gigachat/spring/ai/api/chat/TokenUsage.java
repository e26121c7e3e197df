package io.github.gigachat.spring.ai.api.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What a request cost, in the service's own numbers.
 *
 * @param promptTokens tokens of the request
 * @param completionTokens tokens of the answer
 * @param totalTokens the sum of both, as the service counts it
 * @param precachedPromptTokens tokens of the request that the service had in its cache;
 * neither added to nor subtracted from the other numbers
 */
public record TokenUsage(
		@JsonProperty("prompt_tokens") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer promptTokens,
		@JsonProperty("completion_tokens") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer completionTokens,
		@JsonProperty("total_tokens") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer totalTokens,
		@JsonProperty("precached_prompt_tokens") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer precachedPromptTokens) {
}
