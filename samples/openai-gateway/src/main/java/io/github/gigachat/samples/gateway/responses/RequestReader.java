package io.github.gigachat.samples.gateway.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.samples.gateway.conversation.Conversation;
import io.github.gigachat.samples.gateway.conversation.DeclaredTools;
import io.github.gigachat.samples.gateway.conversation.ReasoningEffort;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.RequestPlaces;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.openai.CommonFields;
import io.github.gigachat.samples.gateway.openai.OutputFormat;
import io.github.gigachat.spring.ai.GigaChatOptions;

/**
 * Reads a request of the Responses API.
 */
final class RequestReader {

	/** Fields that are accepted, have no effect and are not reported. */
	private static final List<String> WITHOUT_EFFECT = List.of("parallel_tool_calls", "metadata", "safety_identifier",
			"store", "include", "client_metadata");

	/** Fields that refer to content stored on the server. */
	private static final List<String> STORED = List.of("previous_response_id", "conversation", "prompt");

	private static final Map<String, String> NAMES = Map.of("messages", "input", "output_schema", "text.format",
			"max_tokens", "max_output_tokens", "reasoning_effort", "reasoning.effort");

	private RequestReader() {
	}

	static ChatCall read(JsonFields body) {
		requireComplete(body);
		List<String> ignored = new ArrayList<>();
		GigaChatOptions.Builder options = GigaChatOptions.builder();
		options(body, options, ignored);
		DeclaredTools tools = ToolsReader.read(body, ignored);
		tools.addTo(options);
		Conversation input = InputReader.read(body, ignored);
		String model = body.text("model");
		String session = CommonFields.session(body);
		boolean streamed = body.isTrue("stream");
		WITHOUT_EFFECT.forEach(body::value);
		ignored.addAll(body.unread());
		return new ChatCall(model, input.messages(), new RequestPlaces(input.places(), NAMES), options.build(),
				streamed, true, tools.required(), List.of(), session, ignored);
	}

	private static void requireComplete(JsonFields body) {
		for (String field : STORED) {
			if (body.has(field)) {
				throw unsupported(field,
						field + " has no meaning here: the gateway stores nothing. Send the whole history in input");
			}
		}
		if (body.isTrue("background")) {
			throw unsupported("background", "background has to be false: the gateway stores nothing. Ask for a stream");
		}
	}

	private static ApiException unsupported(String field, String message) {
		return new ApiException(ApiError.invalid(field, message).withCode("unsupported_parameter"));
	}

	private static void options(JsonFields body, GigaChatOptions.Builder options, List<String> ignored) {
		CommonFields.sampling(body, "max_output_tokens", options);
		JsonFields reasoning = body.object("reasoning");
		if (reasoning != null) {
			options.reasoningEffort(ReasoningEffort.read(reasoning, "effort"));
			reasoning.value("summary");
			report(reasoning, ignored);
		}
		JsonFields text = body.object("text");
		if (text != null) {
			OutputFormat.read(text.object("format"), null, options);
			text.value("verbosity");
			report(text, ignored);
		}
	}

	private static void report(JsonFields fields, List<String> ignored) {
		fields.unread().stream().filter(fields::has).map(fields::place).forEach(ignored::add);
	}

}
