package io.github.gigachat.samples.gateway.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * An error for a client, independent of the dialect that it is written in. Its message
 * says what was wrong, where, and what to do, in the words of the client's request. It
 * names no property, no host and no content of a conversation.
 *
 * @param status the HTTP status
 * @param type the type of the OpenAI API, {@code invalid_request_error} for example
 * @param code the code, or {@code null}
 * @param param the place in the request, {@code messages[2].content} for example, or
 * {@code null}
 * @param message the message
 * @param retryAfter the time until a repeat may succeed, or {@code null} if it is not
 * known
 */
public record ApiError(int status, String type, @Nullable String code, @Nullable String param, String message,
		@Nullable Duration retryAfter) {

	/** The type of errors that are the request's fault. */
	public static final String INVALID_REQUEST = "invalid_request_error";

	/** The type of errors that a repeat may mend. */
	public static final String SERVER = "server_error";

	/**
	 * Creates the error of a request that is wrong at one place.
	 * @param param the place in the request, or {@code null}
	 * @param message the message for the client
	 * @return the error, with status 400
	 */
	public static ApiError invalid(@Nullable String param, String message) {
		return new ApiError(400, INVALID_REQUEST, null, param, message, null);
	}

	/**
	 * Creates an error without a place and a time.
	 * @param status the HTTP status
	 * @param type the type
	 * @param code the code
	 * @param message the message for the client
	 * @return the error
	 */
	public static ApiError of(int status, String type, String code, String message) {
		return new ApiError(status, type, code, null, message, null);
	}

	/**
	 * Creates the error of a request for which the gateway has no room now.
	 * @param what says what there is too much of
	 * @return the error, with status 503, to be repeated after a second
	 */
	public static ApiError overloaded(String what) {
		return of(503, SERVER, "overloaded", what + ". Try again later").withRetryAfter(Duration.ofSeconds(1));
	}

	/**
	 * Returns a copy with a code.
	 * @param code the code
	 * @return the copy
	 */
	public ApiError withCode(String code) {
		return new ApiError(this.status, this.type, code, this.param, this.message, this.retryAfter);
	}

	/**
	 * Returns a copy with the time until a repeat may succeed.
	 * @param retryAfter the time, or {@code null} if it is not known
	 * @return the copy
	 */
	public ApiError withRetryAfter(@Nullable Duration retryAfter) {
		return new ApiError(this.status, this.type, this.code, this.param, this.message, retryAfter);
	}

	/**
	 * Returns whether a repeat of the request may succeed.
	 * @return {@code true} for the statuses 429, 502, 503 and 504
	 */
	public boolean isRepeatable() {
		return switch (this.status) {
			case 429, 502, 503, 504 -> true;
			default -> false;
		};
	}

}
