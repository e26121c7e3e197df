package io.github.gigachat.emulator.chat;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Generates a text that matches a regular expression, always the same for the same
 * expression. It supports characters and their escapes, classes, groups, alternatives and
 * repetitions.
 */
final class PatternSample {

	/** The candidates in the order in which they are tried. */
	private static final String CHARACTERS = "Aa0-_ .,:;!?@#$%^&*()[]{}<>/\\|+='\"~`БЯбя";

	private static final int MOST_REPEATED = 1000;

	private final String pattern;

	private int position;

	private PatternSample(String pattern) {
		this.pattern = pattern;
	}

	/** Returns a matching text, or null if the expression is not supported. */
	static @Nullable String of(String pattern) {
		try {
			PatternSample sample = new PatternSample(pattern);
			String text = sample.alternatives();
			return Pattern.compile(pattern).matcher(text).matches() ? text : null;
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private String alternatives() {
		String first = sequence();
		while (next('|')) {
			sequence();
		}
		return first;
	}

	private String sequence() {
		StringBuilder text = new StringBuilder();
		while (this.position < this.pattern.length() && "|)".indexOf(current()) < 0) {
			String atom = atom();
			text.append(atom.repeat(repetitions()));
		}
		return text.toString();
	}

	private String atom() {
		if (next('^') || next('$')) {
			return "";
		}
		if (next('(')) {
			return group();
		}
		int start = this.position;
		if (current() == '[') {
			skipClass();
		}
		else {
			skipCharacter();
		}
		return character(this.pattern.substring(start, this.position));
	}

	private String group() {
		if (next('?')) {
			if (next('<')) {
				this.position = this.pattern.indexOf('>', this.position) + 1;
			}
			else if (!next(':')) {
				throw new IllegalArgumentException("Unsupported kind of group.");
			}
		}
		String inside = alternatives();
		this.position++;
		return inside;
	}

	private void skipClass() {
		this.position++;
		next('^');
		// a closing bracket directly after the opening one is a character
		next(']');
		while (!next(']')) {
			skipCharacter();
		}
	}

	private void skipCharacter() {
		if (this.pattern.regionMatches(true, this.position, "\\p{", 0, 3)) {
			this.position = this.pattern.indexOf('}', this.position) + 1;
		}
		else {
			this.position += (current() == '\\') ? 2 : 1;
		}
	}

	private static String character(String atom) {
		Pattern pattern = Pattern.compile(atom);
		for (int i = 0; i < CHARACTERS.length(); i++) {
			if (pattern.matcher(CHARACTERS.substring(i, i + 1)).matches()) {
				return CHARACTERS.substring(i, i + 1);
			}
		}
		for (char candidate = 1; candidate < Character.MAX_VALUE; candidate++) {
			if (pattern.matcher(String.valueOf(candidate)).matches()) {
				return String.valueOf(candidate);
			}
		}
		return "";
	}

	private int repetitions() {
		int times = 1;
		if (next('*') || next('?')) {
			times = 0;
		}
		else if (!next('+') && next('{')) {
			int end = this.pattern.indexOf('}', this.position);
			int comma = this.pattern.indexOf(',', this.position);
			times = Integer.parseInt(this.pattern, this.position, (comma >= 0 && comma < end) ? comma : end, 10);
			this.position = end + 1;
		}
		// greedy or not
		if (!next('?')) {
			next('+');
		}
		return Math.min(times, MOST_REPEATED);
	}

	private char current() {
		return this.pattern.charAt(this.position);
	}

	private boolean next(char expected) {
		boolean there = this.position < this.pattern.length() && current() == expected;
		this.position += there ? 1 : 0;
		return there;
	}

}
