package io.github.gigachat.spring.ai.internal.token.shared;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call of the shared store fails. The message contains no secret.
 */
final class StoreFailedException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	StoreFailedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
