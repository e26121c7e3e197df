package io.github.gigachat.spring.ai.internal.json;

import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.List;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON mapper of the HTTP API. It is separate from the application's mapper, so that
 * settings of the application do not change the wire format.
 */
public final class WireJson {

	private static final JsonFactory FACTORY = new JsonFactory();

	private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

	private WireJson() {
	}

	public static ObjectReader reader(Class<?> type) {
		return MAPPER.readerFor(type);
	}

	public static ObjectWriter writer(Class<?> type) {
		return MAPPER.writerFor(type);
	}

	public static JsonParser parser(InputStream json) {
		return MAPPER.createParser(json);
	}

	/**
	 * Distinguishes truncated JSON from malformed JSON: truncated JSON ends with an open
	 * bracket or string.
	 */
	public static boolean isTruncated(byte[] json) {
		return isTruncated(List.of(ByteBuffer.wrap(json)));
	}

	/**
	 * Distinguishes truncated JSON from malformed JSON: truncated JSON ends with an open
	 * bracket or string.
	 * @param json the JSON in buffers, which are consumed
	 */
	public static boolean isTruncated(List<ByteBuffer> json) {
		int depth = 0;
		boolean string = false;
		boolean escaped = false;
		for (ByteBuffer buffer : json) {
			while (buffer.hasRemaining()) {
				byte character = buffer.get();
				if (escaped) {
					escaped = false;
					continue;
				}
				switch (character) {
					case '\\' -> escaped = string;
					case '"' -> string = !string;
					case '{', '[' -> depth += string ? 0 : 1;
					case '}', ']' -> depth -= string ? 0 : 1;
					default -> {
					}
				}
			}
		}
		return string || depth > 0;
	}

	/**
	 * Reads a JSON value as text, without building a tree. Numbers keep all digits; white
	 * space between values is removed. The result for a string is its content, because
	 * one description of the service declares the arguments of a function as a string.
	 */
	public static final class RawText extends ValueDeserializer<String> {

		RawText() {
		}

		@Override
		public String deserialize(JsonParser parser, DeserializationContext context) {
			return read(parser);
		}

		/** Reads the current value. */
		public static String read(JsonParser parser) {
			if (parser.currentToken() == JsonToken.VALUE_STRING) {
				return parser.getString();
			}
			StringWriter text = new StringWriter();
			try (JsonGenerator generator = MAPPER.createGenerator(text)) {
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

}
