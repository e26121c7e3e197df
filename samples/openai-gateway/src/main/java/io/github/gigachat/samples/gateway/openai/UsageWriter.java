package io.github.gigachat.samples.gateway.openai;

import io.github.gigachat.samples.gateway.dialect.TokenCounts;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the usage of an answer.
 */
public final class UsageWriter {

	private UsageWriter() {
	}

	/**
	 * Writes the usage as a field of an object.
	 * @param json the generator, within the object
	 * @param tokens the tokens of the answer, or {@code null} to write nothing, because
	 * the service stated none
	 */
	public static void write(JsonGenerator json, @Nullable TokenCounts tokens) {
		if (tokens == null) {
			return;
		}
		json.writeObjectPropertyStart("usage");
		json.writeNumberProperty("prompt_tokens", tokens.prompt());
		json.writeNumberProperty("completion_tokens", tokens.completion());
		json.writeNumberProperty("total_tokens", tokens.total());
		json.writeObjectPropertyStart("prompt_tokens_details");
		json.writeNumberProperty("cached_tokens", tokens.cached());
		json.writeEndObject();
		json.writeEndObject();
	}

}
