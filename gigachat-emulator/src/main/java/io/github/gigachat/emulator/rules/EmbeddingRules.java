package io.github.gigachat.emulator.rules;

import java.util.function.ToIntFunction;

import tools.jackson.databind.JsonNode;

/**
 * The rules of the service for requests of embeddings.
 */
public final class EmbeddingRules {

	private EmbeddingRules() {
	}

	/**
	 * Checks the types of the fields. Unknown fields are let through.
	 * @param request the body
	 * @throws Refusal when the service would not read it
	 */
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
	 * Checks the texts. Of the service it is known that it refuses what is too long, not
	 * in which words; that it refuses what is empty is assumed, as all its clients do.
	 * @param texts the texts
	 * @param tokens counts the tokens of a text
	 * @param maxTokens the longest text in tokens
	 * @throws Refusal when one cannot be embedded, or there is none
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
