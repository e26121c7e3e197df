package io.github.gigachat.spring.ai.internal.http;

/**
 * Signals within the package that a body, or one event of it, is longer than allowed.
 */
final class BodyTooLargeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	BodyTooLargeException() {
		super("The body is longer than allowed", null, false, false);
	}

}
