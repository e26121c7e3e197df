package io.github.gigachat.spring.ai.api.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * One event of a streamed answer of {@code POST /chat/completions}.
 *
 * @param choices the increments of the answers; empty or {@code null} in an event without
 * any
 * @param created the time at which the answer was started, in seconds since the epoch
 * @param model the name and version of the answering model
 * @param usage the token usage; in the last event only
 */
@JsonDeserialize(using = ChatCompletionReader.OfChunk.class)
public record ChatCompletionChunk(@JsonProperty("choices") @Nullable List<ChatCompletionResponse.Choice> choices,
		@JsonProperty("created") @Nullable Long created, @JsonProperty("model") @Nullable String model,
		@JsonProperty("usage") @Nullable TokenUsage usage) {

	/**
	 * Returns the first choice; the service gives only one.
	 * @return the choice, or {@code null} if the event has none
	 */
	public ChatCompletionResponse.@Nullable Choice choice() {
		return (this.choices != null && !this.choices.isEmpty()) ? this.choices.get(0) : null;
	}

	/**
	 * Returns a copy with another choice and another usage.
	 * @param choice the only choice of the copy
	 * @param usage the token usage, or {@code null}
	 * @return the chunk
	 */
	public ChatCompletionChunk with(ChatCompletionResponse.Choice choice, @Nullable TokenUsage usage) {
		return new ChatCompletionChunk(List.of(choice), this.created, this.model, usage);
	}

}
