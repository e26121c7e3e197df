package io.github.gigachat.spring.ai.api.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The number of tokens of a request and its answer, as the service counts them.
 *
 * @param promptTokens the tokens of the request
 * @param completionTokens the tokens of the answer
 * @param totalTokens the sum of both, as the service counts it
 * @param precachedPromptTokens the tokens of the request that the service took from its
 * cache; they are neither added to nor subtracted from the other numbers
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
