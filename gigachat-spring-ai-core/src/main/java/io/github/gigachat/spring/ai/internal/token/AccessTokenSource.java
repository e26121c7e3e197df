package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;

import io.github.gigachat.spring.ai.auth.TokenState;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.TransientAiException;

/**
 * Source of access tokens, such as the token endpoint. Every call fetches a new token;
 * {@link AccessTokens} decides when to call it.
 */
@FunctionalInterface
public interface AccessTokenSource {

	/**
	 * Fetches a token. May block.
	 * @return the token
	 * @throws RuntimeException if the token cannot be fetched; {@link #pauseAfter} tells
	 * whether a further attempt makes sense
	 */
	AccessToken fetch();

	/**
	 * Fetches a token with a credential that was read before, so that a key rotated in
	 * the meantime is not mixed with the previous one.
	 * @param credential the credential
	 * @return the token. Default: the result of {@link #fetch()}
	 * @throws RuntimeException if the token cannot be fetched
	 */
	default AccessToken fetchWith(String credential) {
		return fetch();
	}

	/**
	 * Returns the minimum pause before {@link #fetch()} is called again after a failure.
	 * @param failure the exception of {@code fetch()}
	 * @return the minimum pause, zero if there is no requirement, or {@code null} if the
	 * failure is permanent. Default: zero for a {@link TransientAiException},
	 * {@code null} for any other exception
	 */
	default @Nullable Duration pauseAfter(RuntimeException failure) {
		return (failure instanceof TransientAiException) ? Duration.ZERO : null;
	}

	/**
	 * Returns the reason of a temporary failure. It determines the pause before
	 * {@link #fetch()} is called again while callers wait.
	 * @param failure the exception of {@code fetch()}
	 * @return the reason. Default: {@link Trouble#BUSY}, to spare a source in an unknown
	 * state
	 */
	default Trouble troubleOf(RuntimeException failure) {
		return Trouble.BUSY;
	}

	/**
	 * Returns a name of the source for messages.
	 * @return a name without secrets. Default: "the source of access tokens"
	 */
	default String describe() {
		return "the source of access tokens";
	}

	/**
	 * Returns a word for the kind of a failure, for {@link TokenState}.
	 * @param failure the exception of {@code fetch()}
	 * @return a word without secrets. Default: the simple name of the exception's class
	 */
	default String kindOf(RuntimeException failure) {
		return failure.getClass().getSimpleName();
	}

	/**
	 * Returns whether a call refused with 401 is repeated even if the newly fetched token
	 * equals the refused one.
	 * @return {@code true} for a token endpoint; {@code false} for a supplier, which has
	 * no other token if its value is unchanged. Default: {@code true}
	 */
	default boolean alwaysWorthRepeating() {
		return true;
	}

	/** Reasons of a temporary failure. */
	enum Trouble {

		/** The source has too many requests, so the pauses between attempts grow. */
		BUSY,

		/**
		 * The source is down and may recover at any moment: it refuses connections,
		 * responds with a server error or does not respond.
		 */
		DOWN,

		/**
		 * The host name of the source cannot be resolved, which rarely recovers within
		 * seconds.
		 */
		UNKNOWN_HOST

	}

}
