package io.github.gigachat.spring.ai.api;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.TransientAiException;

/**
 * A failure that may pass by itself: a later call may end well. Whether this provider has
 * tried again already depends on its kind.
 */
public final class GigaChatTransientException extends TransientAiException implements GigaChatFailure {

	@Serial
	private static final long serialVersionUID = 1L;

	/** What the failure was, for all that is asked of this exception. */
	private final FailureDetails details;

	GigaChatTransientException(FailureDetails details, @Nullable Throwable cause) {
		super(details.message(), cause);
		this.details = details;
	}

	@Override
	public FailureDetails details() {
		return this.details;
	}

}
