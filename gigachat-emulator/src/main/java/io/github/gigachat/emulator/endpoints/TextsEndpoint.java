package io.github.gigachat.emulator.endpoints;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.chat.TokenEstimate;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Token counts, {@code POST /v1/tokens/count}, and AI detection,
 * {@code POST /v1/ai/check}.
 */
final class TextsEndpoint {

	private static final int FEWEST_WORDS = 20;

	private final ModelCatalog catalog;

	TextsEndpoint(ModelCatalog catalog) {
		this.catalog = catalog;
	}

	Reply count(RecordedRequest request) {
		JsonNode body = body(request);
		JsonNode input = body.path("input");
		if (!body.path("model").isString() || !input.isArray()) {
			throw Refusal.invalidJson();
		}
		for (JsonNode text : input) {
			if (!text.isString()) {
				throw Refusal.invalidJson();
			}
		}
		checkModel(this.catalog.has(body.path("model").stringValue()));
		ArrayNode counts = Json.array();
		for (JsonNode text : input) {
			counts.add(measured(text.stringValue(), Json.object().put("object", "tokens")));
		}
		return Reply.json(200, counts);
	}

	Reply check(RecordedRequest request) {
		JsonNode body = body(request);
		if (!body.path("model").isString() || !body.path("input").isString()) {
			throw Refusal.invalidJson();
		}
		checkModel(this.catalog.hasAiCheck(body.path("model").stringValue()));
		String text = body.path("input").stringValue();
		if (text.strip().split("\\s+").length < FEWEST_WORDS) {
			throw new Refusal(422, "Invalid params: input must have at least " + FEWEST_WORDS + " words");
		}
		ObjectNode verdict = measured(text, Json.object().put("category", "mixed"));
		verdict.putArray("ai_intervals").addArray().add(0).add(text.codePointCount(0, text.length()) / 2);
		return Reply.json(200, verdict);
	}

	private static JsonNode body(RecordedRequest request) {
		if (!request.method().equals("POST")) {
			throw new Refusal(405, "Method Not Allowed");
		}
		try {
			return Json.parse(request.body());
		}
		catch (JacksonException ex) {
			throw Refusal.invalidJson();
		}
	}

	private static void checkModel(boolean known) {
		if (!known) {
			throw new Refusal(404, "No such model");
		}
	}

	private static ObjectNode measured(String text, ObjectNode object) {
		return object.put("tokens", TokenEstimate.ofText(text))
			.put("characters", text.codePointCount(0, text.length()));
	}

}
