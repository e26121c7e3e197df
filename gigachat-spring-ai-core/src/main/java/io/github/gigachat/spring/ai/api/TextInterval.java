package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A part of a text, on the wire an array of two numbers.
 *
 * @param start where it begins, in characters, as the service counts them
 * @param end where it ends
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({ "start", "end" })
public record TextInterval(@JsonProperty("start") int start, @JsonProperty("end") int end) {
}
