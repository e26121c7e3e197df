package io.github.gigachat.samples.gateway.textcompletions;

import java.util.List;
import java.util.Map;

import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.RequestPlaces;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.openai.CommonFields;
import io.github.gigachat.spring.ai.GigaChatOptions;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.util.StringUtils;

/**
 * Reads a request of the completions API. Its prompt is one message of the user.
 */
final class PromptReader {

	private static final String PROMPT = "prompt";

	private static final RequestPlaces PLACES = new RequestPlaces(List.of(PROMPT), Map.of("messages", PROMPT));

	private PromptReader() {
	}

	static ChatCall read(JsonFields body) {
		String model = body.text("model");
		GigaChatOptions.Builder options = GigaChatOptions.builder();
		CommonFields.sampling(body, "max_tokens", options);
		CommonFields.requireOne(body, "n");
		CommonFields.requireOne(body, "best_of");
		refuse(body, "echo", body.isTrue("echo"));
		refuse(body, "suffix", StringUtils.hasLength(body.text("suffix")));
		UserMessage message = new UserMessage(prompt(body));
		boolean stream = body.isTrue("stream");
		boolean usage = CommonFields.usage(body);
		List<String> stops = CommonFields.stops(body, "stop");
		String session = CommonFields.session(body);
		return new ChatCall(model, List.of(message), PLACES, options.build(), stream, usage, false, stops, session,
				body.unread());
	}

	private static void refuse(JsonFields body, String field, boolean used) {
		if (used) {
			throw new ApiException(ApiError
				.invalid(field,
						body.place(field) + " is not supported: GigaChat answers a prompt as a whole."
								+ " Leave it out")
				.withCode("unsupported_parameter"));
		}
	}

	private static String prompt(JsonFields body) {
		JsonNode prompt = body.value(PROMPT);
		if (prompt != null && prompt.isArray()) {
			prompt = only(prompt);
		}
		if (prompt == null || !prompt.isString()) {
			throw body.wrong(PROMPT, "a string, or an array with one string");
		}
		if (prompt.stringValue().isBlank()) {
			throw ApiException.invalid(PROMPT, "prompt is empty");
		}
		return prompt.stringValue();
	}

	private static JsonNode only(JsonNode prompts) {
		for (JsonNode element : prompts) {
			if (element.isNumber() || element.isArray()) {
				throw ApiException.invalid(PROMPT,
						"prompt has token ids, which GigaChat does not take. Send the text itself");
			}
		}
		if (prompts.size() != 1) {
			throw ApiException.invalid(PROMPT, "prompt has to be one text. Send a request for each of several texts");
		}
		return prompts.get(0);
	}

}
