package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The request of {@code POST /ai/check}: who wrote a text. For contracts of corporations.
 *
 * @param model {@link #CLASSIFICATION}, {@link #DETECTION}, or a model of the future
 * @param input the text, in Russian, of 20 words or more
 */
public record AiCheckRequest(@JsonProperty("model") String model, @JsonProperty("input") String input) {

	/** Tells whether a text is a model's or a human's. */
	public static final String CLASSIFICATION = "GigaCheckClassification";

	/** Tells which parts of a text are a model's. */
	public static final String DETECTION = "GigaCheckDetection";

	/**
	 * Names the model and the length of the text; never shows the text.
	 */
	@Override
	public String toString() {
		return "AiCheckRequest[model=" + this.model + ", input=" + this.input.length() + " characters]";
	}

}
