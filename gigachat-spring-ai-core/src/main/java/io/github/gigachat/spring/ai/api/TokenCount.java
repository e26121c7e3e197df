package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How long a text is for a model.
 *
 * @param tokens the number of tokens
 * @param characters the number of characters, as the service counts them
 */
public record TokenCount(@JsonProperty("tokens") int tokens, @JsonProperty("characters") int characters) {
}
