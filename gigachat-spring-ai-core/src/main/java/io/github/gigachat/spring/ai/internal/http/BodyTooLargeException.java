package io.github.gigachat.spring.ai.internal.http;

/**
 * Thrown within the package when a body, or one event of it, exceeds the maximum size.
 */
final class BodyTooLargeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	BodyTooLargeException() {
		super("The body exceeds the maximum size", null, false, false);
	}

}
