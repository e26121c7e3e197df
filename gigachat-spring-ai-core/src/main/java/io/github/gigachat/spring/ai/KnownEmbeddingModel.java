package io.github.gigachat.spring.ai;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Known limits of the service's embedding models. The API does not report them.
 *
 * @param dimensions the number of dimensions of a vector
 * @param maxTokens the maximum length of a text in tokens
 */
record KnownEmbeddingModel(int dimensions, int maxTokens) {

	private static final Map<String, KnownEmbeddingModel> MODELS = Map.of("Embeddings",
			new KnownEmbeddingModel(1024, 512), "Embeddings-2", new KnownEmbeddingModel(1024, 512), "EmbeddingsGigaR",
			new KnownEmbeddingModel(2560, 4096), "GigaEmbeddings-3B-2025-09", new KnownEmbeddingModel(2048, 4096));

	static @Nullable KnownEmbeddingModel of(@Nullable String name) {
		return (name != null) ? MODELS.get(name) : null;
	}

	/** Returns the maximum length of a model's texts, for messages. */
	static String limit(String model) {
		KnownEmbeddingModel known = of(model);
		return model + " takes " + ((known != null) ? "at most " + known.maxTokens() : "a limited number of")
				+ " tokens a text";
	}

}
