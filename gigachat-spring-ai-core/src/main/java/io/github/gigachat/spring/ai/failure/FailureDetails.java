package io.github.gigachat.spring.ai.failure;

import java.io.Serializable;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The facts of one failure. The exception message is built from them.
 *
 * @param kind the kind of the failure
 * @param what the beginning of the message, without a full stop
 * @param status the HTTP status of the response, or the status in an error body that came
 * with HTTP 200; {@code null} if there was no response
 * @param code the service's error code, or {@code null}
 * @param serviceMessage the error message of the service, or {@code null}
 * @param requestId the request id under which the service logged the request, or
 * {@code null}
 * @param retryAfter the delay that the service asks for, or {@code null}
 * @param hint advice on how to fix the problem, or {@code null}
 * @param ofTokenEndpoint {@code true} if the token endpoint refused to issue a token, so
 * that the request itself was not sent
 * @param ofService {@code true} if the service itself refused the request, with an error
 * body in its own format
 * @param option the option or the part of the request that is to blame, as in
 * {@link GigaChatFailure#option()}, or {@code null}
 * @serial exclude
 */
@SuppressWarnings("InvalidBlockTag") // a record has a serialized form, which the tag
										// leaves out
public record FailureDetails(FailureKind kind, String what, @Nullable Integer status, @Nullable Integer code,
		@Nullable String serviceMessage, @Nullable String requestId, @Nullable Duration retryAfter,
		@Nullable String hint, boolean ofTokenEndpoint, boolean ofService,
		@Nullable String option) implements Serializable {

	/**
	 * Creates the details of a failure for which no option is to blame.
	 * @param kind the kind of the failure
	 * @param what the beginning of the message, without a full stop
	 * @param status the status of the response, or {@code null}
	 * @param code the service's error code, or {@code null}
	 * @param serviceMessage the error message of the service, or {@code null}
	 * @param requestId the request id, or {@code null}
	 * @param retryAfter the delay that the service asks for, or {@code null}
	 * @param hint advice on how to fix the problem, or {@code null}
	 * @param ofTokenEndpoint {@code true} if the token endpoint refused to issue a token
	 * @param ofService {@code true} if the service itself refused the request
	 */
	public FailureDetails(FailureKind kind, String what, @Nullable Integer status, @Nullable Integer code,
			@Nullable String serviceMessage, @Nullable String requestId, @Nullable Duration retryAfter,
			@Nullable String hint, boolean ofTokenEndpoint, boolean ofService) {
		this(kind, what, status, code, serviceMessage, requestId, retryAfter, hint, ofTokenEndpoint, ofService, null);
	}

	/**
	 * Creates the details of a failure that is neither a refusal of the token endpoint
	 * nor one in the service's own error format.
	 * @param kind the kind of the failure
	 * @param what the beginning of the message, without a full stop
	 * @param status the status of the response, or {@code null}
	 * @param code the service's error code, or {@code null}
	 * @param serviceMessage the error message of the service, or {@code null}
	 * @param requestId the request id, or {@code null}
	 * @param retryAfter the delay that the service asks for, or {@code null}
	 * @param hint advice on how to fix the problem, or {@code null}
	 */
	public FailureDetails(FailureKind kind, String what, @Nullable Integer status, @Nullable Integer code,
			@Nullable String serviceMessage, @Nullable String requestId, @Nullable Duration retryAfter,
			@Nullable String hint) {
		this(kind, what, status, code, serviceMessage, requestId, retryAfter, hint, false, false);
	}

	/**
	 * Creates the details of a failure without a response.
	 * @param kind the kind of the failure
	 * @param what the beginning of the message, without a full stop
	 * @return the details
	 */
	public static FailureDetails of(FailureKind kind, String what) {
		return new FailureDetails(kind, what, null, null, null, null, null, null);
	}

	/**
	 * Returns a copy with another hint.
	 * @param hint the hint, or {@code null} for none
	 * @return the details
	 */
	public FailureDetails withHint(@Nullable String hint) {
		return as(this.kind, this.what, hint);
	}

	/**
	 * Returns a copy that blames another option.
	 * @param option the option, as in {@link GigaChatFailure#option()}, or {@code null}
	 * for none
	 * @return the details
	 */
	public FailureDetails withOption(@Nullable String option) {
		return new FailureDetails(this.kind, this.what, this.status, this.code, this.serviceMessage, this.requestId,
				this.retryAfter, this.hint, this.ofTokenEndpoint, this.ofService, option);
	}

	FailureDetails about(String subject, @Nullable String option) {
		return as(this.kind, subject + ": " + this.what, this.hint).withOption(option);
	}

	/**
	 * Returns a copy that describes the same response as another failure.
	 * @param kind the kind of the failure
	 * @param what the beginning of the message, without a full stop
	 * @param hint advice on how to fix the problem, or {@code null}
	 * @return the details
	 */
	public FailureDetails as(FailureKind kind, String what, @Nullable String hint) {
		return new FailureDetails(kind, what, this.status, this.code, this.serviceMessage, this.requestId,
				this.retryAfter, hint, this.ofTokenEndpoint, this.ofService, this.option);
	}

	/**
	 * Returns a copy with another name of the subject in its message, and with another
	 * option if an option is to blame.
	 */
	FailureDetails forOther(String subject, String other, @Nullable String option) {
		return as(this.kind, this.what.replace(subject, other), this.hint)
			.withOption((this.option != null) ? option : null);
	}

	String message() {
		StringBuilder text = new StringBuilder(this.what);
		if (this.status != null) {
			text.append(" (HTTP ").append(this.status);
			if (this.code != null) {
				text.append(", code ").append(this.code);
			}
			text.append(')');
		}
		if (this.serviceMessage != null) {
			text.append(": ").append(this.serviceMessage);
		}
		if (this.retryAfter != null) {
			text.append("; retry after ").append(this.retryAfter.toSeconds()).append(" s");
		}
		if (this.requestId != null) {
			text.append("; request id ").append(this.requestId);
		}
		if (this.hint != null) {
			text.append(". ").append(this.hint);
		}
		return text.toString();
	}

}
