package io.github.gigachat.spring.ai.api.chat;

/**
 * The way in which the JSON schemas of tools are sent. The strictness of the service
 * differs between versions and installations.
 */
public enum FunctionSchemaMode {

	/**
	 * Replaces the parts of a schema that the service's dialect does not support, and
	 * reports the changes.
	 */
	COMPATIBLE,

	/** Sends schemas unchanged. */
	AS_IS,

	/**
	 * Sends schemas unchanged. If the service refuses the request with 400 or 422, sends
	 * it again with compatible schemas.
	 */
	AUTO

}
