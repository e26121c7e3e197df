package io.github.gigachat.spring.ai.api.chat;

/**
 * The way in which an answer by a JSON schema is requested.
 */
public enum StructuredOutputMode {

	/** Sets {@code response_format} in the request, also beside tools. */
	NATIVE,

	/**
	 * Adds a function whose arguments are the answer. A request without tools forces this
	 * function. A request with tools offers it beside them.
	 */
	FUNCTION

}
