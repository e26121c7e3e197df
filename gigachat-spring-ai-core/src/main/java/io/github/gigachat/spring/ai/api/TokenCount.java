package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The length of a text in a model's tokens and in characters.
 *
 * @param tokens the number of tokens
 * @param characters the number of characters, as the service counts them
 */
public record TokenCount(@JsonProperty("tokens") int tokens, @JsonProperty("characters") int characters) {

	/**
	 * The request of {@code POST /tokens/count}.
	 *
	 * @param model the model whose tokens are counted
	 * @param input the texts
	 */
	record Request(@JsonProperty("model") String model, @JsonProperty("input") List<String> input) {
	}

}
