package io.github.gigachat.samples.gateway.responses;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.samples.gateway.dialect.ChatCall;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * A tool of the client, as the function that the model knows. The function may have
 * another name and other arguments than the tool.
 *
 * @param name the name of the function
 * @param description the description; empty if there is none
 * @param inputSchema the schema of the arguments
 * @param namespace the namespace in which the client has the tool, or {@code null}
 * @param ownName the name of the tool in its namespace
 * @param custom whether the client takes a text instead of arguments
 */
record DeclaredTool(String name, String description, String inputSchema, @Nullable String namespace, String ownName,
		boolean custom) implements ToolDefinition {

	private static final String SEPARATOR = "__";

	/** Returns the name of the function of a tool. */
	static String functionName(@Nullable String namespace, String name) {
		return (namespace != null) ? namespace + SEPARATOR + name : name;
	}

	/** Returns the tools of a request by the names of their functions. */
	static Map<String, DeclaredTool> byName(ChatCall call) {
		Map<String, DeclaredTool> tools = new HashMap<>();
		List<ToolCallback> callbacks = Objects.requireNonNullElse(call.options().getToolCallbacks(), List.of());
		for (ToolCallback callback : callbacks) {
			if (callback.getToolDefinition() instanceof DeclaredTool tool) {
				tools.put(tool.name(), tool);
			}
		}
		return tools;
	}

	/** Returns the name only. */
	@Override
	public String toString() {
		return "DeclaredTool[name=" + this.name + "]";
	}

}
