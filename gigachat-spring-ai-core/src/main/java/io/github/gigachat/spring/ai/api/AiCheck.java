package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The answer of {@code POST /ai/check}.
 *
 * @param category who wrote the text: {@code ai}, {@code human}, {@code mixed} or a word
 * of the future
 * @param characters how many characters were looked at
 * @param tokens how many tokens they are
 * @param aiIntervals the parts of the text that are a model's, where the model finds them
 */
public record AiCheck(@JsonProperty("category") String category,
		@JsonProperty("characters") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer characters,
		@JsonProperty("tokens") @JsonDeserialize(using = LenientNumber.OfInteger.class) @Nullable Integer tokens,
		@JsonProperty("ai_intervals") @Nullable List<Interval> aiIntervals) {

	/**
	 * The request of {@code POST /ai/check}: who wrote a text. For contracts of
	 * corporations.
	 *
	 * @param model {@link #CLASSIFICATION}, {@link #DETECTION}, or a model of the future
	 * @param input the text, in Russian, of 20 words or more
	 */
	public record Request(@JsonProperty("model") String model, @JsonProperty("input") String input) {

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

	/**
	 * A part of a text, on the wire an array of two numbers.
	 *
	 * @param start where it begins, in characters, as the service counts them
	 * @param end where it ends
	 */
	@JsonFormat(shape = JsonFormat.Shape.ARRAY)
	@JsonPropertyOrder({ "start", "end" })
	public record Interval(@JsonProperty("start") int start, @JsonProperty("end") int end) {
	}

}
