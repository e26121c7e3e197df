package io.github.gigachat.spring.ai.recordings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.GigaChatToolDefinition;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Exchange;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Recording;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Turns a recording of the v2 API into the request of an application: one question, with
 * tools that return the recorded results.
 */
final class ChatV2Replay {

	private final Recording recording;

	ChatV2Replay(Recording recording) {
		this.recording = recording;
	}

	static boolean takes(Recording recording) {
		return !recording.ofTheApi().isEmpty() && recording.ofTheApi()
			.stream()
			.allMatch((exchange) -> exchange.path().endsWith("/v2/chat/completions"));
	}

	private JsonNode question() {
		return this.recording.ofTheApi().get(0).question();
	}

	boolean isStream() {
		return question().path("stream").asBoolean(false);
	}

	String userText() {
		return question().path("messages").path(0).path("content").path(0).path("text").stringValue();
	}

	GigaChatOptions options() {
		GigaChatOptions.Builder options = GigaChatOptions.builder()
			.api(ChatApi.V2)
			.model(question().path("model").stringValue())
			.toolCallbacks(tools());
		question().path("tool_config")
			.optional("function_name")
			.ifPresent((name) -> options.functionCall(FunctionCallMode.forced(name.stringValue())));
		JsonNode format = question().path("model_options").path("response_format");
		format.optional("regex").ifPresent((regex) -> options.responseRegex(regex.stringValue()));
		format.optional("schema")
			.ifPresent((schema) -> options.outputSchema(RecordedTraffic.JSON.writeValueAsString(schema)));
		return options.build();
	}

	private List<ToolCallback> tools() {
		List<ToolCallback> tools = new ArrayList<>();
		for (JsonNode tool : question().path("tools")) {
			for (JsonNode function : tool.path("functions").path("specifications")) {
				tools.add(new RecordedTool(definition(function), results()));
			}
		}
		return tools;
	}

	private static GigaChatToolDefinition definition(JsonNode function) {
		GigaChatToolDefinition.Builder definition = GigaChatToolDefinition.builder()
			.name(function.path("name").stringValue())
			.description(function.path("description").stringValue())
			.inputSchema(RecordedTraffic.JSON.writeValueAsString(function.path("parameters")));
		function.optional("return_parameters")
			.ifPresent((schema) -> definition.returnSchema(RecordedTraffic.JSON.writeValueAsString(schema)));
		return definition.build();
	}

	/** What each function had returned, by its name. */
	private Map<String, String> results() {
		Map<String, String> results = new HashMap<>();
		for (Exchange exchange : this.recording.ofTheApi()) {
			for (JsonNode message : exchange.question().path("messages")) {
				JsonNode result = message.path("content").path(0).path("function_result");
				if (result.isObject()) {
					results.put(result.path("name").stringValue(),
							RecordedTraffic.JSON.writeValueAsString(result.path("result")));
				}
			}
		}
		return results;
	}

	/**
	 * What a request means: the text of a function's result is the value that it holds,
	 * and a state id beside it may be left out.
	 */
	static JsonNode meaning(String body) {
		JsonNode request = RecordedTraffic.JSON.readTree(body);
		for (JsonNode message : request.path("messages")) {
			if (message.path("role").asString("").equals("tool")) {
				((ObjectNode) message).remove("tools_state_id");
			}
			for (JsonNode part : message.path("content")) {
				if (part.path("function_result").path("result").isString()) {
					ObjectNode result = (ObjectNode) part.path("function_result");
					result.set("result", RecordedTraffic.JSON.readTree(result.path("result").stringValue()));
				}
			}
		}
		return request;
	}

	private record RecordedTool(GigaChatToolDefinition definition,
			Map<String, String> results) implements ToolCallback {

		@Override
		public ToolDefinition getToolDefinition() {
			return this.definition;
		}

		@Override
		public String call(String toolInput) {
			return this.results.getOrDefault(this.definition.name(), "{}");
		}

		@Override
		public String call(String toolInput, @Nullable ToolContext toolContext) {
			return call(toolInput);
		}

	}

}
