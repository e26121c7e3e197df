package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.gigachat.spring.ai.api.TokenCount;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one request for embeddings, as a part of a call.
 *
 * @param call the texts of the whole call
 * @param first the place of its first text in the call, from 0
 * @param texts the texts
 */
record EmbeddingBatch(EmbeddingTexts call, int first, List<String> texts) {

	static final String SPLIT = "Split it, for example with Spring AI's TokenTextSplitter";

	/** As much in one request as others were seen to send. */
	private static final int MOST_CHARACTERS = 1_000_000;

	/** More of them would make a message that nobody reads. */
	private static final int MOST_NAMES = 5;

	/**
	 * Divides texts into requests.
	 * @param call the texts of the whole call
	 * @param first the place of the first text in the call
	 * @param texts the texts
	 * @param batchSize the most texts of a request
	 * @param batches gets the requests in the order of the texts
	 */
	static void divide(EmbeddingTexts call, int first, List<String> texts, int batchSize,
			Consumer<EmbeddingBatch> batches) {
		int from = 0;
		int characters = 0;
		for (int i = 0; i < texts.size(); i++) {
			int length = texts.get(i).length();
			if (i > from && (i - from == batchSize || characters + length > MOST_CHARACTERS)) {
				batches.accept(new EmbeddingBatch(call, first + from, texts.subList(from, i)));
				from = i;
				characters = 0;
			}
			characters += length;
		}
		if (from < texts.size()) {
			batches.accept(new EmbeddingBatch(call, first + from, texts.subList(from, texts.size())));
		}
	}

	/**
	 * Adds to a refusal of the service which text it is about, as far as that can be
	 * told: the service does not.
	 * @param refusal the refusal of this request
	 * @param model the model's name
	 * @param count counts the tokens of texts; {@code null} where that fails
	 * @return the refusal with a hint
	 */
	GigaChatNonTransientException explained(GigaChatNonTransientException refusal, String model,
			Function<List<String>, @Nullable List<TokenCount>> count) {
		if (refusal.isOfTokenEndpoint() || !refusal.isOfService()) {
			return refusal;
		}
		if (UnknownModel.isReasonOf(refusal)) {
			return refusal.withHint(UnknownModel.hint("embedding"));
		}
		Integer status = refusal.status();
		return switch ((status != null) ? status : 0) {
			case 400, 413, 422 -> {
				List<String> tooLong = tooLong(model, count);
				yield refusal.withHint(tooLong.isEmpty() ? longest(model) : told(tooLong, model));
			}
			default -> refusal;
		};
	}

	private List<String> tooLong(String model, Function<List<String>, @Nullable List<TokenCount>> count) {
		KnownEmbeddingModel known = KnownEmbeddingModel.of(model);
		List<TokenCount> counts = (known != null) ? count.apply(this.texts) : null;
		if (known == null || counts == null) {
			return List.of();
		}
		return IntStream.range(0, this.texts.size())
			.filter((i) -> counts.get(i).tokens() > known.maxTokens())
			.mapToObj((i) -> "the " + this.call.name(this.first + i) + " has " + counts.get(i).tokens())
			.toList();
	}

	private static String told(List<String> tooLong, String model) {
		List<String> names = new ArrayList<>(tooLong.subList(0, Math.min(MOST_NAMES, tooLong.size())));
		if (names.size() < tooLong.size()) {
			names.add("and " + (tooLong.size() - names.size()) + " more are too long");
		}
		return "Too long, as the service counts tokens: " + String.join(", ", names) + "; "
				+ KnownEmbeddingModel.limit(model) + ". " + SPLIT;
	}

	private String longest(String model) {
		int longest = 0;
		for (int i = 1; i < this.texts.size(); i++) {
			if (this.texts.get(i).length() > this.texts.get(longest).length()) {
				longest = i;
			}
		}
		String which = "the " + this.call.name(this.first + longest);
		String length = this.texts.get(longest).length() + " characters";
		String longestOne = (this.texts.size() == 1) ? which + " has " + length
				: "the longest of the " + this.texts.size() + " texts of the request is " + which + " with " + length;
		return "If a text is too long: " + longestOne + ", and " + KnownEmbeddingModel.limit(model) + ". " + SPLIT;
	}

}
