package io.github.gigachat.samples.gateway.messages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.gigachat.samples.gateway.conversation.DeclaredTools;
import io.github.gigachat.samples.gateway.json.JsonFields;

/**
 * Reads the tools of a request, and whether the model may, must not or must call them.
 * Tools that Anthropic itself defines have no schema here, and are left out.
 */
final class ToolsReader {

	private final DeclaredTools tools = new DeclaredTools();

	/** The names of the tools that were left out. */
	private final Set<String> leftOut = new HashSet<>();

	private final List<String> ignored = new ArrayList<>();

	private ToolsReader() {
	}

	static ToolsReader read(JsonFields body) {
		ToolsReader reader = new ToolsReader();
		body.objects("tools").forEach(reader::tool);
		JsonFields choice = body.object("tool_choice");
		if (choice != null) {
			reader.choice(choice);
		}
		return reader;
	}

	private void tool(JsonFields tool) {
		String type = tool.text("type");
		String schema = tool.json("input_schema");
		if (schema == null && type != null && !type.equals("custom")) {
			this.ignored.add(tool.place());
			String name = tool.text("name");
			if (name != null) {
				this.leftOut.add(name);
			}
			return;
		}
		this.tools.add(tool.requiredText("name"), tool.text("description"), schema, tool.place("name"));
	}

	private void choice(JsonFields choice) {
		switch (choice.requiredText("type")) {
			case "auto" -> {
			}
			case "none" -> this.tools.forbid();
			case "any" -> this.tools.requireAny(choice.place());
			case "tool" -> one(choice);
			default -> throw choice.wrong("type", "auto, any, tool or none");
		}
	}

	private void one(JsonFields choice) {
		String name = choice.text("name");
		if (name != null && this.leftOut.contains(name) && !this.tools.has(name)) {
			this.ignored.add(choice.place());
			return;
		}
		this.tools.force(name, choice.place("name"));
	}

	DeclaredTools declared() {
		return this.tools;
	}

	/**
	 * Returns the places of the tools that were left out, and of a choice of one of them.
	 */
	List<String> ignored() {
		return this.ignored;
	}

}
