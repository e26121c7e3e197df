package io.github.gigachat.spring.ai.api.chat;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Details of a function that GigaChat accepts beyond Spring AI's tool definition. The
 * provider sends them if a tool definition implements this interface.
 */
public interface FunctionDetails {

	/**
	 * Returns examples of user requests and of the matching arguments.
	 * @return the examples in order; empty for none
	 */
	List<FunctionDefinition.Example> fewShotExamples();

	/**
	 * Returns the schema of the function's result.
	 * @return the JSON schema of an object, as text; {@code null} if it is not known
	 */
	@Nullable String returnSchema();

}
