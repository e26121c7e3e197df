package io.github.gigachat.spring.ai.internal.flatten;

import io.github.gigachat.spring.ai.api.chat.FlatteningChanges.Change;
import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import io.github.gigachat.spring.ai.internal.schema.WrappedValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Converts results and arguments of tools to the JSON object that the service requires.
 * The service parses a result and answers 422 if it is not JSON.
 */
final class FunctionResults {

	/** The result of a call without one. The service requires a result for each call. */
	static final String UNANSWERED = "{\"result\":\"the call was not executed\"}";

	private FunctionResults() {
	}

	/**
	 * Returns a result as a JSON object. A JSON object is returned unchanged; any other
	 * JSON value or text is wrapped in an object.
	 */
	static String json(@Nullable String returned, ChangeCounter changes) {
		String text = (returned != null) ? returned : "";
		JsonToken kind = FlattenJson.kindOf(text);
		if (kind == JsonToken.START_OBJECT) {
			return text;
		}
		changes.add(Change.RESULTS_WRAPPED);
		return "{\"" + WrappedValue.RESULT + "\":" + ((kind != null) ? text.strip() : FlattenJson.quoted(text)) + "}";
	}

	/**
	 * Returns the arguments of a call as a JSON object.
	 * @param property the property for arguments that are not an object
	 */
	static String arguments(@Nullable String arguments, String property, ChangeCounter changes) {
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
