package io.github.gigachat.spring.ai.internal.token.shared;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Says that the shared store is of no use at the moment, in words that hold no secret.
 */
final class StoreFailedException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	StoreFailedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
