package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The request of {@code POST /tokens/count}.
 *
 * @param model the model whose tokens are counted
 * @param input the texts
 */
record TokenCountRequest(@JsonProperty("model") String model, @JsonProperty("input") List<String> input) {
}
