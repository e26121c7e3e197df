package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.NonTransientAiException;

/**
 * A failed attempt to get a token, as classified by its source.
 *
 * @param exception the exception for the callers
 * @param leastPause the minimum pause before the next attempt, or {@code null} if the
 * failure is permanent
 * @param trouble the state of the source, which determines longer pauses
 */
public record FetchFailure(RuntimeException exception, @Nullable Duration leastPause,
		AccessTokenSource.Trouble trouble) {

	/**
	 * Classifies a failure.
	 * @param thrown the exception or error of the attempt
	 * @param source the source of the attempt
	 * @return the failure; permanent if the source fails to classify it, so that callers
	 * do not wait forever
	 */
	public static FetchFailure of(Throwable thrown, AccessTokenSource source) {
		RuntimeException exception = unchecked(thrown);
		if (exception instanceof LeaseTakenException) {
			// the next attempt reads the store first, which may contain a token by then
			return new FetchFailure(exception, Duration.ZERO, AccessTokenSource.Trouble.DOWN);
		}
		try {
			return new FetchFailure(exception, source.pauseAfter(exception), source.troubleOf(exception));
		}
		catch (Throwable ex) {
			exception.addSuppressed(ex);
			return new FetchFailure(exception, null, AccessTokenSource.Trouble.BUSY);
		}
	}

	private static RuntimeException unchecked(Throwable failure) {
		return (failure instanceof RuntimeException known) ? known : new NonTransientAiException(
				"The source of access tokens failed with " + failure.getClass().getName(), failure);
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
	 * Returns whether the source may recover at any moment, so that it is called again
	 * soon while callers wait. This holds for an endpoint that is down, but not for one
	 * that has too many requests.
	 */
	boolean mayEndAtAnyMoment() {
		return !isFinal() && this.trouble != AccessTokenSource.Trouble.BUSY;
	}

	public boolean isUnknownHost() {
		return !isFinal() && this.trouble == AccessTokenSource.Trouble.UNKNOWN_HOST;
	}

}
