package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The result of a function, in the form of the v2 API.
 *
 * @param name the function's name on the wire; refused with 400 when it is missing
 * @param result the result, as the text of a JSON value, which the service parses
 */
public record ChatV2FunctionResult(@JsonProperty("name") String name,
		@JsonProperty("result") @JsonDeserialize(using = RawJsonDeserializer.class) String result) {

	/**
	 * Says which function returned; never what.
	 */
	@Override
	public String toString() {
		return "ChatV2FunctionResult[name=" + this.name + ", result=***]";
	}

}
