package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The answer of {@code POST /files/{id}/delete}.
 *
 * @param id the file's id
 * @param deleted whether it is gone
 */
public record DeletedFile(@JsonProperty("id") String id, @JsonProperty("deleted") boolean deleted) {
}
