package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A file within a message of the v2 API: one that was uploaded, or one that the model
 * made.
 *
 * @param id the file's id, by which {@link GigaChatFiles} has it
 * @param mime the media type of a file that the model made
 * @param target what a file that the model made is: {@code image}, {@code audio},
 * {@code 3dmodel} or a word of the future
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatV2File(@JsonProperty("id") String id, @JsonProperty("mime") @Nullable String mime,
		@JsonProperty("target") @Nullable String target) {

	/**
	 * A file to show to the model.
	 * @param id the id of an uploaded file
	 * @return the file
	 */
	public static ChatV2File uploaded(String id) {
		return new ChatV2File(id, null, null);
	}

}
