package io.github.gigachat.spring.ai.failure;

import java.io.Serializable;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The facts of one failure, from which its message is made.
 *
 * @param kind what went wrong
 * @param what the first words of the message, without a full stop
 * @param status the status of the answer, if there was one: that of HTTP or, behind HTTP
 * 200, that of an error body
 * @param code the service's code, if it gave one
 * @param serviceMessage the service's words, if it had some
 * @param requestId the id to look for in the service's log
 * @param retryAfter the wait that the service asks for
 * @param hint what to do
 * @param ofTokenEndpoint whether the token endpoint refused, so that the request itself
 * was not sent
 * @param ofService whether the service itself refused, in an error body of its own form
 * @serial exclude
 */
@SuppressWarnings("InvalidBlockTag") // a record has a serialized form, which the tag
										// leaves out
public record FailureDetails(FailureKind kind, String what, @Nullable Integer status, @Nullable Integer code,
		@Nullable String serviceMessage, @Nullable String requestId, @Nullable Duration retryAfter,
		@Nullable String hint, boolean ofTokenEndpoint, boolean ofService) implements Serializable {

	public FailureDetails(FailureKind kind, String what, @Nullable Integer status, @Nullable Integer code,
			@Nullable String serviceMessage, @Nullable String requestId, @Nullable Duration retryAfter,
			@Nullable String hint) {
		this(kind, what, status, code, serviceMessage, requestId, retryAfter, hint, false, false);
	}

	public static FailureDetails of(FailureKind kind, String what) {
		return new FailureDetails(kind, what, null, null, null, null, null, null);
	}

	public FailureDetails withHint(@Nullable String hint) {
		return as(this.kind, this.what, hint);
	}

	FailureDetails about(String subject) {
		return as(this.kind, subject + ": " + this.what, this.hint);
	}

	/** The same answer of the service, told as another failure. */
	public FailureDetails as(FailureKind kind, String what, @Nullable String hint) {
		return new FailureDetails(kind, what, this.status, this.code, this.serviceMessage, this.requestId,
				this.retryAfter, hint, this.ofTokenEndpoint, this.ofService);
	}

	/** The same failure, as another caller names what it is about. */
	FailureDetails forOther(String subject, String other) {
		return as(this.kind, this.what.replace(subject, other), this.hint);
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
