package io.github.gigachat.emulator.endpoints;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.chat.TokenEstimate;
import io.github.gigachat.emulator.rules.EmbeddingRules;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.AnswerSequence;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Embeddings, {@code POST /v1/embeddings}. It checks the request and answers with vectors
 * of the words of the texts.
 */
public final class EmbeddingsEndpoint {

	static final String PATH = "/v1/embeddings";

	private final ModelCatalog catalog;

	private final AnswerSequence<RecordedRequest> script;

	public EmbeddingsEndpoint(ModelCatalog catalog, AnswerSequence<RecordedRequest> script) {
		this.catalog = catalog;
		this.script = script;
	}

	Reply reply(RecordedRequest request) {
		JsonNode body = parse(request.body());
		EmbeddingRules.checkShape(body);
		String model = body.path("model").stringValue();
		EmbeddingModel embedder = this.catalog.embedder(model);
		if (embedder == null) {
			throw new Refusal(404, "No such model");
		}
		ArrayNode texts = texts(body.path("input"));
		EmbeddingRules.checkContent(texts, TokenEstimate::ofText, embedder.maxTokens());
		return this.script.reply(request, () -> embeddings(model, embedder, texts));
	}

	private static JsonNode parse(String body) {
		try {
			return Json.parse(body);
		}
		catch (JacksonException ex) {
			throw Refusal.invalidJson();
		}
	}

	private static ArrayNode texts(JsonNode input) {
		return (input instanceof ArrayNode array) ? array : Json.array().add(input);
	}

	private static Reply embeddings(String model, EmbeddingModel embedder, ArrayNode texts) {
		ArrayNode data = Json.array();
		for (JsonNode text : texts) {
			ObjectNode item = Json.object().put("object", "embedding").put("index", data.size());
			ArrayNode vector = item.putArray("embedding");
			for (float value : WordVector.of(text.stringValue(), embedder.dimensions())) {
				vector.add(value);
			}
			item.putObject("usage").put("prompt_tokens", TokenEstimate.ofText(text.stringValue()));
			data.add(item);
		}
		ObjectNode body = Json.object().put("object", "list").put("model", model);
		body.set("data", data);
		return Reply.json(200, body);
	}

}
