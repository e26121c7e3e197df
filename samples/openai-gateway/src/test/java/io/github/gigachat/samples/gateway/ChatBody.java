package io.github.gigachat.samples.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * Builds the body of a chat completions request.
 */
final class ChatBody {

	private final Map<String, Object> fields = new LinkedHashMap<>();

	private final List<Object> messages = new ArrayList<>();

	private final List<Object> tools = new ArrayList<>();

	private ChatBody() {
		this.fields.put("model", "GigaChat-2");
		this.fields.put("messages", this.messages);
	}

	static ChatBody of(boolean stream) {
		return new ChatBody().with("stream", stream);
	}

	/** Sets a field of the request. */
	ChatBody with(String field, Object value) {
		this.fields.put(field, value);
		return this;
	}

	ChatBody message(String role, Object content) {
		this.messages.add(Map.of("role", role, "content", content));
		return this;
	}

	ChatBody message(Map<String, ?> message) {
		this.messages.add(message);
		return this;
	}

	ChatBody user(Object content) {
		return message("user", content);
	}

	/** Adds an assistant turn with calls, each given as id, name and arguments. */
	ChatBody calls(String... calls) {
		List<Object> given = new ArrayList<>();
		for (int i = 0; i < calls.length; i += 3) {
			given.add(Map.of("id", calls[i], "type", "function", "function",
					Map.of("name", calls[i + 1], "arguments", calls[i + 2])));
		}
		Map<String, Object> message = new LinkedHashMap<>();
		message.put("role", "assistant");
		message.put("content", null);
		message.put("tool_calls", given);
		return message(message);
	}

	ChatBody result(String id, Object content) {
		return message(Map.of("role", "tool", "tool_call_id", id, "content", content));
	}

	/** Adds a tool without parameters. */
	ChatBody tool(String name) {
		return function(Map.of("name", name, "description", "Does " + name));
	}

	ChatBody tool(String name, Map<String, ?> parameters) {
		return function(Map.of("name", name, "description", "Does " + name, "parameters", parameters));
	}

	private ChatBody function(Map<String, ?> function) {
		this.tools.add(Map.of("type", "function", "function", function));
		return with("tools", this.tools);
	}

	@Override
	public String toString() {
		return JsonMapper.shared().writeValueAsString(this.fields);
	}

}
