package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a reasoning model thinks, in the v2 API.
 *
 * @param effort how long: {@code low}, {@code medium}, {@code high} or {@code off}
 */
public record ChatV2Reasoning(@JsonProperty("effort") String effort) {
}
