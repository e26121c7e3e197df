package io.github.gigachat.samples.gateway.openai;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ErrorFormat;
import io.github.gigachat.samples.gateway.json.JsonText;
import tools.jackson.core.JsonGenerator;

/**
 * The form of errors in the OpenAI API.
 */
public class OpenAiErrorFormat implements ErrorFormat {

	@Override
	public byte[] write(ApiError error) {
		return JsonText.of((json) -> writeFields(json, error));
	}

	/**
	 * Writes an error into an object.
	 * @param json the generator, within an object
	 * @param error the error
	 */
	public static void writeFields(JsonGenerator json, ApiError error) {
		json.writeObjectPropertyStart("error");
		json.writeStringProperty("message", error.message());
		json.writeStringProperty("type", error.type());
		json.writeStringProperty("param", error.param());
		json.writeStringProperty("code", error.code());
		json.writeEndObject();
	}

}
