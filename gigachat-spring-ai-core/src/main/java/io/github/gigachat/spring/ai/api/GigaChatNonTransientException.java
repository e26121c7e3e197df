package io.github.gigachat.spring.ai.api;

import java.io.Serial;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.NonTransientAiException;

/**
 * A failure that the same call would meet again: something has to change first.
 */
public final class GigaChatNonTransientException extends NonTransientAiException implements GigaChatFailure {

	@Serial
	private static final long serialVersionUID = 1L;

	/** What the failure was, for all that is asked of this exception. */
	private final FailureDetails details;

	GigaChatNonTransientException(FailureDetails details, @Nullable Throwable cause) {
		super(details.message(), cause);
		this.details = details;
	}

	/**
	 * A request that is wrong before it is sent.
	 * @param what what is wrong with it, quoting nothing
	 * @param hint what to do
	 * @return the exception
	 */
	public static GigaChatNonTransientException invalidRequest(String what, @Nullable String hint) {
		return new GigaChatNonTransientException(FailureDetails.of(FailureKind.INVALID_REQUEST, what).withHint(hint),
				null);
	}

	/**
	 * The same failure with another hint.
	 * @param hint what to do
	 * @return the exception
	 */
	public GigaChatNonTransientException withHint(String hint) {
		return new GigaChatNonTransientException(this.details.withHint(hint), this);
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
