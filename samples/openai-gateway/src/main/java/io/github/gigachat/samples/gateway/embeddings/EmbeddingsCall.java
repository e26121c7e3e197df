package io.github.gigachat.samples.gateway.embeddings;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request for embeddings.
 *
 * @param model the model as the client named it, or {@code null} if it named none
 * @param texts the texts
 * @param single whether the request has one text instead of an array
 * @param base64 whether the vectors are written in Base64
 * @param dimensions the number of dimensions that the client expects, or {@code null}
 * @param session the client's key of the conversation, or {@code null}
 * @param ignored the fields of the request that have no effect
 */
record EmbeddingsCall(@Nullable String model, List<String> texts, boolean single, boolean base64,
		@Nullable Integer dimensions, @Nullable String session, List<String> ignored) {

	/** The place of the texts in the request. */
	static final String INPUT = "input";

	/** The place of the expected number of dimensions in the request. */
	static final String DIMENSIONS = "dimensions";

	/** The place of the provider for the texts of a request. */
	private static final String PROVIDER_INPUT = "inputs[";

	/** Converts a place of the provider to that in the request. */
	String place(String place) {
		if (!place.startsWith(PROVIDER_INPUT)) {
			return place;
		}
		return this.single ? INPUT : INPUT + place.substring(PROVIDER_INPUT.length() - 1);
	}

	/** Returns nothing of the texts. */
	@Override
	public String toString() {
		return "EmbeddingsCall[texts=" + this.texts.size() + "]";
	}

}
