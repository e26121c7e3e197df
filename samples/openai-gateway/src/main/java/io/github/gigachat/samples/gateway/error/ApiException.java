package io.github.gigachat.samples.gateway.error;

import org.jspecify.annotations.Nullable;

/**
 * Ends a request with an error for its client.
 */
public class ApiException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient ApiError error;

	/**
	 * Creates the exception of an error.
	 * @param error the error
	 */
	public ApiException(ApiError error) {
		this(error, null);
	}

	/**
	 * Creates the exception of an error that a failure caused.
	 * @param error the error
	 * @param cause the failure, or {@code null}
	 */
	public ApiException(ApiError error, @Nullable Throwable cause) {
		super(error.message(), cause, false, false);
		this.error = error;
	}

	/**
	 * Returns the exception of a request that is wrong at one place.
	 * @param param the place in the request, or {@code null}
	 * @param message the message for the client
	 * @return the exception
	 */
	public static ApiException invalid(@Nullable String param, String message) {
		return new ApiException(ApiError.invalid(param, message));
	}

	/**
	 * Returns the error for the client.
	 * @return the error
	 */
	public ApiError error() {
		return this.error;
	}

}
