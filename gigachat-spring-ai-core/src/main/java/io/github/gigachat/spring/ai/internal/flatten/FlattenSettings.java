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
 * The options of a request that control its flattening.
 *
 * @param api the API to which the request is sent
 * @param functionCall whether the model may, must not or must call a function. Default
 * ({@code null}): it may, if the request offers a function
 * @param builtInFunctions the names of the service's built-in functions to offer (v1)
 * @param builtInTools the names of the service's built-in tools that the request offers
 * in addition to the functions (v2)
 * @param laterSystemMessages how to send system messages that follow other messages
 * @param functionSchema how to send the schemas of tools; {@link FunctionSchemaMode#AUTO}
 * is flattened like {@link FunctionSchemaMode#AS_IS}
 * @param structuredOutput how to request an answer that follows a schema
 * @param outputSchema the JSON schema of the answer, or {@code null} for free text
 * @param responseRegex the regular expression that the answer must match, or {@code null}
 * (v2)
 * @param stateIdsOmitted whether to omit the service's state ids of earlier turns
 */
public record FlattenSettings(ChatApi api, @Nullable FunctionCallMode functionCall, List<String> builtInFunctions,
		List<String> builtInTools, LaterSystemMessages laterSystemMessages, FunctionSchemaMode functionSchema,
		StructuredOutputMode structuredOutput, @Nullable String outputSchema, @Nullable String responseRegex,
		boolean stateIdsOmitted) {

	/** Returns the settings of a request without options. */
	public static FlattenSettings defaults() {
		return new FlattenSettings(ChatApi.V1, null, List.of(), List.of(), LaterSystemMessages.USER,
				FunctionSchemaMode.COMPATIBLE, StructuredOutputMode.NATIVE, null, null, false);
	}

	/** Returns these settings with schemas in the compatible form. */
	public FlattenSettings compatible() {
		return new FlattenSettings(this.api, this.functionCall, this.builtInFunctions, this.builtInTools,
				this.laterSystemMessages, FunctionSchemaMode.COMPATIBLE, this.structuredOutput, this.outputSchema,
				this.responseRegex, this.stateIdsOmitted);
	}

	/** Returns these settings without the service's state ids of earlier turns. */
	public FlattenSettings withoutStateIds() {
		return new FlattenSettings(this.api, this.functionCall, this.builtInFunctions, this.builtInTools,
				this.laterSystemMessages, this.functionSchema, this.structuredOutput, this.outputSchema,
				this.responseRegex, true);
	}

	/** Returns the names that are reserved for the service's functions and tools. */
	List<String> takenNames() {
		if (this.builtInTools.isEmpty()) {
			return this.builtInFunctions;
		}
		return Stream.concat(this.builtInFunctions.stream(), this.builtInTools.stream()).toList();
	}

}
