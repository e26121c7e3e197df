package io.github.gigachat.spring.ai.api.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The response of {@code POST /chat/completions}.
 *
 * @param choices the answers; at least one, with a message
 * @param created the time at which the answer was created, in seconds since the epoch
 * @param model the name and version of the answering model, such as
 * {@code GigaChat-2:2.0.28.2}
 * @param usage the token usage
 */
@JsonDeserialize(using = ChatCompletionReader.OfResponse.class)
public record ChatCompletionResponse(@JsonProperty("choices") List<Choice> choices,
		@JsonProperty("created") @Nullable Long created, @JsonProperty("model") @Nullable String model,
		@JsonProperty("usage") @Nullable TokenUsage usage) {

	/**
	 * One answer of the model, or its next increment in a stream. The service gives only
	 * one choice.
	 *
	 * @param message the message; in a stream the increment of the message
	 * ({@code delta})
	 * @param index the position of the choice
	 * @param finishReason the reason why the model stopped: {@code stop}, {@code length},
	 * {@code function_call}, {@code blacklist}, {@code error} or a future value;
	 * {@code null} while a stream goes on
	 */
	public record Choice(@JsonProperty("message") @Nullable ChatMessage message,
			@JsonProperty("index") @Nullable Integer index,
			@JsonProperty("finish_reason") @Nullable String finishReason) {
	}

}
