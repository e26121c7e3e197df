package io.github.gigachat.spring.ai.api;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.client.ClientResponse;
import io.github.gigachat.spring.ai.internal.client.ResponseReader;
import io.github.gigachat.spring.ai.internal.client.ServiceBody;
import io.github.gigachat.spring.ai.internal.client.ServiceClient;
import io.github.gigachat.spring.ai.internal.client.ServiceRequest;
import io.github.gigachat.spring.ai.internal.client.StatusRule;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Endpoints that analyse texts: embeddings, token counts, AI detection.
 */
final class TextEndpoints {

	private static final ObjectWriter EMBEDDINGS_REQUEST = WireJson.writer(EmbeddingsRequest.class);

	private static final ObjectReader EMBEDDINGS = WireJson.reader(EmbeddingsResponse.class);

	private static final StatusRule EMBEDDINGS_STATUS = StatusRule.ofJson("data");

	private static final ObjectWriter COUNT_REQUEST = WireJson.writer(TokenCount.Request.class);

	private static final ObjectReader COUNTS = WireJson.reader(TokenCount[].class);

	/** A good answer is an array; an object with such a status is always an error. */
	private static final StatusRule COUNTS_STATUS = StatusRule.ofJson("tokens");

	private static final ObjectWriter CHECK_REQUEST = WireJson.writer(AiCheck.Request.class);

	private static final ResponseReader<AiCheck> CHECK = ResponseReader.of(AiCheck.class,
			(check) -> (check.category() != null) ? null : "category is missing", "category");

	private final ServiceClient client;

	TextEndpoints(ServiceClient client) {
		this.client = client;
	}

	ApiResponse<EmbeddingsResponse> embed(EmbeddingsRequest request) {
		ServiceBody body = ServiceBody.json(EMBEDDINGS_REQUEST, request);
		return this.client.call(ServiceRequest.post("/embeddings", body), EMBEDDINGS_STATUS,
				(answer) -> embeddings(answer, request.input().size()));
	}

	private static ApiResponse<EmbeddingsResponse> embeddings(ClientResponse answer, int texts) {
		ApiResponse<EmbeddingsResponse> response = answer.read(EMBEDDINGS);
		EmbeddingsResponse body = response.body().complete(answer::missing);
		if (body.data().size() != texts) {
			throw answer.missing("data has " + body.data().size() + " embeddings for " + texts + " texts");
		}
		return new ApiResponse<>(body, response.requestId(), response.sessionId(), response.rateLimit());
	}

	ApiResponse<List<TokenCount>> countTokens(String model, List<String> texts) {
		if (texts.isEmpty()) {
			throw GigaChatNonTransientException.invalidRequest("There is no text to count the tokens of", null);
		}
		ServiceRequest request = ServiceRequest.post("/tokens/count",
				ServiceBody.json(COUNT_REQUEST, new TokenCount.Request(model, texts)));
		return this.client.call(request, COUNTS_STATUS, (answer) -> counts(answer, texts));
	}

	private static ApiResponse<List<TokenCount>> counts(ClientResponse answer, List<String> texts) {
		ApiResponse<TokenCount[]> counts = answer.read(COUNTS);
		List<TokenCount> body = Arrays.asList(counts.body());
		if (body.size() != texts.size()) {
			throw answer.missing(body.size() + " counts for " + texts.size() + " texts");
		}
		if (body.stream().anyMatch(Objects::isNull)) {
			throw answer.missing("a count is null");
		}
		return new ApiResponse<>(body, counts.requestId(), counts.sessionId(), counts.rateLimit());
	}

	ApiResponse<AiCheck> check(AiCheck.Request request) {
		ServiceBody body = ServiceBody.json(CHECK_REQUEST, request);
		return this.client.call(ServiceRequest.post("/ai/check", body), CHECK);
	}

}
