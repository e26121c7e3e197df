package io.github.gigachat.spring.ai.internal.json;

import java.io.StringWriter;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads a JSON value as text, without building a tree. Numbers keep all digits; white
 * space between values is removed. The result for a string is its content, because one
 * description of the service declares the arguments of a function as a string.
 */
public final class RawJsonDeserializer extends ValueDeserializer<String> {

	RawJsonDeserializer() {
	}

	@Override
	public String deserialize(JsonParser parser, DeserializationContext context) {
		if (parser.currentToken() == JsonToken.VALUE_STRING) {
			return parser.getString();
		}
		StringWriter text = new StringWriter();
		try (JsonGenerator generator = WireJson.textGenerator(text)) {
			copy(parser, generator);
		}
		return text.toString();
	}

	/**
	 * Copies numbers as text, because Jackson's own copy drops the sign of a negative
	 * zero.
	 */
	private static void copy(JsonParser parser, JsonGenerator generator) {
		int depth = 0;
		do {
			JsonToken token = parser.currentToken();
			if (token.isNumeric()) {
				generator.writeNumber(parser.getString());
			}
			else {
				generator.copyCurrentEvent(parser);
			}
			depth += token.isStructStart() ? 1 : 0;
			depth -= token.isStructEnd() ? 1 : 0;
		}
		while (depth > 0 && parser.nextToken() != null);
	}

}
