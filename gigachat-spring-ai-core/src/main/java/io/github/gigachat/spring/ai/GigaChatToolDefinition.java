package io.github.gigachat.spring.ai;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.api.chat.FunctionDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.support.ToolUtils;

/**
 * Tool definition with the details that GigaChat accepts in addition to those of Spring
 * AI: few-shot examples and the schema of the result. Immutable. Other providers see an
 * ordinary definition.
 *
 * @see GigaChatTools
 */
public final class GigaChatToolDefinition implements ToolDefinition, FunctionDetails {

	private final String name;

	private final String description;

	private final String inputSchema;

	private final List<FunctionDefinition.Example> fewShotExamples;

	private final @Nullable String returnSchema;

	private GigaChatToolDefinition(Builder builder, String name, List<FunctionDefinition.Example> fewShotExamples) {
		this.name = name;
		String description = builder.description;
		this.description = (description == null) ? ToolUtils.getToolDescriptionFromName(name)
				: description.isBlank() ? "" : description;
		this.inputSchema = (builder.inputSchema != null) ? builder.inputSchema : "";
		this.fewShotExamples = List.copyOf(fewShotExamples);
		this.returnSchema = builder.returnSchema;
	}

	/**
	 * Creates a builder of a definition.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Creates a builder with the values of another definition.
	 * @param tool the definition; its examples and its return schema are copied as well
	 * @return the builder
	 */
	public static Builder from(ToolDefinition tool) {
		Builder builder = new Builder().name(tool.name())
			.description(tool.description())
			.inputSchema(tool.inputSchema());
		if (tool instanceof FunctionDetails details) {
			builder.fewShotExamples.addAll(details.fewShotExamples());
			builder.returnSchema(details.returnSchema());
		}
		return builder;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String description() {
		return this.description;
	}

	@Override
	public String inputSchema() {
		return this.inputSchema;
	}

	@Override
	public List<FunctionDefinition.Example> fewShotExamples() {
		return this.fewShotExamples;
	}

	@Override
	public @Nullable String returnSchema() {
		return this.returnSchema;
	}

	@Override
	public boolean equals(Object other) {
		return this == other || (other instanceof GigaChatToolDefinition that && this.name.equals(that.name)
				&& this.description.equals(that.description) && this.inputSchema.equals(that.inputSchema)
				&& this.fewShotExamples.equals(that.fewShotExamples)
				&& Objects.equals(this.returnSchema, that.returnSchema));
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, this.description, this.inputSchema, this.fewShotExamples, this.returnSchema);
	}

	/**
	 * Returns a description with the name, the number of examples, and whether there is a
	 * return schema.
	 */
	@Override
	public String toString() {
		return "GigaChatToolDefinition[name=" + this.name + ", fewShotExamples=" + this.fewShotExamples.size()
				+ ", returnSchema=" + (this.returnSchema != null) + "]";
	}

	/**
	 * Builder for {@link GigaChatToolDefinition}.
	 */
	public static final class Builder {

		private final List<FunctionDefinition.Example> fewShotExamples = new ArrayList<>();

		private @Nullable String name;

		private @Nullable String description;

		private @Nullable String inputSchema;

		private @Nullable String returnSchema;

		private Builder() {
		}

		/**
		 * Sets the name of the tool, which must be unique among the tools of a request.
		 * Required.
		 * @param name the name
		 * @return this builder
		 */
		public Builder name(@Nullable String name) {
			this.name = name;
			return this;
		}

		/**
		 * Sets the description of the tool, from which the model decides when to call it.
		 * @param description the description; an empty one is not sent. Default: derived
		 * from the name
		 * @return this builder
		 */
		public Builder description(@Nullable String description) {
			this.description = description;
			return this;
		}

		/**
		 * Sets the schema of the arguments.
		 * @param inputSchema the text of a JSON schema; without one the tool has no
		 * arguments
		 * @return this builder
		 */
		public Builder inputSchema(@Nullable String inputSchema) {
			this.inputSchema = inputSchema;
			return this;
		}

		/**
		 * Adds an example of a user's request, with the arguments for the tool.
		 * @param request the request of the user, not blank
		 * @param params the arguments of the call, as the text of a JSON object
		 * @return this builder
		 */
		public Builder fewShotExample(String request, String params) {
			this.fewShotExamples.add(new FunctionDefinition.Example(request, params));
			return this;
		}

		/**
		 * Adds an example of a user's request, with the arguments for the tool.
		 * @param request the request of the user, not blank
		 * @param params the arguments of the call by name
		 * @return this builder
		 * @throws IllegalArgumentException if the arguments cannot be written as JSON
		 */
		public Builder fewShotExample(String request, Map<String, ?> params) {
			return fewShotExample(request, ToolJson.write(params));
		}

		/**
		 * Sets the schema of the result.
		 * @param returnSchema the text of the JSON schema of an object; {@code null} for
		 * none
		 * @return this builder
		 */
		public Builder returnSchema(@Nullable String returnSchema) {
			this.returnSchema = returnSchema;
			return this;
		}

		/**
		 * Sets the schema of the result from a Java type, in the form in which Spring
		 * AI's result converter writes the type. A result that is not a JSON object is
		 * sent to the model as the property {@code result} of an object, and the schema
		 * describes this object.
		 * @param returnType a record, a bean or an enum, or an array, a collection or a
		 * map of them
		 * @return this builder
		 * @throws IllegalArgumentException if no schema can be derived from the type
		 */
		public Builder returnType(Type returnType) {
			String schema = ReturnSchemas.of(returnType);
			if (schema == null) {
				throw new IllegalArgumentException("No schema of an object can be derived from the return type "
						+ returnType.getTypeName() + "; give one by returnSchema(String) or leave it out");
			}
			return returnSchema(schema);
		}

		/**
		 * Builds the definition.
		 * @return the definition
		 * @throws IllegalArgumentException if the name is missing, an example has no
		 * request, the arguments of an example are not a JSON object, or the return
		 * schema is not a JSON object
		 */
		public GigaChatToolDefinition build() {
			String name = this.name;
			if (name == null || name.isBlank()) {
				throw new IllegalArgumentException("A tool definition needs a name");
			}
			for (int i = 0; i < this.fewShotExamples.size(); i++) {
				check(this.fewShotExamples.get(i), "Few-shot example " + (i + 1) + " of the tool '" + name + "'");
			}
			if (this.returnSchema != null) {
				String problem = ToolJson.notAnObject(this.returnSchema);
				if (problem != null) {
					throw new IllegalArgumentException("The return schema of the tool '" + name + "' " + problem
							+ "; write a JSON schema, {\"type\": \"object\", \"properties\": {}}");
				}
			}
			return new GigaChatToolDefinition(this, name, this.fewShotExamples);
		}

		private static void check(FunctionDefinition.Example example, String what) {
			if (example.request() == null || example.request().isBlank()) {
				throw new IllegalArgumentException(what + " has no request; write what the user says");
			}
			String problem = ToolJson.notAnObject(example.params());
			if (problem != null) {
				throw new IllegalArgumentException(
						what + ": params " + problem + "; write the arguments by name, {\"name\": \"value\"}");
			}
		}

	}

}
