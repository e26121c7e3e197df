package io.github.gigachat.samples.gateway.embeddings;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.openai.CommonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a request of the embeddings API.
 */
final class EmbeddingsReader {

	private static final int MAX_TEXTS = 2048;

	private EmbeddingsReader() {
	}

	static EmbeddingsCall read(JsonFields body) {
		String model = body.text("model");
		boolean base64 = isBase64(body);
		Integer dimensions = body.integer(EmbeddingsCall.DIMENSIONS, 1);
		String session = CommonFields.session(body);
		JsonNode input = body.value(EmbeddingsCall.INPUT);
		if (input != null && input.isString()) {
			return new EmbeddingsCall(model, List.of(text(input, EmbeddingsCall.INPUT)), true, base64, dimensions,
					session, body.unread());
		}
		return new EmbeddingsCall(model, texts(input), false, base64, dimensions, session, body.unread());
	}

	private static boolean isBase64(JsonFields body) {
		String format = body.text("encoding_format");
		if (format == null || format.equals("float")) {
			return false;
		}
		if (format.equals("base64")) {
			return true;
		}
		throw body.wrong("encoding_format", "float or base64");
	}

	private static List<String> texts(@Nullable JsonNode input) {
		if (input == null || !input.isArray() || input.isEmpty() || input.size() > MAX_TEXTS) {
			throw ApiException.invalid(EmbeddingsCall.INPUT,
					EmbeddingsCall.INPUT + " has to be a string or an array of 1 to " + MAX_TEXTS + " strings");
		}
		List<String> texts = new ArrayList<>(input.size());
		for (JsonNode element : input) {
			if (element.isNumber() || element.isArray()) {
				throw ApiException.invalid(EmbeddingsCall.INPUT,
						EmbeddingsCall.INPUT + " has token ids, which GigaChat does not take. Send the text itself");
			}
			texts.add(text(element, EmbeddingsCall.INPUT + "[" + texts.size() + "]"));
		}
		return texts;
	}

	private static String text(JsonNode element, String place) {
		if (!element.isString()) {
			throw ApiException.invalid(place, place + " has to be a string");
		}
		if (element.stringValue().isBlank()) {
			throw ApiException.invalid(place, place + " is empty. Leave it out");
		}
		return element.stringValue();
	}

}
