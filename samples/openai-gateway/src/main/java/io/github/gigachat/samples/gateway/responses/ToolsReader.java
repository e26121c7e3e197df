package io.github.gigachat.samples.gateway.responses;

import java.util.List;

import io.github.gigachat.samples.gateway.conversation.DeclaredTools;
import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.samples.gateway.openai.ToolChoice;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tools of a request, and whether the model may, must not or must call them.
 * Tools that OpenAI itself would run are left out.
 */
final class ToolsReader {

	private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

	private static final String ONE_TEXT = """
			{"type":"object","properties":{"input":{"type":"string","description":"The whole input of the tool"}},\
			"required":["input"]}""";

	private final DeclaredTools tools = new DeclaredTools();

	private final List<String> ignored;

	private ToolsReader(List<String> ignored) {
		this.ignored = ignored;
	}

	static DeclaredTools read(JsonFields body, List<String> ignored) {
		ToolsReader reader = new ToolsReader(ignored);
		body.objects("tools").forEach((tool) -> reader.tool(tool, null));
		ToolChoice choice = new ToolChoice(reader.tools, ToolsReader::name, ToolsReader::isForeign);
		if (!choice.read(body, "tool_choice")) {
			ignored.add("tool_choice");
		}
		return reader.tools;
	}

	private void tool(JsonFields tool, @Nullable JsonFields space) {
		switch (tool.requiredText("type")) {
			case "function" -> function(tool, space);
			case "custom" -> custom(tool, space);
			case "namespace" -> tool.objects("tools").forEach((nested) -> tool(nested, tool));
			default -> this.ignored.add(tool.place());
		}
	}

	private void function(JsonFields tool, @Nullable JsonFields space) {
		String schema = tool.json("parameters");
		add(tool, space, text(tool, "description"), (schema != null) ? schema : NO_ARGUMENTS, false);
	}

	private void custom(JsonFields tool, @Nullable JsonFields space) {
		JsonFields format = tool.object("format");
		String grammar = (format != null) ? format.text("definition") : null;
		String description = text(tool, "description");
		if (format != null && grammar != null) {
			description += "\n\nThe input follows this grammar (" + text(format, "syntax") + "):\n" + grammar;
		}
		add(tool, space, description, ONE_TEXT, true);
	}

	private void add(JsonFields tool, @Nullable JsonFields space, String description, String schema, boolean custom) {
		String namespace = (space != null) ? space.requiredText("name") : null;
		String about = (space != null) ? text(space, "description").strip().lines().findFirst().orElse("") : "";
		String name = tool.requiredText("name");
		this.tools.add(new DeclaredTool(DeclaredTool.functionName(namespace, name),
				(about + "\n\n" + description).strip(), schema, namespace, name, custom), tool.place("name"));
	}

	private static String text(JsonFields fields, String field) {
		String text = fields.text(field);
		return (text != null) ? text : "";
	}

	private static @Nullable String name(JsonFields choice) {
		String name = choice.text("name");
		return (name != null) ? DeclaredTool.functionName(choice.text("namespace"), name) : null;
	}

	private static boolean isForeign(JsonFields choice) {
		String type = choice.requiredText("type");
		return !type.equals("function") && !type.equals("custom");
	}

}
