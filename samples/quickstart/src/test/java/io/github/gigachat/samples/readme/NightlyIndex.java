package io.github.gigachat.samples.readme;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.api.Batch;
import io.github.gigachat.spring.ai.api.BatchResult;
import io.github.gigachat.spring.ai.api.EmbeddingsRequest;
import io.github.gigachat.spring.ai.api.EmbeddingsResponse;
import io.github.gigachat.spring.ai.api.GigaChatApi;

class NightlyIndex {

	private final GigaChatApi gigachat;

	NightlyIndex(GigaChatApi gigachat) {
		this.gigachat = gigachat;
	}

	String handIn(Map<String, String> pages) {
		Map<String, EmbeddingsRequest> requests = new LinkedHashMap<>();
		pages.forEach((id, text) -> requests.put(id, new EmbeddingsRequest("Embeddings", List.of(text))));
		return this.gigachat.batches().createEmbeddings(requests).body().id();
	}

	Map<String, EmbeddingsResponse> fetch(String id) {
		Batch batch = this.gigachat.batches().get(id).body();
		Map<String, EmbeddingsResponse> answers = new LinkedHashMap<>();
		if (batch.isCompleted()) {
			for (BatchResult result : this.gigachat.batches().results(batch).body()) {
				answers.put(result.id(), result.embeddings());
			}
		}
		return answers;
	}

}
