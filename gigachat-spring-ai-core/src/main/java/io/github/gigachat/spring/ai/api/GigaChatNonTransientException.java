package io.github.gigachat.spring.ai.api;

import java.io.Serial;

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
	 * A request, or a part of it, that is too large for the service, before it is sent.
	 * @param what what is too large, quoting nothing
	 * @param hint what to do
	 * @return the exception
	 */
	public static GigaChatNonTransientException tooLarge(String what, @Nullable String hint) {
		return new GigaChatNonTransientException(FailureDetails.of(FailureKind.TOO_LARGE, what).withHint(hint), null);
	}

	/**
	 * A failure on the way to the service, of which the service knows nothing.
	 * @param kind what went wrong
	 * @param what the same in words, quoting nothing
	 * @param hint what to do
	 * @param cause why
	 * @return the exception
	 */
	public static GigaChatNonTransientException of(FailureKind kind, String what, @Nullable String hint,
			@Nullable Throwable cause) {
		return new GigaChatNonTransientException(FailureDetails.of(kind, what).withHint(hint), cause);
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
	public FailureDetails details() {
		return this.details;
	}

}
