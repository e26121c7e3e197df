package io.github.gigachat.samples.gateway.json;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses bodies of requests, strictly: a JSON object without repeated keys and without
 * anything behind it.
 */
public final class JsonBody {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private JsonBody() {
	}

	/**
	 * Parses a body.
	 * @param body the bytes of the body
	 * @return its fields
	 * @throws ApiException with the code {@code invalid_json} and the place, without
	 * quoting the body
	 */
	public static JsonFields parse(byte[] body) {
		if (body.length == 0) {
			throw invalid("The body is empty. Send a JSON object");
		}
		try (JsonParser parser = MAPPER.createParser(body)) {
			return new JsonFields(object(parser), "");
		}
	}

	private static ObjectNode object(JsonParser parser) {
		try {
			JsonNode node = MAPPER.readTree(parser);
			if (parser.nextToken() != null) {
				throw invalid("The body has more than one JSON value" + place(parser.currentLocation()));
			}
			if (node instanceof ObjectNode object) {
				return object;
			}
		}
		catch (JacksonException ex) {
			// not every exception has a place, and its message quotes the body
			TokenStreamLocation place = (ex.getLocation() != null) ? ex.getLocation() : parser.currentLocation();
			throw invalid("The body is not valid JSON" + place(place));
		}
		throw invalid("The body is not a JSON object");
	}

	private static String place(TokenStreamLocation place) {
		return (place.getLineNr() > 0) ? ": line " + place.getLineNr() + ", column " + place.getColumnNr() : "";
	}

	private static ApiException invalid(String message) {
		return new ApiException(ApiError.invalid(null, message).withCode("invalid_json"));
	}

}
