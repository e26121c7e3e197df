package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
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

	/**
	 * Takes out of a schema what it says of the types that have to yield to the chosen
	 * one.
	 * @param schema the schema, which keeps the rest
	 * @param chosen the type that it goes out with
	 * @return a schema of each of the other types
	 */
	static List<FlatSchema> takeOut(FlatSchema schema, String chosen) {
		List<FlatSchema> parts = new ArrayList<>();
		for (String type : schema.types) {
			if (!type.equals(chosen) && !type.equals("null")) {
				parts.add(part(schema, type, SchemaKeywords.ofType(chosen)));
			}
		}
		return parts;
	}

	private static FlatSchema part(FlatSchema schema, String type, List<String> ofTheChosen) {
		FlatSchema part = new FlatSchema(schema.path);
		part.types.add(type);
		if (type.equals("object")) {
			part.properties.putAll(schema.properties);
			part.required.addAll(schema.required);
			schema.properties.clear();
			schema.required.clear();
		}
		else if (type.equals("array")) {
			part.items = schema.items;
			schema.items = null;
		}
		for (String keyword : SchemaKeywords.ofType(type)) {
			if (!ofTheChosen.contains(keyword) && schema.others.containsKey(keyword)) {
				part.others.put(keyword, schema.others.get(keyword));
				schema.others.remove(keyword);
			}
		}
		return part;
	}

}
