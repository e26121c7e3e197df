package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What a user may say, and the arguments that the model should then call a function with.
 *
 * @param request the user's words
 * @param params the arguments, as the text of a JSON object
 */
public record FunctionExample(@JsonProperty("request") String request,
		@JsonProperty("params") @JsonRawValue @JsonDeserialize(using = RawJsonDeserializer.class) String params) {
}
