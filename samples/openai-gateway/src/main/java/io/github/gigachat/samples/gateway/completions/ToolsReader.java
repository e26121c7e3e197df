package io.github.gigachat.samples.gateway.completions;

import io.github.gigachat.samples.gateway.conversation.DeclaredTools;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.openai.ToolChoice;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tools of a request, and whether the model may, must not or must call them.
 */
final class ToolsReader {

	private final DeclaredTools tools = new DeclaredTools();

	private ToolsReader() {
	}

	static DeclaredTools read(JsonFields body) {
		ToolsReader reader = new ToolsReader();
		body.objects("tools").forEach(reader::tool);
		body.objects("functions").forEach(reader::function);
		ToolChoice choice = new ToolChoice(reader.tools, ToolsReader::name, (tool) -> false);
		choice.read(body, body.has("tool_choice") ? "tool_choice" : "function_call");
		return reader.tools;
	}

	private void tool(JsonFields tool) {
		String type = tool.text("type");
		JsonFields function = tool.object("function");
		if (type != null && !type.equals("function")) {
			throw tool.wrong("type", "function");
		}
		if (function == null) {
			throw ApiException.invalid(tool.place("function"), tool.place("function") + " is missing");
		}
		function(function);
	}

	private void function(JsonFields function) {
		String schema = function.json("parameters");
		this.tools.add(function.requiredText("name"), function.text("description"), schema, function.place("name"));
	}

	private static @Nullable String name(JsonFields tool) {
		JsonFields function = tool.object("function");
		return (function != null) ? function.text("name") : tool.text("name");
	}

}
