package io.github.gigachat.spring.boot;

/**
 * Where access tokens are kept: {@code spring.ai.gigachat.token.store}.
 */
public enum GigaChatTokenStore {

	/**
	 * In the memory of this instance, which fetches tokens of its own.
	 */
	MEMORY,

	/**
	 * In Redis, encrypted, shared by all instances with the same credentials.
	 */
	REDIS

}
