package io.github.gigachat.spring.ai.internal.flatten;

import java.util.List;
import java.util.function.UnaryOperator;

import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.api.chat.FunctionDetails;
import io.github.gigachat.spring.ai.internal.json.FlattenJson;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Creates the function definition that is sent for a tool.
 */
final class FunctionDefinitions {

	private FunctionDefinitions() {
	}

	/**
	 * Creates the definition of a function.
	 * @param tool the tool, possibly with {@link FunctionDetails}
	 * @param wireName the function name to send
	 * @param description the description of the function
	 * @param parameters adapts the schema of the arguments to the service's dialect
	 * @param results adapts the schema of the result
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
