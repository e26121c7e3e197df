package io.github.gigachat.spring.ai.internal.token;

import java.io.Serial;
import java.time.Duration;

import io.github.gigachat.spring.ai.auth.TokenListener;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.retry.TransientAiException;

/**
 * Obtains a new token, from its source or from a shared store.
 */
@FunctionalInterface
public interface TokenFetches extends AutoCloseable {

	/** Returns fetches that call the source each time. */
	static TokenFetches of(AccessTokenSource source) {
		return (known) -> fetchFrom(source);
	}

	/** Fetches a token from the source. */
	static Fetched fetchFrom(AccessTokenSource source) {
		return new Fetched(source.fetch(), TokenListener.Outcome.FETCHED);
	}

	/**
	 * Obtains a token. May block.
	 * @param known the last token of the caller, which is replaced; {@code null} if there
	 * was none
	 * @throws RuntimeException the exception of the source
	 */
	Fetched fetch(@Nullable AccessToken known);

	@Override
	default void close() {
	}

	/**
	 * A token that was obtained.
	 *
	 * @param outcome the origin of the token
	 */
	record Fetched(AccessToken token, TokenListener.Outcome outcome) {
	}

	/**
	 * Thrown when other instances held the lease of the shared store during the whole
	 * wait and published no token. The failure is temporary.
	 */
	final class LeaseTakenException extends TransientAiException {

		@Serial
		private static final long serialVersionUID = 1L;

		public LeaseTakenException(Duration waited) {
			super("Other instances kept the lease of the shared store for " + waited.toMillis()
					+ " ms and published no token");
		}

	}

}
