package io.github.gigachat.spring.ai.failure;

/**
 * The kind of a failure. Applications use it to decide how to react.
 */
public enum FailureKind {

	/** The service refused the credentials or the access token. */
	AUTHENTICATION,

	/** The credentials are valid, but do not permit the request. */
	PERMISSION,

	/** The paid token package is used up. */
	QUOTA,

	/**
	 * The request is invalid: the service refused it, or this provider did before sending
	 * it.
	 */
	INVALID_REQUEST,

	/** The requested model, file or other resource does not exist. */
	NOT_FOUND,

	/** The request, or a file in it, is too large for the service. */
	TOO_LARGE,

	/**
	 * The service refused the request because of too many concurrent requests, or too
	 * many requests within a period.
	 */
	RATE_LIMIT,

	/** The service or its gateway failed with a server error. */
	SERVER,

	/** The service responded with a redirect. This provider never follows redirects. */
	REDIRECT,

	/** No connection could be made, or it ended before the first byte of the response. */
	CONNECTION,

	/** The service's certificate is not trusted, or TLS failed otherwise. */
	TLS,

	/**
	 * The service sent nothing within the read timeout, or the whole call exceeded its
	 * timeout.
	 */
	TIMEOUT,

	/** The response ended before it was complete. */
	CUT,

	/** The response does not follow the service's protocol. */
	PROTOCOL,

	/**
	 * The model's output is unusable: the model wrote a function call that the service
	 * could not parse. The answer has neither text nor a call, and its finish reason is
	 * {@code error} (v1) or {@code function_call_error} (v2).
	 */
	MODEL_OUTPUT,

	/** The model answered without the requested image. */
	NO_IMAGE,

	/** The response exceeded the maximum response size that is configured. */
	RESPONSE_TOO_LARGE,

	/** No access token could be obtained in time. */
	TOKEN_UNAVAILABLE,

	/**
	 * The request was not sent: the limit of concurrent requests, or of streams on an
	 * HTTP/2 connection, admitted no further request in time.
	 */
	BUSY,

	/** The subscriber of a stream was too slow: more than 4 MB waited for delivery. */
	OVERFLOW,

	/** The call was cancelled, its thread was interrupted, or the provider was closed. */
	CANCELLED

}
