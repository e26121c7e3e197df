package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The whole answer of {@code POST /chat/completions}.
 *
 * @param choices the answers; at least one, with a message
 * @param created when it was made, in seconds since the epoch
 * @param model the model that answered, with its version: {@code GigaChat-2:2.0.28.2}
 * @param usage what it cost
 */
public record ChatCompletionResponse(@JsonProperty("choices") List<ChatChoice> choices,
		@JsonProperty("created") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long created,
		@JsonProperty("model") @Nullable String model, @JsonProperty("usage") @Nullable TokenUsage usage) {
}
