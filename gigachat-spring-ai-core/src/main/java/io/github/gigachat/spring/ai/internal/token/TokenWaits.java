package io.github.gigachat.spring.ai.internal.token;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.internal.concurrent.DaemonThreads;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a token for a limited time, blocking or not. The caller's future is always
 * cancelled at the end, which removes it from the waiters.
 */
final class TokenWaits {

	private final Duration longest;

	private final String source;

	private final Supplier<@Nullable RuntimeException> lastFailure;

	/**
	 * Creates the waits.
	 * @param longest the maximum wait of the settings
	 * @param source the name of the source of tokens, for messages
	 * @param lastFailure the failure of the last attempt to get a token, or {@code null}
	 * if it succeeded or none has ended yet
	 */
	TokenWaits(Duration longest, String source, Supplier<@Nullable RuntimeException> lastFailure) {
		this.longest = longest;
		this.source = source;
		this.lastFailure = lastFailure;
	}

	AccessToken await(CompletableFuture<AccessToken> place, Duration atMost) {
		try {
			return place.get(millis(atMost), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw timedOut(atMost);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw AccessTokenUnavailableException.interrupted();
		}
		catch (ExecutionException ex) {
			throw unchecked(ex);
		}
		finally {
			place.cancel(false);
		}
	}

	CompletableFuture<AccessToken> timed(CompletableFuture<AccessToken> place, Duration atMost) {
		CompletableFuture<AccessToken> bounded = place.orTimeout(millis(atMost), TimeUnit.MILLISECONDS);
		// the subscriber's code runs next: it must block neither the JDK's timer thread
		// nor a thread that fetches tokens
		CompletableFuture<AccessToken> result = bounded.handleAsync((token, failure) -> {
			if (failure instanceof TimeoutException) {
				throw timedOut(atMost);
			}
			if (failure != null) {
				throw unchecked(failure);
			}
			return token;
		}, DaemonThreads::runOnReactor);
		CompletableFuture<?> unused = result.whenComplete((token, failure) -> place.cancel(false));
		return result;
	}

	private long millis(Duration atMost) {
		return Math.max(1, ((atMost.compareTo(this.longest) < 0) ? atMost : this.longest).toMillis());
	}

	private AccessTokenUnavailableException timedOut(Duration atMost) {
		boolean callOver = atMost.compareTo(this.longest) < 0;
		RuntimeException last = this.lastFailure.get();
		return (last != null) ? AccessTokenUnavailableException.timedOut(callOver, millis(atMost), last)
				: AccessTokenUnavailableException.unanswered(callOver, millis(atMost), this.source);
	}

	private static RuntimeException unchecked(Throwable failure) {
		Throwable cause = failure;
		while (cause.getCause() != null
				&& (cause instanceof CompletionException || cause instanceof ExecutionException)) {
			cause = cause.getCause();
		}
		if (cause instanceof Error error) {
			throw error;
		}
		return (cause instanceof RuntimeException runtime) ? runtime : new IllegalStateException(cause);
	}

}
