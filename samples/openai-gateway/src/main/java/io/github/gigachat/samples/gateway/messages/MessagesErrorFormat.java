package io.github.gigachat.samples.gateway.messages;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ErrorFormat;
import io.github.gigachat.samples.gateway.json.JsonText;
import tools.jackson.core.JsonGenerator;

/**
 * The form of errors in the Messages API. Their types follow from the status.
 */
final class MessagesErrorFormat implements ErrorFormat {

	@Override
	public byte[] write(ApiError error) {
		return JsonText.of((json) -> writeFields(json, error));
	}

	/** Writes an error into an object, of an answer or of an event. */
	static void writeFields(JsonGenerator json, ApiError error) {
		json.writeStringProperty("type", "error");
		json.writeObjectPropertyStart("error");
		json.writeStringProperty("type", type(error));
		json.writeStringProperty("message", message(error));
		json.writeEndObject();
	}

	private static String type(ApiError error) {
		return switch (error.status()) {
			case 401 -> "authentication_error";
			case 403 -> "permission_error";
			case 404 -> "not_found_error";
			case 413 -> "request_too_large";
			case 429 -> "rate_limit_error";
			case 500, 502 -> "api_error";
			case 503 -> "overloaded_error";
			case 504 -> "timeout_error";
			default -> error.type();
		};
	}

	/** Names the place in the message, because the form has no field for it. */
	private static String message(ApiError error) {
		if ("context_length_exceeded".equals(error.code())) {
			// the words by which clients recognise it
			return "prompt is too long: " + error.message();
		}
		String place = error.param();
		return (place == null || error.message().contains(place)) ? error.message() : place + ": " + error.message();
	}

}
