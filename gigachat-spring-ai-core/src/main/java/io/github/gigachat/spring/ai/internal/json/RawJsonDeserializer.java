package io.github.gigachat.spring.ai.internal.json;

import java.io.StringWriter;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Takes a JSON value as its text, without a tree in between: numbers digit for digit,
 * white space between values left out. A string is taken as the text that it holds: one
 * description of the service says that arguments are one.
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

	/** Jackson's own copy reads numbers, and a zero loses its sign by that. */
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
