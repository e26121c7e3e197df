package io.github.gigachat.samples.cookbook;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatRequest;

/**
 * Script of the emulator for a model that reads excerpts: it answers with the sentence
 * that has the most words of the question.
 */
final class PlayedReader {

	private static final Pattern EXCERPT = Pattern
		.compile("(?ms)^(\\[\\d+]) [^\\n]+\\n(.*?)(?=^\\[\\d+] |^Question: |\\z)");

	private static final Pattern QUESTION = Pattern.compile("(?m)^Question: (.+)");

	private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\n\\n");

	private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

	/** Shorter words say little; only stems are compared, since endings differ. */
	private static final int STEM = 4;

	private PlayedReader() {
	}

	static boolean isAsked(ChatRequest request) {
		return QUESTION.matcher(request.lastUserText()).find();
	}

	static ChatAnswer answer(ChatRequest request) {
		String text = request.lastUserText();
		Matcher question = QUESTION.matcher(text);
		Set<String> asked = question.find() ? stems(question.group(1)) : Set.of();
		List<String> sentences = EXCERPT.matcher(text)
			.results()
			.flatMap((excerpt) -> SENTENCE_END.splitAsStream(excerpt.group(2).strip())
				.map((sentence) -> sentence.strip() + " " + excerpt.group(1)))
			.toList();
		return ChatAnswer.text(sentences.stream()
			.max(Comparator.comparingInt((sentence) -> common(asked, sentence)))
			.orElse("The documents do not say it."));
	}

	private static int common(Set<String> asked, String sentence) {
		Set<String> common = new HashSet<>(stems(sentence));
		common.retainAll(asked);
		return common.size();
	}

	private static Set<String> stems(String text) {
		return Arrays.stream(NO_WORD.split(text.toLowerCase(Locale.ROOT), -1))
			.filter((word) -> word.length() >= STEM)
			.map((word) -> word.substring(0, Math.min(word.length(), STEM + 1)))
			.collect(Collectors.toSet());
	}

}
