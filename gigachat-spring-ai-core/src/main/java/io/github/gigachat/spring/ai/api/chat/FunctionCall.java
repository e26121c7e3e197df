package io.github.gigachat.spring.ai.api.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.gigachat.spring.ai.internal.json.RawJsonDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A call of a function that the model asks for. A message of the v1 API has at most one.
 *
 * @param name the function's name on the wire
 * @param arguments the arguments, as the text of a JSON object. On the wire they are the
 * object itself, in both directions: a string is refused with 400
 * @param id the service's id of the call, which the v2 API gives; not sent in v1
 */
public record FunctionCall(@JsonProperty("name") String name,
		@JsonProperty("arguments") @JsonRawValue @JsonDeserialize(using = RawJsonDeserializer.class) String arguments,
		@JsonProperty(value = "id", access = JsonProperty.Access.WRITE_ONLY) @Nullable String id) {

	/**
	 * A call that the service gave no id.
	 * @param name the function's name on the wire
	 * @param arguments the text of a JSON object
	 */
	public FunctionCall(String name, String arguments) {
		this(name, arguments, null);
	}

	/**
	 * Whether the required name is there.
	 */
	public boolean hasName() {
		return this.name != null && !this.name.isBlank();
	}

	/**
	 * Says which function is called; never with what.
	 */
	@Override
	public String toString() {
		return "FunctionCall[name=" + this.name + ", arguments=***]";
	}

}
