package io.github.gigachat.spring.ai.internal.schema;

import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * A value that goes into an object, since the arguments of a function are one.
 */
public final class WrappedValue {

	/** The property that holds the value of a function's arguments. */
	public static final String PROPERTY = "value";

	/** The property that holds the value of a function's result. */
	public static final String RESULT = "result";

	private WrappedValue() {
	}

	/**
	 * The value within arguments.
	 * @param arguments what the model called the function with
	 * @return the JSON text of the value; the arguments as they are when it is not there
	 */
	public static String in(String arguments) {
		if (FlattenJson.kindOf(arguments) != JsonToken.START_OBJECT) {
			return arguments;
		}
		JsonNode value = FlattenJson.read(arguments).path(PROPERTY);
		return value.isMissingNode() ? arguments : FlattenJson.MAPPER.writeValueAsString(value);
	}

}
