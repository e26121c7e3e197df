package io.github.gigachat.spring.ai.api;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.github.gigachat.spring.ai.http.CallScope;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * What the service finds in texts: their meaning, their tokens, and who wrote them.
 */
final class TextEndpoints {

	private static final ObjectWriter EMBEDDINGS_REQUEST = WireJson.writer(EmbeddingsRequest.class);

	private static final ObjectWriter COUNT_REQUEST = WireJson.writer(TokenCountRequest.class);

	private static final ObjectReader COUNTS = WireJson.reader(TokenCount[].class);

	/** A good answer is an array; an object with such a status is always an error. */
	private static final StatusRule COUNTS_STATUS = StatusRule.ofJson("tokens");

	private static final ObjectWriter CHECK_REQUEST = WireJson.writer(AiCheckRequest.class);

	private static final JsonAnswer<AiCheck> CHECK = JsonAnswer.of(AiCheck.class,
			(check) -> (check.category() != null) ? null : "category is missing", "category");

	private final ServiceCalls calls;

	TextEndpoints(ServiceCalls calls) {
		this.calls = calls;
	}

	ApiResponse<EmbeddingsResponse> embed(EmbeddingsRequest request, RequestHeaders headers, CallScope scope) {
		JsonBody body = new JsonBody(EMBEDDINGS_REQUEST.writeValueAsBytes(request));
		ServiceAnswer answer = this.calls.client()
			.exchange(ServiceRequest.post("/embeddings", body, headers), EmbeddingsAnswer.STATUS, scope);
		return EmbeddingsAnswer.read(answer, request.input().size());
	}

	ApiResponse<List<TokenCount>> countTokens(String model, List<String> texts, RequestHeaders headers,
			CallScope scope) {
		if (texts.isEmpty()) {
			throw GigaChatNonTransientException.invalidRequest("There is no text to count the tokens of", null);
		}
		ServiceRequest request = ServiceRequest.post("/tokens/count",
				new JsonBody(COUNT_REQUEST.writeValueAsBytes(new TokenCountRequest(model, texts))), headers);
		ServiceAnswer answer = this.calls.client().exchange(request, COUNTS_STATUS, scope);
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

	ApiResponse<AiCheck> check(AiCheckRequest request, RequestHeaders headers, CallScope scope) {
		JsonBody body = new JsonBody(CHECK_REQUEST.writeValueAsBytes(request));
		return this.calls.attempt(ServiceRequest.post("/ai/check", body, headers), CHECK, scope);
	}

}
