package io.github.gigachat.spring.ai.flatten;

import java.util.List;

import io.github.gigachat.spring.ai.api.FunctionCallMode;
import org.jspecify.annotations.Nullable;

/**
 * What the options of a request say about its flattening.
 *
 * @param functionCall whether the model may, must not or has to call a function;
 * {@code null} for the default, which is that it may when there is one
 * @param builtInFunctions the service's own functions to offer by their name
 * @param laterSystemMessages what becomes of a system message behind the first run
 * @param functionSchema how the schemas of tools go out; {@link FunctionSchemaMode#AUTO}
 * is flattened like {@link FunctionSchemaMode#AS_IS}
 * @param structuredOutput how an answer by a schema is asked for
 * @param outputSchema the JSON schema of the answer, or {@code null} for free text
 */
public record FlattenSettings(@Nullable FunctionCallMode functionCall, List<String> builtInFunctions,
		LaterSystemMessages laterSystemMessages, FunctionSchemaMode functionSchema,
		StructuredOutputMode structuredOutput, @Nullable String outputSchema) {

	/**
	 * The settings of a request whose options say nothing.
	 * @return the defaults
	 */
	public static FlattenSettings defaults() {
		return new FlattenSettings(null, List.of(), LaterSystemMessages.USER, FunctionSchemaMode.COMPATIBLE,
				StructuredOutputMode.NATIVE, null);
	}

	/**
	 * The same settings with schemas in the compatible form.
	 * @return the settings
	 */
	public FlattenSettings compatible() {
		return new FlattenSettings(this.functionCall, this.builtInFunctions, this.laterSystemMessages,
				FunctionSchemaMode.COMPATIBLE, this.structuredOutput, this.outputSchema);
	}

}
