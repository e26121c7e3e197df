package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What a request of the v2 API cost, in the service's own numbers.
 *
 * @param inputTokens tokens of the request
 * @param inputTokensDetails what is known of those
 * @param outputTokens tokens of the answer
 * @param totalTokens the sum of both, as the service counts it
 */
public record ChatV2Usage(
		@JsonProperty("input_tokens") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer inputTokens,
		@JsonProperty("input_tokens_details") @Nullable ChatV2InputTokens inputTokensDetails,
		@JsonProperty("output_tokens") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer outputTokens,
		@JsonProperty("total_tokens") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer totalTokens) {
}
