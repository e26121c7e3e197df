package io.github.gigachat.spring.ai;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.util.JacksonUtils;
import org.springframework.ai.util.json.schema.JsonSchemaGenerator;

/**
 * Tells whether values are written as their generated schema says. The generator looks at
 * fields and at the names of constants, and knows nothing of {@code @JsonValue} or of a
 * serializer.
 */
final class WrittenForms {

	private final JsonMapper mapper = JacksonUtils.getDefaultJsonMapper();

	private final Set<JavaType> seen = new HashSet<>();

	private WrittenForms() {
	}

	/**
	 * Whether the generated schema of a type is true of it and of all that it is made of.
	 * @param type the type
	 * @return {@code false} when something in it is written in another form
	 */
	static boolean areGenerated(Type type) {
		WrittenForms forms = new WrittenForms();
		try {
			return forms.isGenerated(forms.mapper.constructType(type));
		}
		catch (JacksonException ex) {
			// nothing can be told of what cannot be written
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
		if (!ReturnSchemas.isBean(type.getRawClass())) {
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

	/** Collects the types of the fields of what is written by fields. */
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
