package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One request of a batch, sent as one line of JSON.
 *
 * @param id the id of the request, unique within the batch
 * @param request the request
 */
record BatchLine(@JsonProperty("id") String id, @JsonProperty("request") Object request) {
}
