package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The response of {@code POST /files/{id}/delete}.
 *
 * @param id the file's id
 * @param deleted {@code true} if the file was deleted
 */
public record DeletedFile(@JsonProperty("id") String id, @JsonProperty("deleted") boolean deleted) {
}
