package io.github.gigachat.spring.ai.flatten;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as messages and tools carry it in their text.
 */
final class FlattenJson {

	static final JsonMapper MAPPER = JsonMapper.builder().build();

	private FlattenJson() {
	}

	/**
	 * What a text is, read as JSON.
	 * @param text the text
	 * @return the first token of the value that the whole text is, or {@code null} when
	 * it is not one JSON value
	 */
	static @Nullable JsonToken kindOf(String text) {
		try (JsonParser parser = MAPPER.createParser(text)) {
			JsonToken first = parser.nextToken();
			if (first == null) {
				return null;
			}
			parser.skipChildren();
			// a scalar is checked only when its text is looked at
			parser.finishToken();
			return (parser.nextToken() == null) ? first : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	static String quoted(String text) {
		return MAPPER.writeValueAsString(text);
	}

}
