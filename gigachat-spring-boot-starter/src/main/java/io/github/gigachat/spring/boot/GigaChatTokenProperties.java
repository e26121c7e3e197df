package io.github.gigachat.spring.boot;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How access tokens are kept, waited for and refreshed:
 * {@code spring.ai.gigachat.token.*}.
 */
public class GigaChatTokenProperties {

	/**
	 * Longest wait for an access token while none is valid, inside the call timeout.
	 */
	private @Nullable Duration waitTimeout;

	/**
	 * Time before the end of an access token from which on it is refreshed in the
	 * background, at most a third of the token's life.
	 */
	private @Nullable Duration refreshAhead;

	/**
	 * Store of access tokens. With Redis all instances with the same credentials share
	 * one token, encrypted, and one of them at a time refreshes it.
	 */
	private @Nullable GigaChatTokenStore store = GigaChatTokenStore.MEMORY;

	/**
	 * Creates properties with nothing set.
	 */
	public GigaChatTokenProperties() {
	}

	/**
	 * The longest wait for an access token.
	 * @return the timeout
	 */
	public @Nullable Duration getWaitTimeout() {
		return this.waitTimeout;
	}

	/**
	 * Sets the longest wait for an access token.
	 * @param waitTimeout the timeout
	 */
	public void setWaitTimeout(@Nullable Duration waitTimeout) {
		this.waitTimeout = waitTimeout;
	}

	/**
	 * How long before its end a token is refreshed.
	 * @return the time
	 */
	public @Nullable Duration getRefreshAhead() {
		return this.refreshAhead;
	}

	/**
	 * Sets how long before its end a token is refreshed.
	 * @param refreshAhead the time
	 */
	public void setRefreshAhead(@Nullable Duration refreshAhead) {
		this.refreshAhead = refreshAhead;
	}

	/**
	 * Where access tokens are kept.
	 * @return the store
	 */
	public @Nullable GigaChatTokenStore getStore() {
		return this.store;
	}

	/**
	 * Sets where access tokens are kept.
	 * @param store the store
	 */
	public void setStore(@Nullable GigaChatTokenStore store) {
		this.store = store;
	}

}
