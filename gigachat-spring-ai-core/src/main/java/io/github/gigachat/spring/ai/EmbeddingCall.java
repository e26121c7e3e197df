package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.EmbeddingsRequest;
import io.github.gigachat.spring.ai.api.EmbeddingsResponse;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.TokenCount;
import io.github.gigachat.spring.ai.api.chat.TokenUsage;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;

/**
 * Texts on their way to the service and back as vectors: divided into requests, and their
 * answers put together.
 */
final class EmbeddingCall {

	private final GigaChatApi api;

	private final String model;

	private final List<EmbeddingBatch> batches;

	/**
	 * Creates the call.
	 * @param api what it goes through
	 * @param texts the texts
	 * @param options the options, with a model
	 * @throws GigaChatNonTransientException naming the text that cannot be embedded
	 */
	EmbeddingCall(GigaChatApi api, EmbeddingTexts texts, GigaChatEmbeddingOptions options) {
		this.model = Objects.requireNonNull(options.getModel());
		Map<String, String> headers = options.getHeaders();
		this.api = (headers != null) ? api.withHeaders(new RequestHeaders(null, headers)) : api;
		this.batches = texts.batches(this.model, EmbeddingOptionsMerger.batchSize(options));
	}

	/** Makes the call; without texts there is none to make. */
	EmbeddingResponse answer() {
		List<Function<GigaChatApi, ApiResponse<EmbeddingsResponse>>> attempts = new ArrayList<>();
		this.batches.forEach((batch) -> attempts.add((attempt) -> ask(batch, attempt)));
		List<ApiResponse<EmbeddingsResponse>> responses = this.api.callAll(attempts);
		return new EmbeddingResponse(embeddings(responses), metadata(responses));
	}

	private ApiResponse<EmbeddingsResponse> ask(EmbeddingBatch batch, GigaChatApi attempt) {
		try {
			return attempt.embeddings(new EmbeddingsRequest(this.model, batch.texts()));
		}
		catch (GigaChatNonTransientException ex) {
			throw batch.explained(ex, this.model, (texts) -> count(texts, attempt));
		}
	}

	/** Asked once, of a call that has failed already: whatever goes wrong is no news. */
	private @Nullable List<TokenCount> count(List<String> texts, GigaChatApi attempt) {
		try {
			return attempt.withHeaders(RequestHeaders.none()).countTokens(this.model, texts).body();
		}
		catch (GigaChatTransientException | GigaChatNonTransientException ex) {
			return null;
		}
	}

	private static List<Embedding> embeddings(List<ApiResponse<EmbeddingsResponse>> responses) {
		List<Embedding> embeddings = new ArrayList<>();
		for (ApiResponse<EmbeddingsResponse> response : responses) {
			for (EmbeddingsResponse.Item item : response.body().data()) {
				embeddings.add(new Embedding(item.embedding().values(), embeddings.size()));
			}
		}
		return embeddings;
	}

	private EmbeddingResponseMetadata metadata(List<ApiResponse<EmbeddingsResponse>> responses) {
		List<String> ids = responses.stream().map(ApiResponse::requestId).filter(Objects::nonNull).toList();
		String answering = responses.stream()
			.map((response) -> response.body().model())
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(this.model);
		return new EmbeddingResponseMetadata(answering, usage(responses),
				Map.of(GigaChatEmbeddingModel.REQUEST_IDS, ids));
	}

	private static Usage usage(List<ApiResponse<EmbeddingsResponse>> responses) {
		int sum = 0;
		boolean told = false;
		for (ApiResponse<EmbeddingsResponse> response : responses) {
			Integer whole = tokens(response.body().usage());
			int ofItems = 0;
			for (EmbeddingsResponse.Item item : response.body().data()) {
				Integer tokens = tokens(item.usage());
				told |= tokens != null;
				ofItems += (tokens != null) ? tokens : 0;
			}
			told |= whole != null;
			sum += (whole != null) ? whole : ofItems;
		}
		return told ? new DefaultUsage(sum, 0, sum, new TokenUsage(sum, null, sum, null)) : new EmptyUsage();
	}

	private static @Nullable Integer tokens(@Nullable TokenUsage usage) {
		return (usage != null) ? usage.promptTokens() : null;
	}

}
