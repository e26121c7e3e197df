package io.github.gigachat.spring.ai.flatten;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Puts what a tool returned into the form of a function's result: the text of a JSON
 * object. The service parses it and answers 422 to anything that is not JSON.
 */
final class FunctionResults {

	private static final String UNANSWERED = "{\"result\":\"the call was not executed\"}";

	private FunctionResults() {
	}

	/** A JSON object as it is; any other JSON value, and any other text, in an object. */
	static String json(@Nullable String returned) {
		if (returned == null || returned.isBlank()) {
			return "{\"result\":\"\"}";
		}
		String text = returned.strip();
		JsonToken kind = FlattenJson.kindOf(text);
		if (kind == JsonToken.START_OBJECT) {
			return text;
		}
		return "{\"result\":" + ((kind != null) ? text : FlattenJson.quoted(returned)) + "}";
	}

	/** The result of a call that has none: the service wants one for each call. */
	static String unanswered() {
		return UNANSWERED;
	}

	/** A call's arguments: a JSON object, whatever the history has. */
	static String arguments(@Nullable String arguments) {
		String text = (arguments != null) ? arguments.strip() : "";
		if (text.isEmpty()) {
			return "{}";
		}
		JsonToken kind = FlattenJson.kindOf(text);
		if (kind == JsonToken.START_OBJECT) {
			return text;
		}
		if (kind == JsonToken.VALUE_NULL) {
			return "{}";
		}
		return "{\"arguments\":" + ((kind != null) ? text : FlattenJson.quoted(text)) + "}";
	}

}
