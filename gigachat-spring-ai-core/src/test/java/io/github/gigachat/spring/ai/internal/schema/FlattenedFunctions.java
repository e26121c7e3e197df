package io.github.gigachat.spring.ai.internal.schema;

import java.util.List;

import io.github.gigachat.spring.ai.internal.flatten.FlattenSettings;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import io.github.gigachat.spring.ai.internal.flatten.MessageFlattener;

import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * What becomes of tools in a request.
 */
final class FlattenedFunctions {

	private static final MessageFlattener FLATTENER = new MessageFlattener();

	private FlattenedFunctions() {
	}

	static ToolDefinition tool(String name, String inputSchema) {
		return new Definition(name, "Does it", inputSchema);
	}

	static FlattenedConversation of(String inputSchema) {
		return FLATTENER.flatten(List.of(new UserMessage("Hi")), List.of(tool("tool", inputSchema)),
				FlattenSettings.defaults());
	}

	/** The parameters that a tool of this schema goes out with. */
	static String parameters(String inputSchema) {
		String parameters = of(inputSchema).functions().get(0).parameters();
		if (parameters == null) {
			throw new AssertionError("No parameters");
		}
		return parameters;
	}

	/**
	 * Any implementation of a definition, which Spring AI's own check of a schema is not
	 * in the way of.
	 *
	 * @param name the tool's name
	 * @param description what it does
	 * @param inputSchema the schema, also a blank one
	 */
	private record Definition(String name, String description, String inputSchema) implements ToolDefinition {
	}

}
