package io.github.gigachat.samples.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * Builds the body of a Responses request.
 */
final class ResponseBody {

	private final Map<String, Object> fields = new LinkedHashMap<>();

	private final List<Object> input = new ArrayList<>();

	private final List<Object> tools = new ArrayList<>();

	private ResponseBody() {
		this.fields.put("model", "GigaChat-2");
		this.fields.put("input", this.input);
	}

	static ResponseBody of(boolean stream) {
		return new ResponseBody().with("stream", stream);
	}

	/** Sets a field of the request. */
	ResponseBody with(String field, Object value) {
		this.fields.put(field, value);
		return this;
	}

	ResponseBody item(Map<String, ?> item) {
		this.input.add(item);
		return this;
	}

	ResponseBody message(String role, Object content) {
		return item(Map.of("role", role, "content", content));
	}

	ResponseBody user(Object content) {
		return message("user", content);
	}

	ResponseBody call(String id, String name, String arguments) {
		return item(Map.of("type", "function_call", "id", "fc_1", "call_id", id, "name", name, "arguments", arguments));
	}

	ResponseBody output(String id, Object output) {
		return item(Map.of("type", "function_call_output", "call_id", id, "output", output));
	}

	/** Adds a tool without parameters. */
	ResponseBody tool(String name) {
		return tool(Map.of("type", "function", "name", name, "description", "Does " + name));
	}

	ResponseBody tool(String name, Map<String, ?> parameters) {
		return tool(Map.of("type", "function", "name", name, "description", "Does " + name, "parameters", parameters,
				"strict", false));
	}

	ResponseBody tool(Map<String, ?> tool) {
		this.tools.add(tool);
		return with("tools", this.tools);
	}

	@Override
	public String toString() {
		return JsonMapper.shared().writeValueAsString(this.fields);
	}

}
