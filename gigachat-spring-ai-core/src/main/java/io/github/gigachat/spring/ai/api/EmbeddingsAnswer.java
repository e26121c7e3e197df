package io.github.gigachat.spring.ai.api;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * Reads an answer with embeddings and puts them into the order of the texts.
 */
final class EmbeddingsAnswer {

	private static final ObjectReader READER = WireJson.reader(EmbeddingsResponse.class);

	private EmbeddingsAnswer() {
	}

	/**
	 * Reads the answer.
	 * @param answer the answer
	 * @param texts how many texts the request had
	 * @return the response, with an embedding for each text, in their order
	 */
	static ApiResponse<EmbeddingsResponse> read(ServiceAnswer answer, int texts) {
		ApiResponse<EmbeddingsResponse> response = answer.read(READER);
		EmbeddingsResponse body = response.body();
		List<EmbeddingItem> data = body.data();
		if (data == null) {
			throw answer.missing("data is missing");
		}
		if (data.size() != texts) {
			throw answer.missing("data has " + data.size() + " embeddings for " + texts + " texts");
		}
		List<EmbeddingItem> ordered = ordered(data, answer);
		return new ApiResponse<>(new EmbeddingsResponse(body.model(), ordered, body.usage()), response.requestId(),
				response.sessionId(), response.rateLimit());
	}

	private static List<EmbeddingItem> ordered(List<EmbeddingItem> data, ServiceAnswer answer) {
		@Nullable EmbeddingItem[] ordered = new @Nullable EmbeddingItem[data.size()];
		for (int i = 0; i < data.size(); i++) {
			EmbeddingItem item = data.get(i);
			check(item, i, answer);
			int index = item.index();
			if (index < 0 || index >= ordered.length || ordered[index] != null) {
				throw answer.missing("data has an embedding with the index " + index
						+ ((index < 0 || index >= ordered.length) ? ", which no text has" : " twice"));
			}
			ordered[index] = item;
		}
		// each place was taken once, so none is empty
		return Arrays.asList(ordered);
	}

	private static void check(@Nullable EmbeddingItem item, int place, ServiceAnswer answer) {
		if (item == null || item.index() == null) {
			throw answer.missing("data[" + place + "].index is missing");
		}
		if (item.embedding() == null) {
			throw answer.missing("data[" + place + "].embedding is missing");
		}
		if (item.embedding().length() == 0) {
			throw answer.missing("data[" + place + "].embedding is empty");
		}
	}

}
