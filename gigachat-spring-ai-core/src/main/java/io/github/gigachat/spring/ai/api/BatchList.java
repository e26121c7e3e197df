package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The response of {@code GET /batches}. According to the service's documentation it is an
 * object, according to its Java client an array. Both are read, and a single batch too.
 *
 * @param batches the batches
 */
@JsonDeserialize(using = BatchListDeserializer.class)
public record BatchList(@JsonProperty("batches") List<Batch> batches) {
}
