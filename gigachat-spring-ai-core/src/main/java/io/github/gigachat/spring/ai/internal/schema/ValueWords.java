package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Lists the values that a schema allows. Consecutive integers are listed as a range.
 */
final class ValueWords {

	private static final int MOST = 300;

	/** The minimum length of a range; a shorter one is listed value by value. */
	private static final int SHORTEST_RUN = 5;

	private ValueWords() {
	}

	static String listed(List<JsonNode> values) {
		List<String> listed = new ArrayList<>();
		int at = 0;
		while (at < values.size() && listed.size() < MOST) {
			int end = endOfRun(values, at);
			if (end - at >= SHORTEST_RUN) {
				listed.add(values.get(at) + " to " + values.get(end - 1));
				at = end;
			}
			else {
				listed.add(SchemaWords.value(values.get(at)));
				at++;
			}
		}
		if (at < values.size()) {
			listed.add("…");
		}
		return String.join(", ", listed);
	}

	private static int endOfRun(List<JsonNode> values, int start) {
		int end = start + 1;
		while (end < values.size() && follows(values.get(end - 1), values.get(end))) {
			end++;
		}
		return end;
	}

	private static boolean follows(JsonNode before, JsonNode value) {
		return before.canConvertToLong() && value.canConvertToLong() && before.isIntegralNumber()
				&& value.isIntegralNumber() && value.longValue() - before.longValue() == 1;
	}

}
