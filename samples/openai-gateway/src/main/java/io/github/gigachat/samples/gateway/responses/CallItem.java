package io.github.gigachat.samples.gateway.responses;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;

/**
 * A call of a tool.
 *
 * @param id the id of the item
 * @param callId the id of the call, as the provider has it
 * @param namespace the namespace of the tool, or {@code null}
 * @param name the name of the tool in its namespace
 * @param custom whether the client takes a text instead of arguments
 * @param input the text, or the arguments
 */
record CallItem(String id, String callId, @Nullable String namespace, String name, boolean custom,
		String input) implements OutputItem {

	/** The property of the function that stands for a custom tool. */
	static final String INPUT = "input";

	static CallItem of(ResponseObject response, int index, ToolCall call, Map<String, DeclaredTool> tools) {
		DeclaredTool tool = tools.get(call.name());
		boolean custom = tool != null && tool.custom();
		return new CallItem(response.itemId(custom ? "ctc" : "fc", index), call.id(),
				(tool != null) ? tool.namespace() : null, (tool != null) ? tool.ownName() : call.name(), custom,
				custom ? text(call.arguments()) : call.arguments());
	}

	/** Returns the text of a custom tool. Accepts any name of the single property. */
	private static String text(String arguments) {
		try {
			JsonNode given = JsonMapper.shared().readTree(arguments);
			JsonNode input = (given.size() == 1) ? given.values().iterator().next() : given.path(INPUT);
			return input.isString() ? input.stringValue() : arguments;
		}
		catch (JacksonException ex) {
			return arguments;
		}
	}

	/** Returns the field with the input. */
	String field() {
		return this.custom ? INPUT : "arguments";
	}

	@Override
	public void write(JsonGenerator json, String status) {
		write(json, status, this.input);
	}

	@Override
	public void writeBegun(JsonGenerator json) {
		write(json, IN_PROGRESS, "");
	}

	private void write(JsonGenerator json, String status, String content) {
		json.writeStringProperty("type", this.custom ? "custom_tool_call" : "function_call");
		json.writeStringProperty("id", this.id);
		json.writeStringProperty("status", status);
		json.writeStringProperty("call_id", this.callId);
		if (this.namespace != null) {
			json.writeStringProperty("namespace", this.namespace);
		}
		json.writeStringProperty("name", this.name);
		json.writeStringProperty(field(), content);
	}

	/** Returns nothing of the conversation. */
	@Override
	public String toString() {
		return "CallItem[id=" + this.id + "]";
	}

}
