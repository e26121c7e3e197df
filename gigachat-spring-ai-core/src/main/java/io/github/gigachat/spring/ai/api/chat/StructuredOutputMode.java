package io.github.gigachat.spring.ai.api.chat;

/**
 * The way in which an answer that follows a JSON schema is requested.
 */
public enum StructuredOutputMode {

	/** Sets {@code response_format} in the request, even if it has tools. */
	NATIVE,

	/**
	 * Adds a function whose arguments are the answer. A request without tools forces this
	 * function. A request with tools offers it in addition to them.
	 */
	FUNCTION,

	/**
	 * Does the same as {@link #NATIVE}. If the service refuses a request that has tools,
	 * built-in functions or built-in tools with 400 or 422, sends it again as
	 * {@link #FUNCTION} does, unless the message names another cause.
	 */
	AUTO

}
