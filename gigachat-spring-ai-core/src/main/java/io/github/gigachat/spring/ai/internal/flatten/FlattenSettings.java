package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.FunctionSchemaMode;
import io.github.gigachat.spring.ai.api.chat.LaterSystemMessages;
import io.github.gigachat.spring.ai.api.chat.StructuredOutputMode;
import org.jspecify.annotations.Nullable;

/**
 * What the options of a request say about its flattening.
 *
 * @param api the API that the request goes to
 * @param functionCall whether the model may, must not or has to call a function;
 * {@code null} for the default, which is that it may when there is one
 * @param builtInFunctions the service's own functions to offer by their name (v1)
 * @param builtInTools the names of the service's own tools that the request offers beside
 * the functions (v2)
 * @param laterSystemMessages what becomes of a system message behind the first run
 * @param functionSchema how the schemas of tools go out; {@link FunctionSchemaMode#AUTO}
 * is flattened like {@link FunctionSchemaMode#AS_IS}
 * @param structuredOutput how an answer by a schema is asked for
 * @param outputSchema the JSON schema of the answer, or {@code null} for free text
 * @param responseRegex the regular expression that the answer matches, or {@code null}
 * (v2)
 * @param stateIdsOmitted whether the service's state ids of earlier turns are left out
 */
public record FlattenSettings(ChatApi api, @Nullable FunctionCallMode functionCall, List<String> builtInFunctions,
		List<String> builtInTools, LaterSystemMessages laterSystemMessages, FunctionSchemaMode functionSchema,
		StructuredOutputMode structuredOutput, @Nullable String outputSchema, @Nullable String responseRegex,
		boolean stateIdsOmitted) {

	/**
	 * The settings of a request whose options say nothing.
	 * @return the defaults
	 */
	public static FlattenSettings defaults() {
		return new FlattenSettings(ChatApi.V1, null, List.of(), List.of(), LaterSystemMessages.USER,
				FunctionSchemaMode.COMPATIBLE, StructuredOutputMode.NATIVE, null, null, false);
	}

	/**
	 * The same settings with schemas in the compatible form.
	 * @return the settings
	 */
	public FlattenSettings compatible() {
		return new FlattenSettings(this.api, this.functionCall, this.builtInFunctions, this.builtInTools,
				this.laterSystemMessages, FunctionSchemaMode.COMPATIBLE, this.structuredOutput, this.outputSchema,
				this.responseRegex, this.stateIdsOmitted);
	}

	/**
	 * Creates the same settings without the service's state ids of earlier turns.
	 * @return the settings
	 */
	public FlattenSettings withoutStateIds() {
		return new FlattenSettings(this.api, this.functionCall, this.builtInFunctions, this.builtInTools,
				this.laterSystemMessages, this.functionSchema, this.structuredOutput, this.outputSchema,
				this.responseRegex, true);
	}

	/** The names that no function of the application may have. */
	List<String> takenNames() {
		return Stream.concat(this.builtInFunctions.stream(), this.builtInTools.stream()).toList();
	}

}
