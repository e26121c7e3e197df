package io.github.gigachat.spring.ai.api;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

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
	 * Checks that the response has all required fields, and sorts its embeddings.
	 * @param missing creates the exception that names the missing field
	 * @return the response, with its embeddings in the order of the texts
	 */
	EmbeddingsResponse complete(Function<String, RuntimeException> missing) {
		if (this.data == null) {
			throw missing.apply("data is missing");
		}
		return new EmbeddingsResponse(this.model, ordered(this.data, missing), this.usage);
	}

	private static List<Item> ordered(List<Item> data, Function<String, RuntimeException> missing) {
		@Nullable Item[] ordered = new @Nullable Item[data.size()];
		for (int i = 0; i < data.size(); i++) {
			Item item = data.get(i);
			check(item, i, missing);
			int index = item.index();
			if (index < 0 || index >= ordered.length || ordered[index] != null) {
				throw missing.apply("data has an embedding with the index " + index
						+ ((index < 0 || index >= ordered.length) ? ", which no text has" : " twice"));
			}
			ordered[index] = item;
		}
		// each index occurred once, so no element is null
		return Arrays.asList(ordered);
	}

	private static void check(@Nullable Item item, int place, Function<String, RuntimeException> missing) {
		if (item == null || item.index() == null) {
			throw missing.apply("data[" + place + "].index is missing");
		}
		if (item.embedding() == null) {
			throw missing.apply("data[" + place + "].embedding is missing");
		}
		if (item.embedding().length() == 0) {
			throw missing.apply("data[" + place + "].embedding is empty");
		}
	}

	/**
	 * The embedding of one text.
	 *
	 * @param index the index of the text in the request, from 0
	 * @param embedding the vector
	 * @param usage the token usage of the text, in {@code prompt_tokens}
	 */
	public record Item(@JsonProperty("index") @JsonDeserialize(using = LenientNumber.OfInteger.class) Integer index,
			@JsonProperty("embedding") @JsonDeserialize(
					using = EmbeddingVector.Deserializer.class) EmbeddingVector embedding,
			@JsonProperty("usage") @Nullable TokenUsage usage) {
	}

}
