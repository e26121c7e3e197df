package io.github.gigachat.spring.ai.failure;

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

	/** What the model said instead, or {@code null}. */
	private final @Nullable String answer;

	public GigaChatNonTransientException(FailureDetails details, @Nullable Throwable cause) {
		this(details, cause, null);
	}

	private GigaChatNonTransientException(FailureDetails details, @Nullable Throwable cause, @Nullable String answer) {
		super(details.message(), cause);
		this.details = details;
		this.answer = answer;
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
	 * An answer without the picture that was asked for.
	 * @param finishReason the service's word for why the model stopped
	 * @param requestId the id of the answer
	 * @param hint what to do
	 * @param answer what the model said instead, which no message quotes
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
	 * The same failure with another hint.
	 * @param hint what to do
	 * @return the exception
	 */
	public GigaChatNonTransientException withHint(String hint) {
		return new GigaChatNonTransientException(this.details.withHint(hint), this, this.answer);
	}

	/**
	 * The same failure with the name of what it is about before its words.
	 * @param subject what was refused, quoting nothing
	 * @return the exception
	 */
	public GigaChatNonTransientException about(String subject) {
		return new GigaChatNonTransientException(this.details.about(subject), this, this.answer);
	}

	/**
	 * What the model said instead of what was asked for, with
	 * {@link FailureKind#NO_IMAGE}: why it does not draw this, most often. It is content,
	 * and in no message.
	 * @return the words, or {@code null} with every other kind
	 */
	public @Nullable String answer() {
		return this.answer;
	}

	/**
	 * Creates the failure of another caller that waited for the same work. It has the
	 * same details, and this failure as its cause.
	 * @param subject the name of the subject in this failure's message; a message without
	 * it stays as it is
	 * @param other the other caller's name of the subject, quoting no content
	 * @return a new exception
	 */
	public GigaChatNonTransientException forOther(String subject, String other) {
		return new GigaChatNonTransientException(this.details.forOther(subject, other), this, this.answer);
	}

	@Override
	public FailureDetails details() {
		return this.details;
	}

}
