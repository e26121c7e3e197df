package io.github.gigachat.spring.ai.api;

import java.io.Serial;
import java.time.Duration;

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
	public FailureKind kind() {
		return this.details.kind();
	}

	@Override
	public @Nullable Integer status() {
		return this.details.status();
	}

	@Override
	public @Nullable Integer code() {
		return this.details.code();
	}

	@Override
	public @Nullable String serviceMessage() {
		return this.details.serviceMessage();
	}

	@Override
	public @Nullable String requestId() {
		return this.details.requestId();
	}

	@Override
	public @Nullable Duration retryAfter() {
		return this.details.retryAfter();
	}

	@Override
	public @Nullable String hint() {
		return this.details.hint();
	}

}
