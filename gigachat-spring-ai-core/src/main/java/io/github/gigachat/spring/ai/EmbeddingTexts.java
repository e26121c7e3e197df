package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.document.Document;
import org.springframework.util.StringUtils;

/**
 * The texts of one call for embeddings. Messages name a text by its index, without
 * quoting it.
 *
 * @param first the index of the first text among all texts of the application, from 0
 * @param parts the texts, in parts; no request has texts of two parts
 * @param documents the ids of the documents of the texts; empty if the texts are not from
 * documents
 */
record EmbeddingTexts(int first, List<? extends List<? extends @Nullable String>> parts, List<String> documents) {

	/**
	 * Maximum number of parts per call. More parts are divided into several calls, each
	 * with its own timeout, so that an import of any size does not time out.
	 */
	private static final int PARTS_A_CALL = 32;

	/**
	 * An upper bound for the average number of characters per token in real text. A text
	 * that exceeds it is certainly too long and is refused before a request costs
	 * anything.
	 */
	private static final int CHARACTERS_A_TOKEN = 16;

	static EmbeddingTexts of(List<? extends @Nullable String> texts) {
		return new EmbeddingTexts(0, List.of(texts), List.of());
	}

	/**
	 * Divides the documents of a batching strategy's batches into calls.
	 * @param parts the batches
	 * @param content returns the text of a document
	 * @return the texts of each call
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

	/** Returns all texts in order. */
	List<String> all() {
		List<String> all = new ArrayList<>();
		this.parts.forEach(all::addAll);
		return all;
	}

	/**
	 * Returns the name of a text for messages.
	 * @param place the position of the text in this call, from 0
	 */
	String name(int place) {
		String index = "text at index " + (this.first + place);
		return this.documents.isEmpty() ? index : index + " (document " + this.documents.get(place) + ")";
	}

	/**
	 * Divides the texts into requests.
	 * @param model the model's name
	 * @param batchSize the maximum number of texts per request
	 * @return the requests in the order of the texts
	 * @throws GigaChatNonTransientException if a text cannot be embedded; the message
	 * names the text
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

	/** Returns the name of a text for the {@code option()} of failures. */
	private String option(int place) {
		return "inputs[" + (this.first + place) + "]";
	}

	private String checked(@Nullable String text, int place, String model) {
		if (text == null || !StringUtils.hasText(text)) {
			throw GigaChatNonTransientException.invalidOption(option(place),
					"The " + name(place) + " is " + ((text != null) ? "blank" : "null") + ": there is nothing to embed",
					"Leave it out");
		}
		KnownEmbeddingModel known = KnownEmbeddingModel.of(model);
		if (known != null && text.length() > known.maxTokens() * CHARACTERS_A_TOKEN) {
			throw GigaChatNonTransientException.tooLarge(option(place), "The " + name(place) + " is too long: "
					+ text.length() + " characters, and " + KnownEmbeddingModel.limit(model), EmbeddingBatch.SPLIT);
		}
		return text;
	}

}
