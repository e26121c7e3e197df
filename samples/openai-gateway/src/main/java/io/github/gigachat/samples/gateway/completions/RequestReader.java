package io.github.gigachat.samples.gateway.completions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.openai.CommonFields;
import io.github.gigachat.spring.ai.GigaChatOptions;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request of the chat completions API.
 */
final class RequestReader {

	/**
	 * The fields that have nothing to decide here, and are no surprise to their senders.
	 */
	private static final List<String> WITHOUT_EFFECT = List.of("parallel_tool_calls", "metadata", "safety_identifier");

	private static final Set<String> EFFORTS = Set.of(ChatCall.NO_EFFORT, "low", "medium", "high");

	private RequestReader() {
	}

	static ChatCall read(JsonFields body) {
		String model = body.text("model");
		GigaChatOptions.Builder options = GigaChatOptions.builder();
		options(body, options);
		CommonFields.requireOne(body, "n");
		ToolsReader tools = ToolsReader.read(body);
		tools.addTo(options);
		ResponseFormatReader.read(body, options);
		boolean usage = CommonFields.usage(body);
		String session = CommonFields.session(body);
		MessagesReader messages = MessagesReader.read(body);
		List<String> ignored = new ArrayList<>(OwnFieldsReader.read(body, options));
		List<String> stops = CommonFields.stops(body);
		WITHOUT_EFFECT.forEach(body::value);
		boolean streamed = body.isTrue("stream");
		ignored.addAll(body.unread());
		return new ChatCall(model, messages.messages(), messages.places(), options.build(), streamed, usage,
				tools.required(), stops, session, ignored);
	}

	private static void options(JsonFields body, GigaChatOptions.Builder options) {
		CommonFields.sampling(body, options);
		Integer most = body.integer("max_completion_tokens", 1);
		if (most != null) {
			options.maxTokens(most);
		}
		options.reasoningEffort(effort(body));
	}

	private static @Nullable String effort(JsonFields body) {
		String effort = body.text("reasoning_effort");
		if (effort == null) {
			return null;
		}
		String known = switch (effort) {
			case "none" -> ChatCall.NO_EFFORT;
			case "minimal" -> "low";
			case "xhigh", "max" -> "high";
			default -> effort;
		};
		if (!EFFORTS.contains(known)) {
			throw body.wrong("reasoning_effort", "none, minimal, low, medium, high, xhigh or max");
		}
		return known;
	}

}
