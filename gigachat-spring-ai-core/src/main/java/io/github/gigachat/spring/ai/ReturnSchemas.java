package io.github.gigachat.spring.ai;

import java.awt.image.RenderedImage;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;

import org.springframework.ai.util.JacksonUtils;
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

	/**
	 * Tells whether values are serialized as their generated schema describes. The schema
	 * generator uses fields and the names of enum constants. It ignores
	 * {@code @JsonValue} and custom serializers.
	 */
	private static final class WrittenForms {

		private final JsonMapper mapper = JacksonUtils.getDefaultJsonMapper();

		private final Set<JavaType> seen = new HashSet<>();

		private WrittenForms() {
		}

		/**
		 * Tells whether the generated schema of a type is correct for the type and all
		 * types it contains.
		 * @param type the type
		 * @return {@code false} if a part of it is serialized in another form
		 */
		static boolean areGenerated(Type type) {
			WrittenForms forms = new WrittenForms();
			try {
				return forms.isGenerated(forms.mapper.constructType(type));
			}
			catch (JacksonException ex) {
				// a type that cannot be serialized has no known form
				return false;
			}
		}

		private boolean isGenerated(JavaType type) {
			if (!this.seen.add(type)) {
				return true;
			}
			if (type.isEnumType()) {
				return isByNames(type);
			}
			if (type.isContainerType() || type.isReferenceType()) {
				return isGenerated(type.getContentType());
			}
			if (!isBean(type.getRawClass())) {
				return true;
			}
			Fields fields = new Fields();
			this.mapper.acceptJsonFormatVisitor(type, fields);
			return fields.object && fields.types.stream().allMatch(this::isGenerated);
		}

		private boolean isByNames(JavaType type) {
			Set<String> written = new HashSet<>();
			for (Object constant : type.getRawClass().getEnumConstants()) {
				written.add(this.mapper.valueToTree(constant).toString());
			}
			return written.equals(ToolJson.values(JsonSchemaGenerator.generateForType(type.getRawClass())));
		}

		/**
		 * Collects the types of the fields of a type that is serialized by its fields.
		 */
		private static final class Fields extends JsonFormatVisitorWrapper.Base {

			private final List<JavaType> types = new ArrayList<>();

			private boolean object;

			@Override
			public @Nullable JsonObjectFormatVisitor expectObjectFormat(@Nullable JavaType type) {
				this.object = true;
				return new JsonObjectFormatVisitor.Base(getContext()) {

					@Override
					public void property(BeanProperty property) {
						Fields.this.types.add(property.getType());
					}

					@Override
					public void optionalProperty(BeanProperty property) {
						Fields.this.types.add(property.getType());
					}

				};
			}

		}

	}

}
