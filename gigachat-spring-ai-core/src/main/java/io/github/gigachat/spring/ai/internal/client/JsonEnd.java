package io.github.gigachat.spring.ai.internal.client;

/**
 * Distinguishes truncated JSON from malformed JSON: truncated JSON ends with an open
 * bracket or string.
 */
public final class JsonEnd {

	private JsonEnd() {
	}

	public static boolean isMissing(byte[] json) {
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
