package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The answer of {@code POST /ai/check}.
 *
 * @param category who wrote the text: {@code ai}, {@code human}, {@code mixed} or a word
 * of the future
 * @param characters how many characters were looked at
 * @param tokens how many tokens they are
 * @param aiIntervals the parts of the text that are a model's, where the model finds them
 */
public record AiCheck(@JsonProperty("category") String category,
		@JsonProperty("characters") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer characters,
		@JsonProperty("tokens") @JsonDeserialize(using = LenientNumber.OfInteger.class) @Nullable Integer tokens,
		@JsonProperty("ai_intervals") @Nullable List<TextInterval> aiIntervals) {
}
