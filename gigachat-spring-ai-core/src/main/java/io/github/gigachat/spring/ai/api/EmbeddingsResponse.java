package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.api.chat.TokenUsage;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The response of {@code POST /embeddings}.
 *
 * @param model the model that created the vectors
 * @param data the embeddings, one for each text of the request;
 * {@link GigaChatApi#embeddings(EmbeddingsRequest)} returns them in the order of the
 * texts
 * @param usage the token usage of all texts; {@code null} from the public service, which
 * sends the usage of each item instead
 */
public record EmbeddingsResponse(@JsonProperty("model") @Nullable String model, @JsonProperty("data") List<Item> data,
		@JsonProperty("usage") @Nullable TokenUsage usage) {

	/**
	 * The embedding of one text.
	 *
	 * @param index the index of the text in the request, from 0
	 * @param embedding the vector
	 * @param usage the token usage of the text, in {@code prompt_tokens}
	 */
	public record Item(@JsonProperty("index") @JsonDeserialize(using = LenientNumber.OfInteger.class) Integer index,
			@JsonProperty("embedding") @JsonDeserialize(using = VectorDeserializer.class) EmbeddingVector embedding,
			@JsonProperty("usage") @Nullable TokenUsage usage) {
	}

}
