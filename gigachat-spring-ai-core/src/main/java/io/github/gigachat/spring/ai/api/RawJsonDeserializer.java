package io.github.gigachat.spring.ai.api;

import java.io.StringWriter;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Takes a JSON value as its text, without a tree in between. A string is taken as the
 * text that it holds: one description of the service says that arguments are one.
 */
final class RawJsonDeserializer extends ValueDeserializer<String> {

	RawJsonDeserializer() {
	}

	@Override
	public String deserialize(JsonParser parser, DeserializationContext context) {
		if (parser.currentToken() == JsonToken.VALUE_STRING) {
			return parser.getString();
		}
		StringWriter text = new StringWriter();
		try (JsonGenerator generator = WireJson.textGenerator(text)) {
			generator.copyCurrentStructureExact(parser);
		}
		return text.toString();
	}

}
