package io.github.gigachat.spring.ai.api.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.gigachat.spring.ai.internal.json.RecordReader;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A function call that the model requests. A message of the v1 API has at most one.
 *
 * @param name the function's name on the wire
 * @param arguments the arguments, a JSON object as text. In the JSON of requests and
 * responses they are an object, because the service refuses a string with 400
 * @param id the id of the call, which only the v2 API assigns; never sent in v1
 */
@JsonDeserialize(using = FunctionCall.Reader.class)
public record FunctionCall(@JsonProperty("name") String name, @JsonProperty("arguments") @JsonRawValue String arguments,
		@JsonProperty(value = "id", access = JsonProperty.Access.WRITE_ONLY) @Nullable String id) {

	/**
	 * Creates a call without an id.
	 * @param name the function's name on the wire
	 * @param arguments the arguments, a JSON object as text
	 */
	public FunctionCall(String name, String arguments) {
		this(name, arguments, null);
	}

	/**
	 * Tells whether the call has the required name.
	 * @return {@code true} if the name is not blank
	 */
	public boolean hasName() {
		return this.name != null && !this.name.isBlank();
	}

	/**
	 * Returns the function's name, never the arguments.
	 */
	@Override
	public String toString() {
		return "FunctionCall[name=" + this.name + ", arguments=***]";
	}

	/** Reads a call; its arguments may be an object or a text. */
	static final class Reader extends RecordReader<FunctionCall> {

		Reader() {
			super(FunctionCall.class);
		}

		@Override
		@SuppressWarnings("NullAway") // the endpoints check that there is a name
		protected FunctionCall read(JsonParser parser, DeserializationContext context) {
			String function = null;
			String arguments = null;
			String id = null;
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				JsonToken value = parser.nextToken();
				switch (name) {
					case "name" -> function = text(parser, context);
					case "arguments" ->
						arguments = (value == JsonToken.VALUE_NULL) ? null : WireJson.RawText.read(parser);
					case "id" -> id = text(parser, context);
					default -> skip(parser);
				}
			}
			return new FunctionCall(function, arguments, id);
		}

	}

}
