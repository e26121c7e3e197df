package io.github.gigachat.spring.ai.api.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.gigachat.spring.ai.internal.json.RawJsonDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A function that the model may call.
 *
 * @param name the function's name: Latin letters, digits and underscores, beginning with
 * a letter
 * @param description what the function does, for the model to choose by
 * @param parameters the text of the JSON schema of the arguments; {@code null} when a
 * built-in function is enabled by its name alone
 * @param fewShotExamples examples of when and how to call it
 * @param returnParameters the text of the JSON schema of the result
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionDefinition(@JsonProperty("name") String name,
		@JsonProperty("description") @Nullable String description,
		@JsonProperty("parameters") @JsonRawValue @JsonDeserialize(
				using = RawJsonDeserializer.class) @Nullable String parameters,
		@JsonProperty("few_shot_examples") @Nullable List<Example> fewShotExamples,
		@JsonProperty("return_parameters") @JsonRawValue @JsonDeserialize(
				using = RawJsonDeserializer.class) @Nullable String returnParameters) {

	/**
	 * A function of the service itself, enabled by its name.
	 * @param name the function's name
	 * @return the definition
	 */
	public static FunctionDefinition builtIn(String name) {
		return new FunctionDefinition(name, null, null, null, null);
	}

	/**
	 * What a user may say, and the arguments that the model should then call a function
	 * with.
	 *
	 * @param request the user's words
	 * @param params the arguments, as the text of a JSON object
	 */
	public record Example(@JsonProperty("request") String request,
			@JsonProperty("params") @JsonRawValue @JsonDeserialize(using = RawJsonDeserializer.class) String params) {
	}

}
