package io.github.gigachat.spring.ai.internal.token;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when no valid access token became available within the time that the caller
 * could wait.
 */
public final class AccessTokenUnavailableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private static final String LAST_FAILED = "; the last attempt to fetch one failed";

	/** The reason why the wait ended. */
	private final Reason reason;

	AccessTokenUnavailableException(Reason reason, String message, @Nullable Throwable lastFailure) {
		super(message, lastFailure);
		this.reason = reason;
	}

	/**
	 * Creates the exception of a wait that ended without a token, after at least one
	 * failed attempt to fetch one.
	 */
	public static AccessTokenUnavailableException timedOut(boolean callOver, long millis, Throwable lastFailure) {
		return new AccessTokenUnavailableException(reason(callOver), waited(callOver, millis) + LAST_FAILED,
				lastFailure);
	}

	/**
	 * Creates the exception of a wait that ended while the first attempt had no response.
	 * @param source the source of tokens, in words
	 */
	public static AccessTokenUnavailableException unanswered(boolean callOver, long millis, String source) {
		return new AccessTokenUnavailableException(reason(callOver),
				waited(callOver, millis) + "; no answer yet from " + source, null);
	}

	/**
	 * Creates the exception of a wait that is ended because the next attempt comes too
	 * late.
	 */
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

	/** Creates the exception of a wait whose thread was interrupted. */
	public static AccessTokenUnavailableException interrupted() {
		return new AccessTokenUnavailableException(Reason.INTERRUPTED, "Interrupted while waiting for an access token",
				null);
	}

	/** Creates the exception of a request for a token after the API was closed. */
	public static AccessTokenUnavailableException closed() {
		return new AccessTokenUnavailableException(Reason.CLOSED, "Closed: no more access tokens are fetched", null);
	}

	/**
	 * Returns the reason why the wait ended. The {@linkplain #getCause() cause} is the
	 * last failure to fetch a token, if there was one.
	 */
	public Reason reason() {
		return this.reason;
	}

	/** Reasons why a wait for a token ended without one. */
	public enum Reason {

		/** The configured maximum wait for a token elapsed. */
		TIMED_OUT,

		/** The timeout of the whole call elapsed first. */
		CALL_OVER,

		/**
		 * The host name of the token endpoint could not be resolved several times in a
		 * row.
		 */
		GIVEN_UP,

		/** The waiting thread was interrupted; its interrupt flag is set. */
		INTERRUPTED,

		/** The client was closed. */
		CLOSED

	}

}
