package io.github.gigachat.spring.ai.api.chat;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What GigaChat can be told of a function beyond Spring AI's tool definition. A tool
 * definition that implements it takes this along to the service.
 */
public interface FunctionDetails {

	/**
	 * What users may say, and the arguments that belong to it.
	 * @return the examples in order; empty for none
	 */
	List<FunctionDefinition.Example> fewShotExamples();

	/**
	 * The form of the function's result.
	 * @return the text of the JSON schema of an object; {@code null} when it is not known
	 */
	@Nullable String returnSchema();

}
