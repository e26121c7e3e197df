package io.github.gigachat.spring.ai;

import java.awt.image.RenderedImage;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import tools.jackson.core.TreeNode;

import org.springframework.ai.util.json.schema.JsonSchemaGenerator;
import org.springframework.core.ResolvableType;

/**
 * Derives the schema of a tool's result from the return type of its method.
 */
final class ReturnSchemas {

	private ReturnSchemas() {
	}

	/**
	 * Returns the schema of the JSON that the model receives for a value of this type.
	 * @param type the return type
	 * @return the text of the JSON schema of an object; {@code null} if the type has no
	 * structure, such as a string or a number, or if its JSON does not follow from its
	 * fields
	 */
	static @Nullable String of(Type type) {
		String schema = derived(type);
		return (schema != null && WrittenForms.areGenerated(type)) ? schema : null;
	}

	private static @Nullable String derived(Type type) {
		ResolvableType result = ResolvableType.forType(type);
		Class<?> raw = result.toClass();
		if (raw == Optional.class) {
			return derived(result.getGeneric(0).getType());
		}
		if (Map.class.isAssignableFrom(raw)) {
			ResolvableType value = result.as(Map.class).getGeneric(1);
			String values = hasForm(value.toClass()) ? wrapped(value) : null;
			return (values != null) ? ToolJson.mapOf(values, Result.PROPERTY) : null;
		}
		if (raw.isEnum() || isList(raw)) {
			// a value that is not an object is sent as a property of one
			return wrapped(result);
		}
		return isBean(raw) ? generated(type) : null;
	}

	private static @Nullable String generated(Type type) {
		String schema = JsonSchemaGenerator.generateForType(type);
		return ToolJson.describesAnObject(schema) ? schema : null;
	}

	private static @Nullable String wrapped(ResolvableType type) {
		return generated(ResolvableType.forClassWithGenerics(Result.class, type).getType());
	}

	private static boolean hasForm(Class<?> type) {
		return type.isEnum() || isList(type) || isBean(type);
	}

	private static boolean isList(Class<?> type) {
		// byte[] and char[] are serialized as a string
		boolean text = type == byte[].class || type == char[].class;
		return Collection.class.isAssignableFrom(type) || (type.isArray() && !text);
	}

	/**
	 * Tells whether a value is serialized by its fields, which the generator describes.
	 */
	static boolean isBean(Class<?> type) {
		return !type.isPrimitive() && !type.getName().startsWith("java.") && !type.getName().startsWith("javax.")
				&& !CharSequence.class.isAssignableFrom(type) && !Number.class.isAssignableFrom(type)
				&& !TreeNode.class.isAssignableFrom(type) && !RenderedImage.class.isAssignableFrom(type)
				&& !Publisher.class.isAssignableFrom(type);
	}

	/**
	 * The object that wraps a result that is not an object.
	 *
	 * @param result the result
	 * @param <T> the type of the result
	 */
	record Result<T>(T result) {

		static final String PROPERTY = "result";

	}

}
