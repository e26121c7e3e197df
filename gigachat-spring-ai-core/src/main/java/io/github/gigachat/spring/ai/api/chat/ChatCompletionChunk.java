package io.github.gigachat.spring.ai.api.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * One event of a streamed answer.
 *
 * @param choices what is added to the answers; empty or absent in an event that carries
 * something else
 * @param created when the answer was begun, in seconds since the epoch
 * @param model the model that answers, with its version
 * @param usage what the answer cost, in the last event
 */
public record ChatCompletionChunk(@JsonProperty("choices") @Nullable List<ChatCompletionResponse.Choice> choices,
		@JsonProperty("created") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long created,
		@JsonProperty("model") @Nullable String model, @JsonProperty("usage") @Nullable TokenUsage usage) {

	/**
	 * The choice that the service gives.
	 * @return the first choice, or {@code null} when the event has none
	 */
	public ChatCompletionResponse.@Nullable Choice choice() {
		return (this.choices != null && !this.choices.isEmpty()) ? this.choices.get(0) : null;
	}

	public ChatCompletionChunk with(ChatCompletionResponse.Choice choice, @Nullable TokenUsage usage) {
		return new ChatCompletionChunk(List.of(choice), this.created, this.model, usage);
	}

}
