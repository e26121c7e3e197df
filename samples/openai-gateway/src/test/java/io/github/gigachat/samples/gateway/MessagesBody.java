package io.github.gigachat.samples.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * Builds the body of a request of the Messages API.
 */
final class MessagesBody {

	private final Map<String, Object> fields = new LinkedHashMap<>();

	private final List<Object> messages = new ArrayList<>();

	private final List<Object> tools = new ArrayList<>();

	private MessagesBody() {
		this.fields.put("model", "GigaChat-2");
		this.fields.put("max_tokens", 1000);
		this.fields.put("messages", this.messages);
	}

	static MessagesBody of(boolean stream) {
		return new MessagesBody().with("stream", stream);
	}

	/** Sets a field of the request. */
	MessagesBody with(String field, Object value) {
		this.fields.put(field, value);
		return this;
	}

	/** Adds a message with a text or blocks. */
	MessagesBody message(String role, Object content) {
		this.messages.add(Map.of("role", role, "content", content));
		return this;
	}

	MessagesBody user(Object... blocks) {
		return message("user", List.of(blocks));
	}

	MessagesBody user(String text) {
		return message("user", text);
	}

	/** Adds an assistant turn with one call. */
	MessagesBody call(String id, String name, Map<String, ?> input) {
		return message("assistant", List.of(Map.of("type", "tool_use", "id", id, "name", name, "input", input)));
	}

	/** Adds a tool with one argument, {@code path}. */
	MessagesBody tool(String name) {
		return tool(Map.of("name", name, "description", "Does " + name, "input_schema",
				Map.of("type", "object", "properties", Map.of("path", Map.of("type", "string")))));
	}

	MessagesBody tool(Map<String, ?> tool) {
		this.tools.add(tool);
		return with("tools", this.tools);
	}

	static Map<String, Object> text(String text) {
		return Map.of("type", "text", "text", text);
	}

	/** Returns the block of a result, which is a text or blocks. */
	static Map<String, Object> result(String id, Object content) {
		return Map.of("type", "tool_result", "tool_use_id", id, "content", content);
	}

	/** Returns the block of a picture. */
	static Map<String, Object> picture(String base64) {
		return Map.of("type", "image", "source", Map.of("type", "base64", "media_type", "image/png", "data", base64));
	}

	@Override
	public String toString() {
		return JsonMapper.shared().writeValueAsString(this.fields);
	}

}
