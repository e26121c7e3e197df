package io.github.gigachat.emulator.rules;

import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts a v2 request to the form of v1, which rules and scripts read. A message with
 * several calls or results becomes several messages.
 */
public final class V1View {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final String FALLBACK_MODEL = "GigaChat-2";

	/** The options that rules or scripts read. */
	private static final List<String> MODEL_OPTIONS = List.of("temperature", "top_p", "max_tokens",
			"repetition_penalty", "update_interval", "top_logprobs", "response_format");

	private V1View() {
	}

	/** Converts a v2 body with a valid shape to a v1 body. */
	public static JsonNode of(JsonNode request) {
		ObjectNode view = MAPPER.createObjectNode();
		// a request without a model has an assistant or a thread with its own model
		view.put("model", request.path("model").asString(FALLBACK_MODEL));
		view.put("stream", request.path("stream").asBoolean(false));
		ArrayNode messages = view.putArray("messages");
		request.path("messages").forEach((message) -> addMessages(messages, message));
		for (String option : MODEL_OPTIONS) {
			JsonNode value = request.path("model_options").path(option);
			if (!value.isMissingNode()) {
				view.set(option, value);
			}
		}
		ArrayNode functions = view.putArray("functions");
		for (JsonNode tool : request.path("tools")) {
			tool.path("functions").path("specifications").forEach(functions::add);
		}
		setFunctionCall(view, request.path("tool_config"));
		return view;
	}

	/** Returns the names of the offered built-in tools. */
	public static Set<String> builtInTools(JsonNode request) {
		return ToolRules.offered(request);
	}

	private static void setFunctionCall(ObjectNode view, JsonNode config) {
		switch (config.path("mode").asString("")) {
			case "" -> {
			}
			case "forced" -> {
				JsonNode function = config.path("function_name");
				view.putObject("function_call").set("name", function.isString() ? function : config.path("tool_name"));
			}
			default -> view.set("function_call", config.path("mode"));
		}
	}

	private static void addMessages(ArrayNode messages, JsonNode message) {
		String role = message.path("role").stringValue();
		ObjectNode first = message(message, role.equals("tool") ? "function" : role);
		StringBuilder text = new StringBuilder();
		ArrayNode attachments = MAPPER.createArrayNode();
		messages.add(first);
		ObjectNode last = first;
		for (JsonNode part : message.path("content")) {
			text.append(part.path("text").asString(""));
			part.path("files").forEach((file) -> attachments.add(file.path("id")));
			if (part.path("function_call").isObject()) {
				last = last.has("function_call") ? messages.addObject().setAll(message(message, role)) : last;
				last.set("function_call", part.path("function_call"));
			}
			if (part.path("function_result").isObject()) {
				last = last.has("name") ? messages.addObject().setAll(message(message, "function")) : last;
				setResult(last, part.path("function_result"));
			}
		}
		if (!first.has("name")) {
			first.put("content", text.toString());
		}
		if (!attachments.isEmpty()) {
			first.set("attachments", attachments);
		}
	}

	private static ObjectNode message(JsonNode message, String role) {
		ObjectNode view = MAPPER.createObjectNode().put("role", role).put("content", "");
		for (String spelling : MessageShapeV2.STATE_IDS) {
			if (message.path(spelling).isString()) {
				view.set("functions_state_id", message.path(spelling));
			}
		}
		return view;
	}

	private static void setResult(ObjectNode message, JsonNode result) {
		message.set("name", result.path("name"));
		JsonNode value = result.path("result");
		message.put("content", value.isString() ? value.stringValue() : MAPPER.writeValueAsString(value));
	}

}
