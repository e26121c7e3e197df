package io.github.gigachat.spring.ai.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A call of a function, in the form of the v2 API.
 *
 * @param id the service's id of the call; not every installation gives one
 * @param name the function's name on the wire
 * @param arguments the text of a JSON object, which is an object on the wire: a string is
 * refused with 400
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatV2FunctionCall(@JsonProperty("id") @Nullable String id, @JsonProperty("name") String name,
		@JsonProperty("arguments") @JsonRawValue @JsonDeserialize(using = RawJsonDeserializer.class) String arguments) {

	/**
	 * Whether the required name is there.
	 */
	boolean hasName() {
		return this.name != null && !this.name.isBlank();
	}

	/**
	 * Says which function is called; never with what.
	 */
	@Override
	public String toString() {
		return "ChatV2FunctionCall[name=" + this.name + ", arguments=***]";
	}

}
