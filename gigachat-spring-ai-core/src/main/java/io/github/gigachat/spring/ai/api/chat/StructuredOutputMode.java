package io.github.gigachat.spring.ai.api.chat;

/**
 * How an answer by a JSON schema is asked for.
 */
public enum StructuredOutputMode {

	/** By the request's {@code response_format}, also beside tools. */
	NATIVE,

	/**
	 * By a function whose arguments are the answer: forced when the request has no tools,
	 * offered beside them otherwise.
	 */
	FUNCTION

}
