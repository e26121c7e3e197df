package io.github.gigachat.emulator.script;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into chunks of a few words, as the service streams it.
 */
public final class TextChunker {

	private static final int SHORT_TEXT = 30;

	private static final int PIECE = 20;

	private TextChunker() {
	}

	public static List<String> of(String text) {
		if (text.length() <= SHORT_TEXT) {
			return List.of(text);
		}
		List<String> pieces = new ArrayList<>();
		int begin = 0;
		for (int i = PIECE; i < text.length(); i++) {
			if (i - begin >= PIECE && Character.isWhitespace(text.charAt(i - 1))) {
				pieces.add(text.substring(begin, i));
				begin = i;
			}
		}
		pieces.add(text.substring(begin));
		return pieces;
	}

}
