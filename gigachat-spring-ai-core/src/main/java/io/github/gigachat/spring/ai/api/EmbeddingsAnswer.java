package io.github.gigachat.spring.ai.api;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.client.ClientResponse;
import io.github.gigachat.spring.ai.internal.client.StatusRule;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * Reads an answer with embeddings and puts them into the order of the texts.
 */
final class EmbeddingsAnswer {

	/** Tells an error behind HTTP 200 from an answer. */
	static final StatusRule STATUS = StatusRule.ofJson("data");

	private static final ObjectReader READER = WireJson.reader(EmbeddingsResponse.class);

	private EmbeddingsAnswer() {
	}

	/**
	 * Reads the answer.
	 * @param answer the answer
	 * @param texts how many texts the request had
	 * @return the response, with an embedding for each text, in their order
	 */
	static ApiResponse<EmbeddingsResponse> read(ClientResponse answer, int texts) {
		ApiResponse<EmbeddingsResponse> response = answer.read(READER);
		EmbeddingsResponse body = complete(response.body(), answer::missing);
		if (body.data().size() != texts) {
			throw answer.missing("data has " + body.data().size() + " embeddings for " + texts + " texts");
		}
		return new ApiResponse<>(body, response.requestId(), response.sessionId(), response.rateLimit());
	}

	/**
	 * Checks that an answer has what every answer has.
	 * @param missing makes the exception that tells what it lacks
	 * @return the response, with its embeddings in the order of the texts
	 */
	static EmbeddingsResponse complete(EmbeddingsResponse body, Function<String, RuntimeException> missing) {
		if (body.data() == null) {
			throw missing.apply("data is missing");
		}
		return new EmbeddingsResponse(body.model(), ordered(body.data(), missing), body.usage());
	}

	private static List<EmbeddingsResponse.Item> ordered(List<EmbeddingsResponse.Item> data,
			Function<String, RuntimeException> missing) {
		EmbeddingsResponse.@Nullable Item[] ordered = new EmbeddingsResponse.@Nullable Item[data.size()];
		for (int i = 0; i < data.size(); i++) {
			EmbeddingsResponse.Item item = data.get(i);
			check(item, i, missing);
			int index = item.index();
			if (index < 0 || index >= ordered.length || ordered[index] != null) {
				throw missing.apply("data has an embedding with the index " + index
						+ ((index < 0 || index >= ordered.length) ? ", which no text has" : " twice"));
			}
			ordered[index] = item;
		}
		// each place was taken once, so none is empty
		return Arrays.asList(ordered);
	}

	private static void check(EmbeddingsResponse.@Nullable Item item, int place,
			Function<String, RuntimeException> missing) {
		if (item == null || item.index() == null) {
			throw missing.apply("data[" + place + "].index is missing");
		}
		if (item.embedding() == null) {
			throw missing.apply("data[" + place + "].embedding is missing");
		}
		if (item.embedding().length() == 0) {
			throw missing.apply("data[" + place + "].embedding is empty");
		}
	}

}
