package io.github.gigachat.spring.ai.failure;

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

	public GigaChatTransientException(FailureDetails details, @Nullable Throwable cause) {
		super(details.message(), cause);
		this.details = details;
	}

	/**
	 * A failure on the way to the service, of which the service knows nothing.
	 * @param kind what went wrong
	 * @param what the same in words, quoting nothing
	 * @param hint what to do
	 * @param cause why
	 * @return the exception
	 */
	public static GigaChatTransientException of(FailureKind kind, String what, @Nullable String hint,
			@Nullable Throwable cause) {
		return new GigaChatTransientException(FailureDetails.of(kind, what).withHint(hint), cause);
	}

	/**
	 * Creates the failure of another caller that waited for the same work. It has the
	 * same details, and this failure as its cause.
	 * @param subject the name of the subject in this failure's message; a message without
	 * it stays as it is
	 * @param other the other caller's name of the subject, quoting no content
	 * @return a new exception
	 */
	public GigaChatTransientException forOther(String subject, String other) {
		return new GigaChatTransientException(this.details.forOther(subject, other), this);
	}

	/**
	 * Creates the failure of an answer whose finish reason reports an error and that has
	 * neither text nor a call.
	 * @param finishReason the service's finish reason
	 * @param requestId the id of the answer, or {@code null}
	 * @return an exception of the kind {@link FailureKind#MODEL_OUTPUT}
	 */
	public static GigaChatTransientException modelOutput(String finishReason, @Nullable String requestId) {
		return new GigaChatTransientException(new FailureDetails(FailureKind.MODEL_OUTPUT,
				"The model answered with neither text nor a call, with the finish reason " + finishReason, null, null,
				null, requestId, null,
				"The model wrote a function call that the service could not parse: ask again, or simplify the tools'"
						+ " schemas"),
				null);
	}

	@Override
	public FailureDetails details() {
		return this.details;
	}

}
