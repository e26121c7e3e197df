package io.github.gigachat.spring.ai.failure;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.TransientAiException;

/**
 * Thrown when a later call may succeed without any change. The kind of the failure
 * decides whether this provider has already retried the request.
 */
public final class GigaChatTransientException extends TransientAiException implements GigaChatFailure {

	@Serial
	private static final long serialVersionUID = 1L;

	/** The facts that the methods of this exception return. */
	private final FailureDetails details;

	/**
	 * Creates an exception.
	 * @param details the facts of the failure
	 * @param cause the cause, or {@code null}
	 */
	public GigaChatTransientException(FailureDetails details, @Nullable Throwable cause) {
		super(details.message(), cause);
		this.details = details;
	}

	/**
	 * Creates a failure that does not come from a response of the service.
	 * @param kind the kind of the failure
	 * @param what the problem in words, without quoting any content
	 * @param hint advice on how to fix the problem, or {@code null}
	 * @param cause the cause, or {@code null}
	 * @return the exception
	 */
	public static GigaChatTransientException of(FailureKind kind, String what, @Nullable String hint,
			@Nullable Throwable cause) {
		return new GigaChatTransientException(FailureDetails.of(kind, what).withHint(hint), cause);
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
	public GigaChatTransientException forOther(String subject, String other, @Nullable String option) {
		return new GigaChatTransientException(this.details.forOther(subject, other, option), this);
	}

	/**
	 * Creates the failure of an answer that has neither text nor a call and whose finish
	 * reason reports an error.
	 * @param finishReason the service's finish reason
	 * @param requestId the request id of the answer, or {@code null}
	 * @return the exception, of the kind {@link FailureKind#MODEL_OUTPUT}
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
