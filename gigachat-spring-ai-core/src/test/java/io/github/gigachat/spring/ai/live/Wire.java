package io.github.gigachat.spring.ai.live;

import java.util.List;

import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Values that several probes share.
 */
final class Wire {

	/** The longest answer that a probe asks for, in tokens. */
	static final int MAX_TOKENS = 64;

	static final String QUESTION = "Reply with one word: pong";

	static final String FUNCTION = "get_weather";

	static final String WEATHER_QUESTION = "What is the weather in Tula?";

	static final String WEATHER = "{\"temperature\":12,\"sky\":\"clear\"}";

	static final FunctionCall WEATHER_CALL = new FunctionCall(FUNCTION, "{\"city\":\"Tula\"}");

	private Wire() {
	}

	/** The function of the probes, with one argument. */
	static List<FunctionDefinition> functions() {
		return functions(
				"""
						{"type":"object","properties":{"city":{"type":"string","description":"The city"}},"required":["city"]}""");
	}

	static List<FunctionDefinition> functions(String parameters) {
		return List.of(new FunctionDefinition(FUNCTION, "Tells the present weather of a city", parameters, null, null));
	}

	/** The usage of v1 in a few words. */
	static String usage(JsonNode usage) {
		return "prompt %s, completion %s, total %s, cached %s".formatted(number(usage, "prompt_tokens"),
				number(usage, "completion_tokens"), number(usage, "total_tokens"),
				number(usage, "precached_prompt_tokens"));
	}

	private static String number(JsonNode usage, String field) {
		return usage.path(field).isNumber() ? usage.path(field).asString() : "unstated";
	}

	/** Tells whether the total of a usage is the sum of the other two. */
	static boolean isSum(JsonNode usage, String prompt, String completion) {
		return usage.path(prompt).isNumber() && usage.path("total_tokens").asLong(-1) == usage.path(prompt).asLong(0)
				+ usage.path(completion).asLong(0);
	}

	static boolean isJsonObject(String text) {
		try {
			return RecordedTraffic.JSON.readTree(text).isObject();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}
