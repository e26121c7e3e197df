package io.github.gigachat.spring.ai.internal.schema;

import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * A value that is wrapped in an object, since the arguments of a function are an object.
 */
public final class WrappedValue {

	/** The property for a value in the arguments of a function. */
	public static final String PROPERTY = "value";

	/** The property for a value in the result of a function. */
	public static final String RESULT = "result";

	private WrappedValue() {
	}

	/**
	 * Returns the value that is wrapped in arguments.
	 * @return the JSON text of the value; the given arguments if they have no such
	 * property
	 */
	public static String in(String arguments) {
		if (FlattenJson.kindOf(arguments) != JsonToken.START_OBJECT) {
			return arguments;
		}
		JsonNode value = FlattenJson.read(arguments).path(PROPERTY);
		return value.isMissingNode() ? arguments : FlattenJson.MAPPER.writeValueAsString(value);
	}

}
