package io.github.gigachat.spring.boot;

/**
 * Which of the credentials among the properties are used:
 * {@code spring.ai.gigachat.auth-type}.
 */
public enum GigaChatAuthType {

	/** The one kind that is set; two kinds are refused. */
	AUTO,

	/**
	 * OAuth with {@code api-key}, or with {@code client-id} and {@code client-secret}.
	 */
	OAUTH,

	/** {@code username} and {@code password}. */
	PASSWORD,

	/** A ready {@code access-token}, which is not refreshed. */
	TOKEN,

	/** None: a client certificate, fixed headers or a gateway stand for the caller. */
	NONE

}
