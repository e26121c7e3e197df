package io.github.gigachat.spring.ai.internal.schema;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a schema says and the dialect cannot: it goes into the description, for the model
 * to read.
 */
final class SchemaWords {

	private static final int LONGEST = 2_000;

	private static final int LONGEST_VALUE = 120;

	private final Set<String> words = new LinkedHashSet<>();

	void add(String words) {
		this.words.add(words);
	}

	void addAll(SchemaWords others) {
		this.words.addAll(others.words);
	}

	boolean isEmpty() {
		return this.words.isEmpty();
	}

	/**
	 * The words behind the schema's own description. That one is never shortened.
	 * @param description the schema's own
	 * @return the whole, or {@code null} when there is nothing to say
	 */
	@Nullable String after(@Nullable String description) {
		if (this.words.isEmpty()) {
			return description;
		}
		String all = shortened(String.join("; ", this.words), LONGEST);
		return (description == null || description.isBlank()) ? all : description.stripTrailing() + " (" + all + ")";
	}

	/** Of a reference that names nothing. */
	static String undefined(String reference) {
		return "as " + shortened(reference, 120) + " defines it";
	}

	/** Of a target that stands within itself. */
	static String recursive(String name) {
		return "recursive: again " + name + ", whose own parts are left out here";
	}

	/** Of a target for which there is no room. */
	static String tooLarge(String name) {
		return name + ", whose parts are left out, the schema being too large";
	}

	/** A value as JSON has it, shortened. */
	static String value(JsonNode value) {
		return shortened(value.toString(), LONGEST_VALUE);
	}

	static String shortened(String text, int most) {
		if (text.length() <= most) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
		return text.substring(0, end) + "…";
	}

}
