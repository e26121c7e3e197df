package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.NonTransientAiException;

/**
 * A failed attempt to get a token, with its source's judgement of it.
 *
 * @param exception the exception for the callers
 * @param leastPause the least pause before the next attempt, or {@code null} when the
 * answer was final
 * @param trouble the state of the source, which decides on longer pauses
 */
public record FetchFailure(RuntimeException exception, @Nullable Duration leastPause,
		AccessTokenSource.Trouble trouble) {

	/**
	 * Judges a failure.
	 * @param thrown the exception or error that the attempt ended with
	 * @param source the source whose attempt it was
	 * @return the failure; a final one when the source fails to judge it, since those who
	 * wait must not wait for ever
	 */
	public static FetchFailure of(Throwable thrown, AccessTokenSource source) {
		RuntimeException exception = unchecked(thrown);
		if (exception instanceof LeaseTakenException) {
			// the next attempt reads the store first, which may have a token by then
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

	/** Tells whether another attempt would be refused again. */
	boolean isFinal() {
		return this.leastPause == null;
	}

	/** Tells whether another attempt makes sense after at most the given pause. */
	boolean passesWithin(Duration longest) {
		return this.leastPause != null && this.leastPause.compareTo(longest) <= 0;
	}

	/**
	 * Tells whether the source is to be asked again soon while somebody waits: an
	 * endpoint that is down may be back at any moment, one that has too many requests
	 * must not get more of them.
	 */
	boolean mayEndAtAnyMoment() {
		return !isFinal() && this.trouble != AccessTokenSource.Trouble.BUSY;
	}

	public boolean isUnknownHost() {
		return !isFinal() && this.trouble == AccessTokenSource.Trouble.UNKNOWN_HOST;
	}

}
