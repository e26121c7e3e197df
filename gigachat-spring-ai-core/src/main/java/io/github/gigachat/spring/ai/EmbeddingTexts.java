package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.document.Document;
import org.springframework.util.StringUtils;

/**
 * The texts of one call for embeddings, by names that quote nothing of them.
 *
 * @param first the index of the first text among all that the application gave, from 0
 * @param parts the texts, in parts that no request joins
 * @param documents the ids of the documents that the texts are of; empty when they are of
 * none
 */
record EmbeddingTexts(int first, List<? extends List<? extends @Nullable String>> parts, List<String> documents) {

	/**
	 * As many parts as a call can have under way at once. More go into further calls,
	 * each with the time of one: an import of any length must not run out of it.
	 */
	private static final int PARTS_A_CALL = 32;

	/**
	 * More characters than a token stands for on average in any real text: what is longer
	 * than this cannot fit, and is told before anything is paid for.
	 */
	private static final int CHARACTERS_A_TOKEN = 16;

	static EmbeddingTexts of(List<? extends @Nullable String> texts) {
		return new EmbeddingTexts(0, List.of(texts), List.of());
	}

	/**
	 * Documents in the parts that a batching strategy made of them.
	 * @param parts the parts
	 * @param content gives the text of a document
	 * @return the texts of each call that is needed
	 */
	static List<EmbeddingTexts> of(List<List<Document>> parts, Function<Document, String> content) {
		List<EmbeddingTexts> calls = new ArrayList<>();
		int first = 0;
		for (int from = 0; from < parts.size(); from += PARTS_A_CALL) {
			List<List<String>> texts = new ArrayList<>();
			List<String> ids = new ArrayList<>();
			for (List<Document> part : parts.subList(from, Math.min(from + PARTS_A_CALL, parts.size()))) {
				texts.add(part.stream().map(content).toList());
				part.forEach((document) -> ids.add(document.getId()));
			}
			calls.add(new EmbeddingTexts(first, texts, ids));
			first += ids.size();
		}
		return calls;
	}

	/** All texts in their order. */
	List<String> all() {
		List<String> all = new ArrayList<>();
		this.parts.forEach(all::addAll);
		return all;
	}

	/**
	 * How a message calls a text.
	 * @param place the text's place in this call, from 0
	 */
	String name(int place) {
		String index = "text at index " + (this.first + place);
		return this.documents.isEmpty() ? index : index + " (document " + this.documents.get(place) + ")";
	}

	/**
	 * Divides the texts into requests.
	 * @param model the model's name
	 * @param batchSize the most texts of a request
	 * @return the requests in the order of the texts
	 * @throws GigaChatNonTransientException naming the text that cannot be embedded
	 */
	List<EmbeddingBatch> batches(String model, int batchSize) {
		List<EmbeddingBatch> batches = new ArrayList<>();
		int place = 0;
		for (List<? extends @Nullable String> part : this.parts) {
			List<String> texts = new ArrayList<>(part.size());
			for (int i = 0; i < part.size(); i++) {
				texts.add(checked(part.get(i), place + i, model));
			}
			EmbeddingBatch.divide(this, place, texts, batchSize, batches::add);
			place += part.size();
		}
		return batches;
	}

	private String checked(@Nullable String text, int place, String model) {
		if (text == null || !StringUtils.hasText(text)) {
			throw GigaChatNonTransientException.invalidRequest(
					"The " + name(place) + " is " + ((text != null) ? "blank" : "null") + ": there is nothing to embed",
					"Leave it out");
		}
		KnownEmbeddingModel known = KnownEmbeddingModel.of(model);
		if (known != null && text.length() > known.maxTokens() * CHARACTERS_A_TOKEN) {
			throw GigaChatNonTransientException.tooLarge("The " + name(place) + " is too long: " + text.length()
					+ " characters, and " + KnownEmbeddingModel.limit(model), EmbeddingBatch.SPLIT);
		}
		return text;
	}

}
