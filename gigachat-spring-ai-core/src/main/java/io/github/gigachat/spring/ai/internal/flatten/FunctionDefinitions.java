package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;
import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.api.chat.FunctionDetails;
import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Makes the wire's definition of a function from a tool's.
 */
final class FunctionDefinitions {

	private FunctionDefinitions() {
	}

	/**
	 * Creates the definition of a function.
	 * @param tool the tool, with its details when it has some
	 * @param wireName the function's name on the wire
	 * @param description the description of the function
	 * @param parameters fits the schema of the arguments into the dialect
	 * @param results fits the schema of the result
	 * @return the definition
	 */
	static FunctionDefinition of(ToolDefinition tool, String wireName, String description,
			UnaryOperator<String> parameters, UnaryOperator<String> results) {
		List<FunctionDefinition.Example> examples = null;
		String result = null;
		if (tool instanceof FunctionDetails details) {
			examples = orNull(details.fewShotExamples());
			String schema = details.returnSchema();
			result = (schema != null) ? results.apply(schema) : null;
		}
		return new FunctionDefinition(wireName, description, parameters.apply(tool.inputSchema()), examples, result);
	}

	private static @Nullable List<FunctionDefinition.Example> orNull(List<FunctionDefinition.Example> examples) {
		return examples.isEmpty() ? null
				: examples.stream()
					.map((example) -> new FunctionDefinition.Example(example.request(),
							FlattenJson.withoutLoneSurrogates(example.params())))
					.toList();
	}

}
