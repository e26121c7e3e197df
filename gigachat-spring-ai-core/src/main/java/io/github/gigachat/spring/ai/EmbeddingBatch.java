package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.spring.ai.api.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The texts of one request for embeddings, as a part of all that were given.
 *
 * @param first the place of its first text among all of them, from 0
 * @param texts the texts
 */
record EmbeddingBatch(int first, List<String> texts) {

	/** As much in one request as others were seen to send. */
	private static final int MOST_CHARACTERS = 1_000_000;

	/**
	 * More characters than a token stands for on average in any real text: what is longer
	 * than this cannot fit, and is told before anything is paid for.
	 */
	private static final int CHARACTERS_A_TOKEN = 16;

	private static final String SPLIT = "Split it, for example with Spring AI's TokenTextSplitter";

	/**
	 * Divides texts into requests.
	 * @param texts the texts
	 * @param model the model's name
	 * @param batchSize the most texts of a request
	 * @return the requests in the order of the texts
	 * @throws GigaChatNonTransientException naming the text that cannot be embedded
	 */
	static List<EmbeddingBatch> divide(List<? extends @Nullable String> texts, String model, int batchSize) {
		List<EmbeddingBatch> batches = new ArrayList<>();
		List<String> batch = new ArrayList<>();
		int characters = 0;
		for (int i = 0; i < texts.size(); i++) {
			String text = checked(texts.get(i), i, model);
			boolean full = batch.size() == batchSize || characters + text.length() > MOST_CHARACTERS;
			if (full && !batch.isEmpty()) {
				batches.add(new EmbeddingBatch(i - batch.size(), List.copyOf(batch)));
				batch.clear();
				characters = 0;
			}
			batch.add(text);
			characters += text.length();
		}
		if (!batch.isEmpty()) {
			batches.add(new EmbeddingBatch(texts.size() - batch.size(), List.copyOf(batch)));
		}
		return batches;
	}

	private static String checked(@Nullable String text, int index, String model) {
		if (text == null || !StringUtils.hasText(text)) {
			throw GigaChatNonTransientException.invalidRequest("The text at index " + index + " is "
					+ ((text != null) ? "blank" : "null") + ": there is nothing to embed", "Leave it out");
		}
		KnownEmbeddingModel known = KnownEmbeddingModel.of(model);
		if (known != null && text.length() > known.maxTokens() * CHARACTERS_A_TOKEN) {
			throw GigaChatNonTransientException.tooLarge("The text at index " + index + " is too long: " + text.length()
					+ " characters, and " + limit(model), SPLIT);
		}
		return text;
	}

	private static String limit(String model) {
		KnownEmbeddingModel known = KnownEmbeddingModel.of(model);
		return model + " takes " + ((known != null) ? "at most " + known.maxTokens() : "a limited number of")
				+ " tokens a text";
	}

	/**
	 * Says of a refusal which text it is about, as far as that can be told: the service
	 * does not.
	 * @param refusal the refusal of this request
	 * @param model the model's name
	 * @return the refusal with a hint
	 */
	GigaChatNonTransientException explained(GigaChatNonTransientException refusal, String model) {
		Integer status = refusal.status();
		return switch ((status != null) ? status : 0) {
			case 404 ->
				refusal.withHint("Check spring.ai.gigachat.embedding.model; GigaChatApi.models() lists what there is");
			case 400, 413, 422 -> refusal.withHint(longest(model));
			default -> refusal;
		};
	}

	private String longest(String model) {
		int longest = 0;
		for (int i = 1; i < this.texts.size(); i++) {
			if (this.texts.get(i).length() > this.texts.get(longest).length()) {
				longest = i;
			}
		}
		String which = "the text at index " + (this.first + longest);
		String length = this.texts.get(longest).length() + " characters";
		String longestOne = (this.texts.size() == 1) ? which + " has " + length
				: "the longest of the " + this.texts.size() + " texts of the request is " + which + " with " + length;
		return "If a text is too long: " + longestOne + ", and " + limit(model) + ". " + SPLIT;
	}

}
