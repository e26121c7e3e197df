package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The response of {@code GET /batches}. The service's documentation describes an object,
 * its Java client an array. Both forms are read, and so is a single batch.
 *
 * @param batches the batches
 */
@JsonDeserialize(using = BatchListDeserializer.class)
public record BatchList(@JsonProperty("batches") List<Batch> batches) {
}
