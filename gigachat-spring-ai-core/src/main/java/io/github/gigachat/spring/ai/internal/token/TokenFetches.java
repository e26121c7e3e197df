package io.github.gigachat.spring.ai.internal.token;

import io.github.gigachat.spring.ai.auth.TokenListener;
import org.jspecify.annotations.Nullable;

/**
 * Gets a token in place of one that is no longer good enough.
 */
@FunctionalInterface
public interface TokenFetches extends AutoCloseable {

	/** Returns fetches that ask the source each time. */
	static TokenFetches of(AccessTokenSource source) {
		return (known) -> fetchFrom(source);
	}

	/** Asks the source, whatever token is known. */
	static Fetched fetchFrom(AccessTokenSource source) {
		return new Fetched(source.fetch(), TokenListener.Outcome.FETCHED);
	}

	/**
	 * Gets a token; may block.
	 * @param known the token that the caller has or had, which is to be replaced;
	 * {@code null} if it never had one
	 * @return another one
	 * @throws RuntimeException what the source threw
	 */
	Fetched fetch(@Nullable AccessToken known);

	@Override
	default void close() {
	}

	/**
	 * A token that was got.
	 *
	 * @param token the token
	 * @param outcome where it came from
	 */
	record Fetched(AccessToken token, TokenListener.Outcome outcome) {
	}

}
