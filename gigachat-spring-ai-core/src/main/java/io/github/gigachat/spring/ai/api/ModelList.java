package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The response of {@code GET /models}.
 *
 * @param data the models
 */
public record ModelList(@JsonProperty("data") List<ModelInfo> data) {
}
