package io.github.gigachat.spring.ai.api.chat;

/**
 * How the schemas of tools go out. How strict the service is differs by its age and its
 * source.
 */
public enum FunctionSchemaMode {

	/** What the service's dialect does not have is changed, and reported. */
	COMPATIBLE,

	/** Schemas go out untouched. */
	AS_IS,

	/**
	 * Untouched, and once more in the compatible form when the service refuses the
	 * request with 400 or 422.
	 */
	AUTO

}
