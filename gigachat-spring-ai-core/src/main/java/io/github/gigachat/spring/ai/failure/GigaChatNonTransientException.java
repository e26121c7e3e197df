package io.github.gigachat.spring.ai.failure;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.NonTransientAiException;

/**
 * Thrown when the same call would fail again: the request, the configuration or the
 * account has to change first.
 */
public final class GigaChatNonTransientException extends NonTransientAiException implements GigaChatFailure {

	@Serial
	private static final long serialVersionUID = 1L;

	/** The facts that the methods of this exception return. */
	private final FailureDetails details;

	/** The model's text instead of an image, or {@code null}. */
	private final @Nullable String answer;

	/**
	 * Creates an exception.
	 * @param details the facts of the failure
	 * @param cause the cause, or {@code null}
	 */
	public GigaChatNonTransientException(FailureDetails details, @Nullable Throwable cause) {
		this(details, cause, null);
	}

	private GigaChatNonTransientException(FailureDetails details, @Nullable Throwable cause, @Nullable String answer) {
		super(details.message(), cause);
		this.details = details;
		this.answer = answer;
	}

	/**
	 * Creates the failure of an invalid request that is not sent.
	 * @param what the problem, without quoting the request's content
	 * @param hint advice on how to fix the problem, or {@code null}
	 * @return the exception
	 */
	public static GigaChatNonTransientException invalidRequest(String what, @Nullable String hint) {
		return new GigaChatNonTransientException(FailureDetails.of(FailureKind.INVALID_REQUEST, what).withHint(hint),
				null);
	}

	/**
	 * Creates the failure of a request that is not sent because of one of its options or
	 * parts.
	 * @param option the name of the option, as in {@link GigaChatFailure#option()}
	 * @param what the problem, beginning with the name of the option or part and without
	 * quoting the request's content
	 * @param hint advice on how to fix the problem, or {@code null}
	 * @return the exception
	 */
	public static GigaChatNonTransientException invalidOption(String option, String what, @Nullable String hint) {
		return new GigaChatNonTransientException(
				FailureDetails.of(FailureKind.INVALID_REQUEST, what).withHint(hint).withOption(option), null);
	}

	/**
	 * Creates the failure of a request that is not sent because it, or a part of it, is
	 * too large for the service.
	 * @param option the name of the part, as in {@link GigaChatFailure#option()}
	 * @param what the part that is too large, without quoting the request's content
	 * @param hint advice on how to fix the problem, or {@code null}
	 * @return the exception
	 */
	public static GigaChatNonTransientException tooLarge(String option, String what, @Nullable String hint) {
		return new GigaChatNonTransientException(
				FailureDetails.of(FailureKind.TOO_LARGE, what).withHint(hint).withOption(option), null);
	}

	/**
	 * Creates a failure that does not come from a response of the service.
	 * @param kind the kind of the failure
	 * @param what the problem in words, without quoting any content
	 * @param hint advice on how to fix the problem, or {@code null}
	 * @param cause the cause, or {@code null}
	 * @return the exception
	 */
	public static GigaChatNonTransientException of(FailureKind kind, String what, @Nullable String hint,
			@Nullable Throwable cause) {
		return new GigaChatNonTransientException(FailureDetails.of(kind, what).withHint(hint), cause);
	}

	/**
	 * Creates the failure of an answer without the requested image.
	 * @param finishReason the finish reason of the answer, or {@code null}
	 * @param requestId the request id of the answer, or {@code null}
	 * @param hint advice on how to fix the problem
	 * @param answer the model's text, or {@code null}; no message quotes it
	 * @return the exception
	 */
	public static GigaChatNonTransientException noImage(@Nullable String finishReason, @Nullable String requestId,
			String hint, @Nullable String answer) {
		FailureDetails details = new FailureDetails(FailureKind.NO_IMAGE,
				"The model answered without a picture, with the finish reason " + finishReason, null, null, null,
				requestId, null, hint);
		return new GigaChatNonTransientException(details, null, answer);
	}

	/**
	 * Returns the same failure with another hint and with this exception as its cause.
	 * @param hint advice on how to fix the problem
	 * @return the exception
	 */
	public GigaChatNonTransientException withHint(String hint) {
		return new GigaChatNonTransientException(this.details.withHint(hint), this, this.answer);
	}

	/**
	 * Returns the same failure with the name of its subject at the beginning of the
	 * message and with this exception as its cause.
	 * @param subject the name of the refused thing, without quoting any content
	 * @param option the option that is the subject, or {@code null}
	 * @return the exception
	 */
	public GigaChatNonTransientException about(String subject, @Nullable String option) {
		return new GigaChatNonTransientException(this.details.about(subject, option), this, this.answer);
	}

	/**
	 * Returns the model's text instead of the requested image, for
	 * {@link FailureKind#NO_IMAGE}. Most often it explains why the model did not draw. No
	 * exception message contains it, because it is content.
	 * @return the text, or {@code null} for every other kind
	 */
	public @Nullable String answer() {
		return this.answer;
	}

	/**
	 * Creates the failure of another caller that waited for the same work. It has the
	 * same details and this exception as its cause.
	 * @param subject the name of the subject in this exception's message; a message
	 * without it stays unchanged
	 * @param other the other caller's name of the subject, without quoting any content
	 * @param option the other caller's name of the option, if an option is to blame
	 * @return a new exception
	 */
	public GigaChatNonTransientException forOther(String subject, String other, @Nullable String option) {
		return new GigaChatNonTransientException(this.details.forOther(subject, other, option), this, this.answer);
	}

	@Override
	public FailureDetails details() {
		return this.details;
	}

}
