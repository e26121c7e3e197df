package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;

import io.github.gigachat.spring.ai.auth.TokenState;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.TransientAiException;

/**
 * Fetches an access token, each time anew. {@link AccessTokens} decides when.
 */
@FunctionalInterface
public interface AccessTokenSource {

	/**
	 * Fetches a token; may block, and is called on a thread that may.
	 * @return the token
	 * @throws RuntimeException when there is none to be had; {@link #pauseAfter} tells
	 * whether asking again makes sense
	 */
	AccessToken fetch();

	/**
	 * Fetches a token with a credential that was asked for already, so that a key which
	 * is rotated meanwhile is not mixed with the former one.
	 * @param credential the credential
	 * @return the token; by default that of {@link #fetch()}
	 * @throws RuntimeException when there is none to be had
	 */
	default AccessToken fetchWith(String credential) {
		return fetch();
	}

	/**
	 * The least pause before {@link #fetch()} is tried again after a failure.
	 * @param failure what {@code fetch()} threw
	 * @return the least pause, zero for none in particular, or {@code null} when the
	 * answer was final and asking again would be refused again. By default a
	 * {@link TransientAiException} is worth another try, anything else is final.
	 */
	default @Nullable Duration pauseAfter(RuntimeException failure) {
		return (failure instanceof TransientAiException) ? Duration.ZERO : null;
	}

	/**
	 * Tells why a failure that passes came about, which decides how soon {@link #fetch()}
	 * is tried again while somebody waits.
	 * @param failure the exception that {@code fetch()} threw
	 * @return the trouble. Default: {@link Trouble#BUSY}, so that a source of which
	 * nothing is known is spared
	 */
	default Trouble troubleOf(RuntimeException failure) {
		return Trouble.BUSY;
	}

	/**
	 * Names the source in messages.
	 * @return words without secrets. Default: "the source of access tokens"
	 */
	default String describe() {
		return "the source of access tokens";
	}

	/**
	 * A word for the kind of a failure, for {@link TokenState}.
	 * @param failure what {@code fetch()} threw
	 * @return the word, which holds no secret; the class's name by default
	 */
	default String kindOf(RuntimeException failure) {
		return failure.getClass().getSimpleName();
	}

	/**
	 * Whether a fetched token is worth a repeat of the call that was refused with 401
	 * even when its value is the one that was refused.
	 * @return {@code true} (the default) for a token endpoint; {@code false} for a
	 * supplier, whose unchanged value says that it has no other
	 */
	default boolean alwaysWorthRepeating() {
		return true;
	}

	/** The trouble that a source of tokens is in. */
	enum Trouble {

		/** The source has too many requests; the pauses between attempts grow. */
		BUSY,

		/**
		 * The source is down and may be back at any moment: it refuses connections,
		 * answers with an error of its own or does not answer.
		 */
		DOWN,

		/**
		 * The source's host name cannot be resolved, which is seldom a matter of seconds.
		 */
		UNKNOWN_HOST

	}

}
