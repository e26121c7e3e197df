package io.github.gigachat.spring.ai.flatten;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the one type that the dialect lets a schema have.
 */
final class SchemaTypes {

	private SchemaTypes() {
	}

	/**
	 * The type of a schema.
	 * @param schema the schema
	 * @return the first of its types that is not {@code null}, or the one that its
	 * keywords tell; {@code null} when they tell none
	 */
	static @Nullable String of(FlatSchema schema) {
		for (String type : schema.types) {
			if (!type.equals("null")) {
				return type;
			}
		}
		return schema.types.isEmpty() ? SchemaKeywords.inferred(schema) : null;
	}

	/** The types that had to yield to the chosen one. */
	static List<String> besides(FlatSchema schema, String chosen) {
		return schema.types.stream().filter((type) -> !type.equals(chosen) && !type.equals("null")).toList();
	}

}
