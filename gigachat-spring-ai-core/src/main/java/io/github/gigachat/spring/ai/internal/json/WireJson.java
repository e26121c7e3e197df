package io.github.gigachat.spring.ai.internal.json;

import java.io.StringWriter;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
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

	public static JsonParser parser(byte[] json) {
		return MAPPER.createParser(json);
	}

	static JsonGenerator textGenerator(StringWriter text) {
		return MAPPER.createGenerator(text);
	}

	/**
	 * Distinguishes truncated JSON from malformed JSON: truncated JSON ends with an open
	 * bracket or string.
	 */
	public static boolean isTruncated(byte[] json) {
		int depth = 0;
		boolean string = false;
		for (int i = 0; i < json.length; i++) {
			switch (json[i]) {
				case '\\' -> i += string ? 1 : 0;
				case '"' -> string = !string;
				case '{', '[' -> depth += string ? 0 : 1;
				case '}', ']' -> depth -= string ? 0 : 1;
				default -> {
				}
			}
		}
		return string || depth > 0;
	}

}
