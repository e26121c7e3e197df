package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the model, or the next piece of one; the service gives one choice.
 *
 * @param message the message; in a stream ({@code delta}) what is added to it
 * @param index the choice's position
 * @param finishReason why the model stopped: {@code stop}, {@code length},
 * {@code function_call}, {@code blacklist}, {@code error} or a word of the future;
 * {@code null} while a stream goes on
 */
public record ChatChoice(@JsonProperty("message") @JsonAlias("delta") @Nullable ChatMessage message,
		@JsonProperty("index") @Nullable Integer index, @JsonProperty("finish_reason") @Nullable String finishReason) {
}
