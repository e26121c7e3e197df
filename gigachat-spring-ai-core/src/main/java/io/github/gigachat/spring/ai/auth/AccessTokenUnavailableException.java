package io.github.gigachat.spring.ai.auth;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Says that no living token was there within the time that a caller was ready to wait.
 */
public final class AccessTokenUnavailableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/** Why the wait ended. */
	private final Reason reason;

	AccessTokenUnavailableException(Reason reason, String message, @Nullable Throwable lastFailure) {
		super(message, lastFailure);
		this.reason = reason;
	}

	static AccessTokenUnavailableException timedOut(boolean callOver, long millis, @Nullable Throwable lastFailure) {
		return new AccessTokenUnavailableException(callOver ? Reason.CALL_OVER : Reason.TIMED_OUT,
				"No access token within " + millis + " ms"
						+ ((lastFailure != null) ? "; the last attempt to fetch one failed" : ""),
				lastFailure);
	}

	static AccessTokenUnavailableException interrupted() {
		return new AccessTokenUnavailableException(Reason.INTERRUPTED, "Interrupted while waiting for an access token",
				null);
	}

	static AccessTokenUnavailableException closed() {
		return new AccessTokenUnavailableException(Reason.CLOSED, "Closed: no more access tokens are fetched", null);
	}

	/**
	 * Why the wait ended. The {@linkplain #getCause() cause} is the last failure to fetch
	 * a token, if there was one.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/** Why a wait for a token ended without one. */
	public enum Reason {

		/** The longest wait of the settings was over. */
		TIMED_OUT,

		/** The caller's own time was over before that. */
		CALL_OVER,

		/** The waiting thread was interrupted; its interrupt flag is set. */
		INTERRUPTED,

		/** The tokens were closed. */
		CLOSED

	}

}
