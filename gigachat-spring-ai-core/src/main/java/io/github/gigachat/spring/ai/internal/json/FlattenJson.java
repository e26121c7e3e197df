package io.github.gigachat.spring.ai.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON that is contained in the text of messages and tool results. */
public final class FlattenJson {

	public static final JsonMapper MAPPER = JsonMapper.shared();

	/** Keeps all digits of numbers, and accepts numbers such as 1e400. */
	private static final ObjectReader EXACT = MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

	private FlattenJson() {
	}

	/** Reads JSON without loss of digits in numbers. */
	public static JsonNode read(String json) {
		return EXACT.readTree(json);
	}

	/**
	 * Returns the kind of JSON value that a text contains.
	 * @return the first token of the value, or {@code null} if the text is not exactly
	 * one JSON value
	 */
	public static @Nullable JsonToken kindOf(String text) {
		if (!mayBeJson(text)) {
			return null;
		}
		try (JsonParser parser = MAPPER.createParser(text)) {
			JsonToken first = parser.nextToken();
			if (first == null) {
				return null;
			}
			parser.skipChildren();
			// the parser validates a scalar only when its text is read
			parser.finishToken();
			return (parser.nextToken() == null) ? first : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/** Recognizes most plain text by its first character, without an exception. */
	private static boolean mayBeJson(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
				return c == '{' || c == '[' || c == '"' || c == '-' || (c >= '0' && c <= '9') || c == 't' || c == 'f'
						|| c == 'n';
			}
		}
		return false;
	}

	public static String quoted(String text) {
		return MAPPER.writeValueAsString(text);
	}

	/**
	 * Replaces lone surrogates, which UTF-8 cannot encode, with JSON escapes.
	 * @param json a JSON text, in which surrogates occur only in strings
	 * @return the JSON text without lone surrogates
	 */
	public static String withoutLoneSurrogates(String json) {
		StringBuilder escaped = null;
		for (int i = 0; i < json.length(); i++) {
			char c = json.charAt(i);
			boolean pair = Character.isHighSurrogate(c) && i + 1 < json.length()
					&& Character.isLowSurrogate(json.charAt(i + 1));
			if (Character.isSurrogate(c) && !pair) {
				escaped = (escaped != null) ? escaped : new StringBuilder(json.length() + 8).append(json, 0, i);
				escaped.append("\\u").append(Integer.toHexString(c));
			}
			else if (escaped != null) {
				escaped.append(c);
			}
			if (pair) {
				i++;
				if (escaped != null) {
					escaped.append(json.charAt(i));
				}
			}
		}
		return (escaped != null) ? escaped.toString() : json;
	}

}
