package io.github.gigachat.spring.ai.auth;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Says that no living token was there within the time that a caller was ready to wait.
 */
public final class AccessTokenUnavailableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private static final String LAST_FAILED = "; the last attempt to fetch one failed";

	/** Why the wait ended. */
	private final Reason reason;

	AccessTokenUnavailableException(Reason reason, String message, @Nullable Throwable lastFailure) {
		super(message, lastFailure);
		this.reason = reason;
	}

	public static AccessTokenUnavailableException timedOut(boolean callOver, long millis, Throwable lastFailure) {
		return new AccessTokenUnavailableException(reason(callOver), waited(callOver, millis) + LAST_FAILED,
				lastFailure);
	}

	public static AccessTokenUnavailableException unanswered(boolean callOver, long millis, String source) {
		return new AccessTokenUnavailableException(reason(callOver),
				waited(callOver, millis) + "; no answer yet from " + source, null);
	}

	public static AccessTokenUnavailableException givenUp(Throwable lastFailure) {
		return new AccessTokenUnavailableException(Reason.GIVEN_UP,
				"No access token, and waiting longer would not help" + LAST_FAILED, lastFailure);
	}

	private static Reason reason(boolean callOver) {
		return callOver ? Reason.CALL_OVER : Reason.TIMED_OUT;
	}

	private static String waited(boolean callOver, long millis) {
		return callOver ? "The time of the whole call was over before there was an access token"
				: "No access token within " + millis + " ms";
	}

	public static AccessTokenUnavailableException interrupted() {
		return new AccessTokenUnavailableException(Reason.INTERRUPTED, "Interrupted while waiting for an access token",
				null);
	}

	public static AccessTokenUnavailableException closed() {
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

		/**
		 * The host name of the source could not be resolved, several times in a row.
		 */
		GIVEN_UP,

		/** The waiting thread was interrupted; its interrupt flag is set. */
		INTERRUPTED,

		/** The tokens were closed. */
		CLOSED

	}

}
