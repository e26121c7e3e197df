package io.github.gigachat.spring.ai.internal.flatten;

import io.github.gigachat.spring.ai.internal.flatten.FlatteningChanges.Change;
import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import io.github.gigachat.spring.ai.internal.schema.WrappedValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Puts what a tool returned, or was called with, into the form of the wire: a JSON
 * object. The service parses a result and answers 422 to anything that is not JSON.
 */
final class FunctionResults {

	/** The result of a call that has none: the service wants one for each call. */
	static final String UNANSWERED = "{\"result\":\"the call was not executed\"}";

	private FunctionResults() {
	}

	/** A JSON object as it is; any other JSON value, and any other text, in an object. */
	static String json(@Nullable String returned, FlatteningChanges changes) {
		String text = (returned != null) ? returned : "";
		JsonToken kind = FlattenJson.kindOf(text);
		if (kind == JsonToken.START_OBJECT) {
			return text;
		}
		changes.add(Change.RESULTS_WRAPPED);
		return "{\"" + WrappedValue.RESULT + "\":" + ((kind != null) ? text.strip() : FlattenJson.quoted(text)) + "}";
	}

	/**
	 * A call's arguments: a JSON object, whatever the history has.
	 * @param arguments what the history has
	 * @param property takes what is not an object
	 * @param changes is told
	 */
	static String arguments(@Nullable String arguments, String property, FlatteningChanges changes) {
		String text = (arguments != null) ? arguments : "";
		if (text.isBlank()) {
			return "{}";
		}
		JsonToken kind = FlattenJson.kindOf(text);
		if (kind == JsonToken.START_OBJECT) {
			return FlattenJson.withoutLoneSurrogates(text);
		}
		changes.add(Change.ARGUMENTS_WRAPPED);
		if (kind == JsonToken.VALUE_NULL) {
			return "{}";
		}
		return FlattenJson.withoutLoneSurrogates(
				"{\"" + property + "\":" + ((kind != null) ? text.strip() : FlattenJson.quoted(text)) + "}");
	}

}
