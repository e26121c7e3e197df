package io.github.gigachat.samples.toolloop;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The handbook that is searched.
 */
final class Handbook {

	private static final List<String> SENTENCES = List.of("Olga looks after the printer on the second floor.",
			"The coffee machine is repaired by Ivan, room 12.", "Parcels are handed out at the reception until six.");

	private Handbook() {
	}

	/**
	 * Returns the sentences that contain a word, or an empty text.
	 */
	static String search(String word) {
		String wanted = word.strip().toLowerCase(Locale.ROOT);
		return SENTENCES.stream()
			.filter((sentence) -> !wanted.isEmpty() && sentence.toLowerCase(Locale.ROOT).contains(wanted))
			.collect(Collectors.joining(" "));
	}

}
