package io.github.gigachat.spring.ai.flatten;

import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.api.FunctionDefinition;

import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Makes the wire's definition of a function from a tool's.
 */
final class FunctionDefinitions {

	private FunctionDefinitions() {
	}

	static FunctionDefinition of(ToolDefinition tool, String wireName, UnaryOperator<String> schemas) {
		return new FunctionDefinition(wireName, tool.description(), schemas.apply(tool.inputSchema()), null, null);
	}

}
