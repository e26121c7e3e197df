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
 * Reads a response with embeddings and sorts them into the order of the texts.
 */
final class EmbeddingsAnswer {

	/** Distinguishes an error body with HTTP 200 from a response with embeddings. */
	static final StatusRule STATUS = StatusRule.ofJson("data");

	private static final ObjectReader READER = WireJson.reader(EmbeddingsResponse.class);

	private EmbeddingsAnswer() {
	}

	/**
	 * Reads and checks the response.
	 * @param answer the HTTP response
	 * @param texts the number of texts in the request
	 * @return the response, with one embedding for each text, in the order of the texts
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
	 * Checks that a response has all required fields, and sorts its embeddings.
	 * @param body the response
	 * @param missing creates the exception that names the missing field
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
		// each index occurred once, so no element is null
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
