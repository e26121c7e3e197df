package io.github.gigachat.spring.ai.internal.schema;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Collects the constraints that the service's dialect cannot express, as text for the
 * description.
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
	 * Appends the text to the schema's own description, which is never shortened.
	 * @param description the schema's own description
	 * @return the complete description, or {@code null} if there is none
	 */
	@Nullable String after(@Nullable String description) {
		if (this.words.isEmpty()) {
			return description;
		}
		String all = shortened(String.join("; ", this.words), LONGEST);
		return (description == null || description.isBlank()) ? all : description.stripTrailing() + " (" + all + ")";
	}

	/** Describes a reference without a target. */
	static String undefined(String reference) {
		return "as " + shortened(reference, 120) + " defines it";
	}

	/** Describes the target of a recursive reference. */
	static String recursive(String name) {
		return "recursive: again " + name + ", whose own parts are left out here";
	}

	/** Describes a target that is omitted because of its size. */
	static String tooLarge(String name) {
		return name + ", whose parts are left out, the schema being too large";
	}

	/** Returns the JSON text of a value, shortened. */
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
