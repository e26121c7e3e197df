package io.github.gigachat.samples.gateway.completions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.samples.gateway.conversation.Conversation;
import io.github.gigachat.samples.gateway.conversation.DeclaredTools;
import io.github.gigachat.samples.gateway.conversation.ReasoningEffort;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.RequestPlaces;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.openai.CommonFields;
import io.github.gigachat.samples.gateway.openai.OutputFormat;
import io.github.gigachat.spring.ai.GigaChatOptions;

/**
 * Reads a request of the chat completions API.
 */
final class RequestReader {

	/** Fields that are accepted, have no effect and are not reported. */
	private static final List<String> WITHOUT_EFFECT = List.of("parallel_tool_calls", "metadata", "safety_identifier");

	private static final Map<String, String> NAMES = Map.of("output_schema", "response_format");

	private RequestReader() {
	}

	static ChatCall read(JsonFields body) {
		String model = body.text("model");
		GigaChatOptions.Builder options = GigaChatOptions.builder();
		options(body, options);
		CommonFields.requireOne(body, "n");
		DeclaredTools tools = ToolsReader.read(body);
		tools.addTo(options);
		OutputFormat.read(body.object("response_format"), "json_schema", options);
		boolean usage = CommonFields.usage(body);
		String session = CommonFields.session(body);
		Conversation messages = MessagesReader.read(body);
		List<String> ignored = new ArrayList<>(OwnFieldsReader.read(body, options));
		List<String> stops = CommonFields.stops(body, "stop");
		WITHOUT_EFFECT.forEach(body::value);
		boolean streamed = body.isTrue("stream");
		ignored.addAll(body.unread());
		return new ChatCall(model, messages.messages(), new RequestPlaces(messages.places(), NAMES), options.build(),
				streamed, usage, tools.required(), stops, session, ignored);
	}

	private static void options(JsonFields body, GigaChatOptions.Builder options) {
		CommonFields.sampling(body, "max_tokens", options);
		Integer most = body.integer("max_completion_tokens", 1);
		if (most != null) {
			options.maxTokens(most);
		}
		options.reasoningEffort(ReasoningEffort.read(body, "reasoning_effort"));
	}

}
