package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The request of {@code POST /embeddings}. The service has no fields for dimensions, an
 * encoding or a user.
 *
 * @param model the name of an embedding model
 * @param input the texts: at least one, and none of them empty
 */
public record EmbeddingsRequest(@JsonProperty("model") String model, @JsonProperty("input") List<String> input) {

	/**
	 * Creates a request.
	 * @param model the name of an embedding model
	 * @param input the texts: at least one, and none of them empty
	 */
	public EmbeddingsRequest {
		input = List.copyOf(input);
	}

	/**
	 * Returns the model and the number of texts, never the texts.
	 */
	@Override
	public String toString() {
		return "EmbeddingsRequest[model=" + this.model + ", input=" + this.input.size() + " texts]";
	}

}
