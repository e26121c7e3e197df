package io.github.gigachat.emulator.rules;

import java.util.function.ToIntFunction;

import tools.jackson.databind.JsonNode;

/**
 * Checks embedding requests. A violation is thrown as {@link Refusal}.
 */
public final class EmbeddingRules {

	private EmbeddingRules() {
	}

	/** Checks the types of the fields. Unknown fields are accepted. */
	public static void checkShape(JsonNode request) {
		require(request.isObject() && request.path("model").isString());
		JsonNode input = request.path("input");
		require(input.isString() || input.isArray());
		input.forEach((text) -> require(text.isString()));
	}

	private static void require(boolean condition) {
		if (!condition) {
			throw Refusal.invalidJson();
		}
	}

	/**
	 * Checks the texts. The service is known to refuse texts that are too long; its error
	 * text is not known. The refusal of empty texts is an assumption.
	 * @param texts the texts
	 * @param tokens counts the tokens of a text
	 * @param maxTokens the maximum number of tokens of a text
	 */
	public static void checkContent(JsonNode texts, ToIntFunction<String> tokens, int maxTokens) {
		if (texts.isEmpty()) {
			throw Refusal.invalidParams("input must not be empty");
		}
		for (JsonNode text : texts) {
			if (text.stringValue().isBlank()) {
				throw Refusal.invalidParams("input must not be empty");
			}
			if (tokens.applyAsInt(text.stringValue()) > maxTokens) {
				throw new Refusal(413, "Payload too large");
			}
		}
	}

}
