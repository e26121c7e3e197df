package io.github.gigachat.emulator;

import java.util.ArrayList;
import java.util.List;

import io.github.gigachat.emulator.chat.ApiVersion;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads chat requests from valid JSON.
 */
final class ChatRequests {

	private ChatRequests() {
	}

	static ChatRequest parse(String path, String json) {
		try {
			JsonNode body = Json.parse(json);
			ApiVersion version = ApiVersion.of(path);
			version.checkShape(body);
			return of(version, json, body, version.v1View(body));
		}
		catch (JacksonException | Refusal ex) {
			throw new IllegalStateException("The request is not a valid chat request: " + ex.getMessage(), ex);
		}
	}

	static ChatRequest of(ApiVersion version, String json, JsonNode received, JsonNode body) {
		List<ChatMessage> messages = new ArrayList<>();
		body.path("messages").forEach((message) -> messages.add(message(message)));
		List<OfferedFunction> functions = new ArrayList<>();
		body.path("functions").forEach((function) -> functions.add(function(function)));
		return new ChatRequest(version.number(), json, body, body.path("model").stringValue(),
				body.path("stream").asBoolean(false), functionCall(body.path("function_call")), messages, functions,
				version.tools(received));
	}

	private static String functionCall(JsonNode choice) {
		return choice.isObject() ? choice.path("name").stringValue() : choice.asString("");
	}

	private static ChatMessage message(JsonNode message) {
		List<String> attachments = new ArrayList<>();
		message.path("attachments").forEach((id) -> attachments.add(id.stringValue()));
		return new ChatMessage(message.path("role").stringValue(), message.path("content").stringValue(),
				text(message.path("name")), call(message.path("function_call")),
				text(message.path("functions_state_id")), List.copyOf(attachments));
	}

	private static ChatMessage.@Nullable FunctionCall call(JsonNode call) {
		if (!call.isObject()) {
			return null;
		}
		return new ChatMessage.FunctionCall(call.path("name").stringValue(), Json.write(call.path("arguments")));
	}

	private static OfferedFunction function(JsonNode function) {
		JsonNode parameters = function.path("parameters");
		return new OfferedFunction(function.path("name").stringValue(), function.path("description").asString(""),
				parameters.isObject() ? Json.write(parameters) : "");
	}

	private static @Nullable String text(JsonNode node) {
		return node.isString() ? node.stringValue() : null;
	}

}
