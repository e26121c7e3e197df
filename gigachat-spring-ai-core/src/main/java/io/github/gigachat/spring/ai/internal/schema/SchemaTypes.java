package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the single type that the service's dialect allows for a schema.
 */
final class SchemaTypes {

	private SchemaTypes() {
	}

	/**
	 * Returns the type of a schema.
	 * @param schema the schema
	 * @return the first type that is not {@code null}, or the type that follows from the
	 * keywords; {@code null} if there is none
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
	 * Removes the keywords of all types but the chosen one from a schema.
	 * @param schema the schema, which keeps the remaining keywords
	 * @param chosen the type that is sent
	 * @return a schema for each of the other types
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
