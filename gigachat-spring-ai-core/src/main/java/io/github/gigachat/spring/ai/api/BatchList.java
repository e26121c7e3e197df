package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The answer of {@code GET /batches}. The service's documentation has an object, its Java
 * client an array: both are read, and so is a single batch.
 *
 * @param batches the batches
 */
@JsonDeserialize(using = BatchListDeserializer.class)
public record BatchList(@JsonProperty("batches") List<Batch> batches) {
}
