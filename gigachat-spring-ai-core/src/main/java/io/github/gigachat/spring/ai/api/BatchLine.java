package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One request of a batch, a line of what is sent.
 *
 * @param id tells it from the others
 * @param request the request
 */
record BatchLine(@JsonProperty("id") String id, @JsonProperty("request") Object request) {
}
