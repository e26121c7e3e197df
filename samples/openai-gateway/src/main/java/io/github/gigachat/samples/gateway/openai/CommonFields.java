package io.github.gigachat.samples.gateway.openai;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.spring.ai.GigaChatOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields that requests of the OpenAI API have in common.
 */
public final class CommonFields {

	private static final int MAX_STOPS = 16;

	/** The fields that name the conversation, besides the headers that do. */
	private static final List<String> SESSIONS = List.of("prompt_cache_key", "user");

	private CommonFields() {
	}

	/**
	 * Reads the temperature, {@code top_p} and the maximum number of tokens.
	 * @param body the fields of the request
	 * @param most the field with the maximum
	 * @param options gets the options
	 */
	public static void sampling(JsonFields body, String most, GigaChatOptions.Builder options) {
		options.temperature(body.number("temperature", 0, 2));
		options.topP(body.number("top_p", 0, 1));
		options.maxTokens(body.integer(most, 1));
	}

	/**
	 * Refuses a number that asks for more than one answer.
	 * @param body the fields of the request
	 * @param field the field with the number
	 */
	public static void requireOne(JsonFields body, String field) {
		Integer answers = body.integer(field, 1);
		if (answers != null && answers != 1) {
			throw new ApiException(
					ApiError.invalid(field, field + " has to be 1: GigaChat gives one answer to a request")
						.withCode("unsupported_value"));
		}
	}

	/**
	 * Reads whether a stream ends with its usage.
	 * @param body the fields of the request
	 * @return {@code true} if it does
	 */
	public static boolean usage(JsonFields body) {
		JsonFields stream = body.object("stream_options");
		return stream != null && stream.isTrue("include_usage");
	}

	/**
	 * Reads the texts that end the answer.
	 * @param body the fields of the request
	 * @param field the field with the texts
	 * @return the texts; empty if there are none
	 */
	public static List<String> stops(JsonFields body, String field) {
		JsonNode stop = body.value(field);
		if (stop == null) {
			return List.of();
		}
		if (stop.isString()) {
			return stop.stringValue().isEmpty() ? List.of() : List.of(stop.stringValue());
		}
		List<String> stops = new ArrayList<>();
		for (JsonNode text : body.array(field)) {
			if (!text.isString() || text.stringValue().isEmpty() || stops.size() == MAX_STOPS) {
				throw body.wrong(field, "a string or up to " + MAX_STOPS + " strings that are not empty");
			}
			stops.add(text.stringValue());
		}
		return stops;
	}

	/**
	 * Reads the client's key of the conversation.
	 * @param body the fields of the request
	 * @return the key, or {@code null} if there is none
	 */
	public static @Nullable String session(JsonFields body) {
		String session = null;
		for (String field : SESSIONS) {
			String text = body.text(field);
			session = (session == null && text != null && !text.isBlank()) ? text : session;
		}
		return session;
	}

}
