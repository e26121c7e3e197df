package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The response of {@code GET /files}.
 *
 * @param data the files
 */
public record FileList(@JsonProperty("data") List<UploadedFile> data) {
}
