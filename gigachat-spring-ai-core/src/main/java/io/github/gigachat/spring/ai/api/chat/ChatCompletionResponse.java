package io.github.gigachat.spring.ai.api.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
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
public record ChatCompletionResponse(@JsonProperty("choices") List<Choice> choices,
		@JsonProperty("created") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long created,
		@JsonProperty("model") @Nullable String model, @JsonProperty("usage") @Nullable TokenUsage usage) {

	/**
	 * One answer of the model, or the next piece of one; the service gives one choice.
	 *
	 * @param message the message; in a stream ({@code delta}) what is added to it
	 * @param index the choice's position
	 * @param finishReason why the model stopped: {@code stop}, {@code length},
	 * {@code function_call}, {@code blacklist}, {@code error} or a word of the future;
	 * {@code null} while a stream goes on
	 */
	public record Choice(@JsonProperty("message") @JsonAlias("delta") @Nullable ChatMessage message,
			@JsonProperty("index") @Nullable Integer index,
			@JsonProperty("finish_reason") @Nullable String finishReason) {
	}

}
