package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;
import java.util.Locale;

import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;

/**
 * Source of access tokens, such as the token endpoint. Every call fetches a new token;
 * {@link AccessTokens} decides when to call it.
 */
@FunctionalInterface
public interface AccessTokenSource {

	/**
	 * Fetches a token. May block.
	 * @throws RuntimeException if the token cannot be fetched; {@link #pauseAfter} tells
	 * whether a further attempt makes sense
	 */
	AccessToken fetch();

	/**
	 * Fetches a token with a credential that was read before, so that a key rotated in
	 * the meantime is not mixed with the previous one.
	 * @return the token. Default: the result of {@link #fetch()}
	 * @throws RuntimeException if the token cannot be fetched
	 */
	default AccessToken fetchWith(String credential) {
		return fetch();
	}

	/**
	 * Returns the minimum pause before {@link #fetch()} is called again after a failure.
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

	/**
	 * A failed attempt to get a token, as classified by its source.
	 *
	 * @param exception the exception for the callers
	 * @param leastPause the minimum pause before the next attempt, or {@code null} if the
	 * failure is permanent
	 * @param trouble the state of the source, which determines longer pauses
	 */
	record Failure(RuntimeException exception, @Nullable Duration leastPause, Trouble trouble) {

		/**
		 * Classifies a failure. It is permanent if the source fails to classify it, so
		 * that callers do not wait forever.
		 */
		public static Failure of(Throwable thrown, AccessTokenSource source) {
			RuntimeException exception = unchecked(thrown);
			if (exception instanceof TokenFetches.LeaseTakenException) {
				// the next attempt reads the store first, which may contain a token by
				// then
				return new Failure(exception, Duration.ZERO, Trouble.DOWN);
			}
			try {
				return new Failure(exception, source.pauseAfter(exception), source.troubleOf(exception));
			}
			catch (Throwable ex) {
				exception.addSuppressed(ex);
				return new Failure(exception, null, Trouble.BUSY);
			}
		}

		private static RuntimeException unchecked(Throwable failure) {
			return (failure instanceof RuntimeException known) ? known : new NonTransientAiException(
					"The source of access tokens failed with " + failure.getClass().getName(), failure);
		}

		/**
		 * Describes an exception without secrets: by the message of an exception of
		 * Spring AI, else by the class, because a message of the application may contain
		 * a secret.
		 */
		public static String describe(Throwable failure) {
			boolean ours = failure instanceof TransientAiException || failure instanceof NonTransientAiException;
			return ours ? String.valueOf(failure.getMessage()) : failure.getClass().getName();
		}

		/** Returns a word for the kind of the failure, without secrets. */
		String kind() {
			if (this.exception instanceof TokenFetches.LeaseTakenException) {
				return "lease-taken";
			}
			return (this.exception instanceof GigaChatFailure typed)
					? typed.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
					: this.exception.getClass().getSimpleName();
		}

		/** Returns whether the failure is permanent. */
		boolean isFinal() {
			return this.leastPause == null;
		}

		/** Returns whether another attempt makes sense within the given pause. */
		boolean passesWithin(Duration longest) {
			return this.leastPause != null && this.leastPause.compareTo(longest) <= 0;
		}

		/**
		 * Returns whether the source may recover at any moment, so that it is called
		 * again soon while callers wait. This holds for an endpoint that is down, but not
		 * for one that has too many requests.
		 */
		boolean mayEndAtAnyMoment() {
			return !isFinal() && this.trouble != Trouble.BUSY;
		}

		public boolean isUnknownHost() {
			return !isFinal() && this.trouble == Trouble.UNKNOWN_HOST;
		}

	}

}
