package io.github.gigachat.spring.ai;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.metadata.ToolMetadata;

/**
 * Tool callback that delegates to another tool but presents a different definition to the
 * model.
 *
 * @param tool the tool that is called
 * @param definition the definition that the model sees
 */
record DescribedToolCallback(ToolCallback tool, GigaChatToolDefinition definition) implements ToolCallback {

	@Override
	public ToolDefinition getToolDefinition() {
		return this.definition;
	}

	@Override
	public ToolMetadata getToolMetadata() {
		return this.tool.getToolMetadata();
	}

	@Override
	public String call(String toolInput) {
		return this.tool.call(toolInput);
	}

	@Override
	public String call(String toolInput, @Nullable ToolContext toolContext) {
		return this.tool.call(toolInput, toolContext);
	}

	@Override
	public String toString() {
		return "DescribedToolCallback[tool=" + this.tool.getClass().getName() + ", definition=" + this.definition + "]";
	}

}
