package io.github.gigachat.samples.gateway.completions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.GigaChatTools;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.tool.ToolCallback;

/**
 * Reads the tools of a request, and whether the model may, must not or must call them.
 */
final class ToolsReader {

	private static final int MOST = 512;

	private static final int LONGEST_NAME = 256;

	private final List<ToolCallback> tools = new ArrayList<>();

	private final Set<String> names = new HashSet<>();

	private @Nullable FunctionCallMode mode;

	private boolean required;

	private ToolsReader() {
	}

	static ToolsReader read(JsonFields body) {
		ToolsReader reader = new ToolsReader();
		List<JsonFields> tools = body.objects("tools");
		List<JsonFields> functions = body.objects("functions");
		if (tools.size() + functions.size() > MOST) {
			throw body.wrong("tools", "an array of at most " + MOST + " tools");
		}
		tools.forEach(reader::tool);
		functions.forEach(reader::function);
		reader.choice(body, "tool_choice");
		if (!body.has("tool_choice")) {
			reader.choice(body, "function_call");
		}
		return reader;
	}

	/** Returns whether one of several tools has to be called. */
	boolean required() {
		return this.required;
	}

	void addTo(GigaChatOptions.Builder options) {
		if (!this.tools.isEmpty()) {
			options.toolCallbacks(this.tools);
		}
		options.functionCall(this.mode);
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
		String name = function.requiredText("name");
		if (name.length() > LONGEST_NAME) {
			throw function.wrong("name", "at most " + LONGEST_NAME + " characters long");
		}
		if (!this.names.add(name)) {
			throw ApiException.invalid(function.place("name"), function.place("name") + " is the name of two tools");
		}
		JsonFields parameters = function.object("parameters");
		JsonNode schema = function.value("parameters");
		this.tools.add(GigaChatTools.declared(name, function.text("description"),
				(parameters != null && schema != null) ? schema.toString() : null));
	}

	private void choice(JsonFields body, String field) {
		JsonNode choice = body.value(field);
		if (choice == null) {
			return;
		}
		if (choice.isString()) {
			word(body, field, choice.stringValue());
			return;
		}
		JsonFields named = JsonFields.fields(choice, body.place(field));
		if ("allowed_tools".equals(named.text("type"))) {
			allow(named);
			return;
		}
		JsonFields function = named.object("function");
		String name = (function != null) ? function.text("name") : named.text("name");
		if (name == null || !this.names.contains(name)) {
			throw ApiException.invalid(body.place(field), body.place(field) + " names no tool of the request");
		}
		this.mode = FunctionCallMode.always(name);
	}

	/** Keeps only the named tools, and applies the mode of the choice to them. */
	private void allow(JsonFields choice) {
		JsonFields nested = choice.object("allowed_tools");
		JsonFields allowed = (nested != null) ? nested : choice;
		Set<String> kept = new HashSet<>();
		for (JsonFields tool : allowed.objects("tools")) {
			JsonFields function = tool.object("function");
			String name = (function != null) ? function.text("name") : tool.text("name");
			if (name == null || !this.names.contains(name)) {
				throw ApiException.invalid(tool.place(), tool.place() + " names no tool of the request");
			}
			kept.add(name);
		}
		if (kept.isEmpty()) {
			throw ApiException.invalid(allowed.place("tools"),
					allowed.place("tools") + " has to name at least one tool");
		}
		this.tools.removeIf((tool) -> !kept.contains(tool.getToolDefinition().name()));
		String mode = allowed.text("mode");
		word(allowed, "mode", (mode != null) ? mode : "auto");
	}

	private void word(JsonFields body, String field, String word) {
		switch (word) {
			case "auto" -> this.mode = null;
			case "none" -> this.mode = FunctionCallMode.NONE;
			case "required" -> require(body, field);
			default -> throw body.wrong(field, "auto, none, required, or a tool of the request");
		}
	}

	private void require(JsonFields body, String field) {
		if (this.tools.isEmpty()) {
			throw ApiException.invalid(body.place(field),
					body.place(field) + " is required, but the request has no tools");
		}
		if (this.tools.size() == 1) {
			this.mode = FunctionCallMode.always(this.tools.get(0).getToolDefinition().name());
		}
		else {
			this.required = true;
		}
	}

}
