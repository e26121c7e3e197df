package io.github.gigachat.spring.ai;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.MediaContent;
import org.springframework.ai.tokenizer.TokenCountEstimator;

/**
 * Estimates the number of tokens of a text from the lengths of its words, without a
 * request. The estimate errs on the high side, so that a text cut to a limit stays below
 * it.
 */
final class LocalTokenEstimate implements TokenCountEstimator {

	/** The service's documentation states three to four characters per token. */
	private static final int LETTERS_A_TOKEN = 3;

	LocalTokenEstimate() {
	}

	@Override
	public int estimate(@Nullable String text) {
		if (text == null) {
			return 0;
		}
		int tokens = 0;
		int letters = 0;
		for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
			int c = text.codePointAt(i);
			if (Character.isLetterOrDigit(c) && !Character.isIdeographic(c)) {
				tokens += (letters++ % LETTERS_A_TOKEN == 0) ? 1 : 0;
			}
			else {
				letters = 0;
				tokens += Character.isWhitespace(c) ? 0 : 1;
			}
		}
		return tokens;
	}

	@Override
	public int estimate(MediaContent content) {
		return estimate(content.getText());
	}

	@Override
	public int estimate(Iterable<MediaContent> contents) {
		int tokens = 0;
		for (MediaContent content : contents) {
			tokens += estimate(content);
		}
		return tokens;
	}

}
