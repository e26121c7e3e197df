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
 * @param output the form of the answer
 * @param stateIdsOmitted whether to omit the service's state ids of earlier turns
 */
public record FlattenSettings(ChatApi api, @Nullable FunctionCallMode functionCall, List<String> builtInFunctions,
		List<String> builtInTools, LaterSystemMessages laterSystemMessages, FunctionSchemaMode functionSchema,
		Output output, boolean stateIdsOmitted) {

	/** Returns the settings of a request without options. */
	public static FlattenSettings defaults() {
		return new FlattenSettings(ChatApi.V1, null, List.of(), List.of(), LaterSystemMessages.USER,
				FunctionSchemaMode.COMPATIBLE, Output.FREE_TEXT, false);
	}

	/** Returns these settings with schemas in the compatible form. */
	public FlattenSettings compatible() {
		return with(FunctionSchemaMode.COMPATIBLE, this.output, this.stateIdsOmitted);
	}

	/** Returns these settings with a function that takes the structured answer. */
	public FlattenSettings withOutputFunction() {
		return with(this.functionSchema, this.output.byFunction(), this.stateIdsOmitted);
	}

	/** Returns these settings without the service's state ids of earlier turns. */
	public FlattenSettings withoutStateIds() {
		return with(this.functionSchema, this.output, true);
	}

	private FlattenSettings with(FunctionSchemaMode functionSchema, Output output, boolean stateIdsOmitted) {
		return new FlattenSettings(this.api, this.functionCall, this.builtInFunctions, this.builtInTools,
				this.laterSystemMessages, functionSchema, output, stateIdsOmitted);
	}

	/** Returns the names that are reserved for the service's functions and tools. */
	List<String> takenNames() {
		if (this.builtInTools.isEmpty()) {
			return this.builtInFunctions;
		}
		return Stream.concat(this.builtInFunctions.stream(), this.builtInTools.stream()).toList();
	}

	/**
	 * The form of the answer.
	 *
	 * @param mode how to request an answer that follows a schema;
	 * {@link StructuredOutputMode#AUTO} is flattened like
	 * {@link StructuredOutputMode#NATIVE}
	 * @param schema the JSON schema of the answer, or {@code null} for free text
	 * @param strict whether the answer may have only the properties of the schema
	 * @param regex the regular expression that the answer must match, or {@code null}
	 * (v2)
	 */
	public record Output(StructuredOutputMode mode, @Nullable String schema, boolean strict, @Nullable String regex) {

		static final Output FREE_TEXT = new Output(StructuredOutputMode.NATIVE, null, true, null);

		Output byFunction() {
			return new Output(StructuredOutputMode.FUNCTION, this.schema, this.strict, this.regex);
		}

	}

}
