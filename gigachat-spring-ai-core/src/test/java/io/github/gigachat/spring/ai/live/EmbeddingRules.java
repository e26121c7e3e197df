package io.github.gigachat.spring.ai.live;

import java.util.List;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatEmbeddingOptions;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.embedding.EmbeddingRequest;

/**
 * Embeddings.
 */
final class EmbeddingRules {

	private EmbeddingRules() {
	}

	static List<LiveRule> all() {
		return List.of(new LiveRule("embeddings",
				"Each text gets a vector of the model's known length, under its index and with a usage of its own;"
						+ " there is no usage of the whole answer.",
				EmbeddingRules::embed));
	}

	private static Finding embed(LiveService service) {
		GigaChatEmbeddingOptions options = GigaChatEmbeddingOptions.builder()
			.model(service.settings().embeddingModel())
			.build();
		GigaChatEmbeddingModel model = GigaChatEmbeddingModel.builder().api(service.api()).options(options).build();
		model.call(new EmbeddingRequest(List.of("A hedgehog in the fog", "Snow in May"), options));

		JsonNode answer = service.lastAnswer();
		boolean holds = answer.path("data").size() == 2 && answer.path("usage").isMissingNode();
		for (JsonNode item : answer.path("data")) {
			holds &= item.path("embedding").size() == model.dimensions() && item.path("index").isNumber()
					&& item.path("usage").path("prompt_tokens").isNumber();
		}
		return Finding.of(holds,
				"vectors: " + answer.path("data").size() + ", length: "
						+ answer.path("data").path(0).path("embedding").size() + ", usage of the whole: "
						+ !answer.path("usage").isMissingNode());
	}

}
