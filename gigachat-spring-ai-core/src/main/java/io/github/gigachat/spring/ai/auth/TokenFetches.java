package io.github.gigachat.spring.ai.auth;

import org.jspecify.annotations.Nullable;

/**
 * Gets a token in place of one that is no longer good enough.
 */
@FunctionalInterface
interface TokenFetches extends AutoCloseable {

	static TokenFetches of(AccessTokenSource source, @Nullable TokenSharing sharing) {
		return (sharing != null) ? new SharedFetches(source, sharing) : (known) -> fetchFrom(source);
	}

	/** Asks the source whatever is known. */
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
