package io.github.gigachat.spring.boot;

/**
 * The kind of credentials to use, {@code spring.ai.gigachat.auth-type}.
 */
public enum GigaChatAuthType {

	/**
	 * The only kind that is configured. If several are configured, the application does
	 * not start.
	 */
	AUTO,

	/**
	 * OAuth with {@code api-key}, or with {@code client-id} and {@code client-secret}.
	 */
	OAUTH,

	/** User and password: {@code username} and {@code password}. */
	PASSWORD,

	/** A ready {@code access-token}, which is not refreshed. */
	TOKEN,

	/**
	 * No credentials: a client certificate, fixed headers or a gateway authenticate the
	 * application.
	 */
	NONE

}
