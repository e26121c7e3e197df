package io.github.gigachat.spring.ai;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the service's embedding models, which the service itself does not
 * tell.
 *
 * @param dimensions how many numbers a vector has
 * @param maxTokens the longest text in tokens
 */
record KnownEmbeddingModel(int dimensions, int maxTokens) {

	private static final Map<String, KnownEmbeddingModel> MODELS = Map.of("Embeddings",
			new KnownEmbeddingModel(1024, 512), "Embeddings-2", new KnownEmbeddingModel(1024, 512), "EmbeddingsGigaR",
			new KnownEmbeddingModel(2560, 4096), "GigaEmbeddings-3B-2025-09", new KnownEmbeddingModel(2048, 4096));

	static @Nullable KnownEmbeddingModel of(@Nullable String name) {
		return (name != null) ? MODELS.get(name) : null;
	}

	/** How long a text a model takes, for messages. */
	static String limit(String model) {
		KnownEmbeddingModel known = of(model);
		return model + " takes " + ((known != null) ? "at most " + known.maxTokens() : "a limited number of")
				+ " tokens a text";
	}

}
