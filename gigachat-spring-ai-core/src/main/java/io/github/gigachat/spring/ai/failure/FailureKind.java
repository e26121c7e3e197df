package io.github.gigachat.spring.ai.failure;

/**
 * What went wrong, in the terms in which an application decides what to do about it.
 */
public enum FailureKind {

	/** The credentials or the token were refused. */
	AUTHENTICATION,

	/** The caller is known, but not allowed to do this. */
	PERMISSION,

	/** The package of tokens is used up. */
	QUOTA,

	/** The request was refused as wrong. */
	INVALID_REQUEST,

	/** The model, file or other thing asked for does not exist. */
	NOT_FOUND,

	/** The request, or a file in it, is too large for the service. */
	TOO_LARGE,

	/** Too many requests at once or in a time. */
	RATE_LIMIT,

	/** The service or its gateway failed. */
	SERVER,

	/** The service pointed to another address; redirects are never followed. */
	REDIRECT,

	/** No connection, or one that ended before the first byte of an answer. */
	CONNECTION,

	/** Nobody vouches for the service's certificate, or TLS failed otherwise. */
	TLS,

	/** The service was silent for too long, or the whole call took too long. */
	TIMEOUT,

	/** The answer ended before it was complete. */
	CUT,

	/** The answer was not what the service's protocol says. */
	PROTOCOL,

	/**
	 * The model's output could not be used: the answer has neither text nor a call, and
	 * its finish reason is {@code error} (v1) or {@code function_call_error} (v2). The
	 * model wrote a function call that the service could not parse.
	 */
	MODEL_OUTPUT,

	/** The model answered without the picture that was asked for. */
	NO_IMAGE,

	/** The answer was larger than this provider is set to take. */
	RESPONSE_TOO_LARGE,

	/** No access token was to be had in time. */
	TOKEN_UNAVAILABLE,

	/**
	 * The limit of concurrent requests, this provider's own or the server's, left no room
	 * in time; the request was not sent.
	 */
	BUSY,

	/** The subscriber left more of a stream undelivered than may wait for it, 4 MB. */
	OVERFLOW,

	/** The call was cancelled, its thread interrupted, or the provider closed. */
	CANCELLED

}
