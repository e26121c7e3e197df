package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The response of {@code POST /ai/check}.
 *
 * @param category the author of the text: {@code ai}, {@code human}, {@code mixed} or a
 * future value
 * @param characters the number of characters that were checked
 * @param tokens the number of tokens that were checked
 * @param aiIntervals the parts of the text that a model wrote, if the checking model
 * finds them
 */
public record AiCheck(@JsonProperty("category") String category,
		@JsonProperty("characters") @JsonDeserialize(
				using = LenientNumber.OfInteger.class) @Nullable Integer characters,
		@JsonProperty("tokens") @JsonDeserialize(using = LenientNumber.OfInteger.class) @Nullable Integer tokens,
		@JsonProperty("ai_intervals") @Nullable List<Interval> aiIntervals) {

	/**
	 * The request of {@code POST /ai/check}, which detects texts written by a model. Only
	 * corporate contracts include it.
	 *
	 * @param model {@link #CLASSIFICATION}, {@link #DETECTION} or a future model
	 * @param input the text, in Russian, of 20 words or more
	 */
	public record Request(@JsonProperty("model") String model, @JsonProperty("input") String input) {

		/** Model that tells whether a model or a human wrote the text. */
		public static final String CLASSIFICATION = "GigaCheckClassification";

		/** Model that finds the parts of a text that a model wrote. */
		public static final String DETECTION = "GigaCheckDetection";

		/**
		 * Returns the model and the length of the text, never the text.
		 */
		@Override
		public String toString() {
			return "AiCheckRequest[model=" + this.model + ", input=" + this.input.length() + " characters]";
		}

	}

	/**
	 * A part of a text. In JSON it is an array of two numbers.
	 *
	 * @param start the start of the part, in characters as the service counts them
	 * @param end the end of the part
	 */
	@JsonFormat(shape = JsonFormat.Shape.ARRAY)
	@JsonPropertyOrder({ "start", "end" })
	public record Interval(@JsonProperty("start") int start, @JsonProperty("end") int end) {
	}

}
