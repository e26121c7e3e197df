package io.github.gigachat.spring.boot;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Properties of access tokens, {@code spring.ai.gigachat.token.*}.
 */
public class GigaChatTokenProperties {

	/**
	 * Maximum wait for an access token while none is valid, within the call timeout.
	 */
	private @Nullable Duration waitTimeout;

	/**
	 * Remaining lifetime of an access token at which it is refreshed in the background,
	 * at most a third of its whole lifetime.
	 */
	private @Nullable Duration refreshAhead;

	/**
	 * Store of access tokens. With 'redis', all instances with the same credentials share
	 * one encrypted token, and one of them at a time refreshes it.
	 */
	private @Nullable Store store = Store.MEMORY;

	/**
	 * Creates properties with their defaults.
	 */
	public GigaChatTokenProperties() {
	}

	/**
	 * Returns the maximum wait for an access token.
	 * @return the timeout, or {@code null} for the default
	 */
	public @Nullable Duration getWaitTimeout() {
		return this.waitTimeout;
	}

	/**
	 * Sets the maximum wait for an access token.
	 * @param waitTimeout the timeout, or {@code null} for the default
	 */
	public void setWaitTimeout(@Nullable Duration waitTimeout) {
		this.waitTimeout = waitTimeout;
	}

	/**
	 * Returns the remaining lifetime at which a token is refreshed.
	 * @return the time, or {@code null} for the default
	 */
	public @Nullable Duration getRefreshAhead() {
		return this.refreshAhead;
	}

	/**
	 * Sets the remaining lifetime at which a token is refreshed.
	 * @param refreshAhead the time, or {@code null} for the default
	 */
	public void setRefreshAhead(@Nullable Duration refreshAhead) {
		this.refreshAhead = refreshAhead;
	}

	/**
	 * Returns the store of access tokens.
	 * @return the store; {@code null} is treated as {@link Store#MEMORY}
	 */
	public @Nullable Store getStore() {
		return this.store;
	}

	/**
	 * Sets the store of access tokens.
	 * @param store the store
	 */
	public void setStore(@Nullable Store store) {
		this.store = store;
	}

	/**
	 * A store of access tokens, {@code spring.ai.gigachat.token.store}.
	 */
	public enum Store {

		/**
		 * The memory of this instance, which fetches its own tokens.
		 */
		MEMORY,

		/**
		 * Redis, where all instances with the same credentials share an encrypted token.
		 */
		REDIS

	}

}
