package io.github.gigachat.samples.gateway.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.gigachat.samples.gateway.conversation.Conversation;
import io.github.gigachat.samples.gateway.conversation.ReasoningEffort;
import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.dialect.RequestPlaces;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.openai.CommonFields;
import io.github.gigachat.spring.ai.GigaChatOptions;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request of the Messages API.
 */
final class RequestReader {

	/** Fields that are accepted, have no effect and are not reported. */
	private static final List<String> WITHOUT_EFFECT = List.of("thinking", "context_management", "cache_control",
			"betas");

	private static final Map<String, String> NAMES = Map.of("reasoning_effort", "output_config.effort", "output_schema",
			"output_config.format");

	private RequestReader() {
	}

	static ChatCall read(JsonFields body) {
		String model = body.text("model");
		GigaChatOptions.Builder options = GigaChatOptions.builder();
		options.temperature(body.number("temperature", 0, 1));
		options.topP(body.number("top_p", 0, 1));
		options.maxTokens(body.integer("max_tokens", 1));
		List<String> ignored = new ArrayList<>();
		ToolsReader tools = ToolsReader.read(body);
		tools.declared().addTo(options);
		ignored.addAll(tools.ignored());
		output(body, options);
		MessagesReader reader = MessagesReader.read(body);
		ignored.addAll(reader.ignored());
		Conversation messages = reader.conversation();
		List<String> stops = CommonFields.stops(body, "stop_sequences");
		String session = session(body);
		boolean streamed = body.isTrue("stream");
		WITHOUT_EFFECT.forEach(body::value);
		ignored.addAll(body.unread());
		return new ChatCall(model, messages.messages(), new RequestPlaces(messages.places(), NAMES), options.build(),
				streamed, true, tools.declared().required(), stops, session, ignored);
	}

	/** Reads the effort and the format; other fields of the output have no effect. */
	private static void output(JsonFields body, GigaChatOptions.Builder options) {
		// the name that the format had before it became a field of output_config
		format(body, "output_format", options);
		JsonFields output = body.object("output_config");
		if (output == null) {
			return;
		}
		options.reasoningEffort(ReasoningEffort.read(output, "effort"));
		format(output, "format", options);
	}

	private static void format(JsonFields fields, String field, GigaChatOptions.Builder options) {
		JsonFields format = fields.object(field);
		if (format == null) {
			return;
		}
		if (!"json_schema".equals(format.text("type"))) {
			throw format.wrong("type", "json_schema");
		}
		String schema = format.json("schema");
		if (schema == null) {
			throw ApiException.invalid(format.place("schema"), format.place("schema") + " is missing");
		}
		options.outputSchema(schema).structuredOutputStrict(true);
	}

	/** Returns the user's id, as the field {@code user} of the OpenAI API. */
	private static @Nullable String session(JsonFields body) {
		JsonFields metadata = body.object("metadata");
		String user = (metadata != null) ? metadata.text("user_id") : null;
		return (user != null && !user.isBlank()) ? user : null;
	}

}
