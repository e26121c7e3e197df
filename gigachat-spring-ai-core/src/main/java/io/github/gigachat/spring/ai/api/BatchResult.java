package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The answer to one request of a batch.
 *
 * @param id the id that the request was given
 * @param result the JSON text of the answer, or of what went wrong with that request;
 * {@code null} when there is none
 */
public record BatchResult(@JsonProperty("id") String id,
		@JsonProperty("result") @JsonDeserialize(using = RawJsonDeserializer.class) @Nullable String result) {

	/**
	 * Names the request; never shows the answer.
	 */
	@Override
	public String toString() {
		return "BatchResult[id=" + this.id + "]";
	}

}
