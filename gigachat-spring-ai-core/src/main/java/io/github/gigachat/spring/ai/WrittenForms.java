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
 * Tells whether values are serialized as their generated schema describes. The schema
 * generator uses fields and the names of enum constants. It ignores {@code @JsonValue}
 * and custom serializers.
 */
final class WrittenForms {

	private final JsonMapper mapper = JacksonUtils.getDefaultJsonMapper();

	private final Set<JavaType> seen = new HashSet<>();

	private WrittenForms() {
	}

	/**
	 * Tells whether the generated schema of a type is correct for the type and all types
	 * it contains.
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

	/** Collects the types of the fields of a type that is serialized by its fields. */
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
