package io.github.gigachat.spring.ai.api.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A function that the model may call.
 *
 * @param name the function's name: Latin letters, digits and underscores, beginning with
 * a letter
 * @param description the description by which the model chooses a function
 * @param parameters the JSON schema of the arguments, as text; {@code null} for a
 * built-in function, which needs only its name
 * @param fewShotExamples examples of user requests and the matching arguments
 * @param returnParameters the JSON schema of the result, as text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionDefinition(@JsonProperty("name") String name,
		@JsonProperty("description") @Nullable String description,
		@JsonProperty("parameters") @JsonRawValue @JsonDeserialize(
				using = WireJson.RawText.class) @Nullable String parameters,
		@JsonProperty("few_shot_examples") @Nullable List<Example> fewShotExamples,
		@JsonProperty("return_parameters") @JsonRawValue @JsonDeserialize(
				using = WireJson.RawText.class) @Nullable String returnParameters) {

	/**
	 * Creates the definition of a function that the service itself provides. Its name
	 * enables it.
	 * @param name the function's name
	 * @return the definition
	 */
	public static FunctionDefinition builtIn(String name) {
		return new FunctionDefinition(name, null, null, null, null);
	}

	/**
	 * An example of a user request and of the arguments with which the model should then
	 * call the function.
	 *
	 * @param request the text of the user
	 * @param params the arguments, a JSON object as text
	 */
	public record Example(@JsonProperty("request") String request,
			@JsonProperty("params") @JsonRawValue @JsonDeserialize(using = WireJson.RawText.class) String params) {
	}

}
