package io.github.gigachat.samples.gateway.error;

/**
 * The form of errors in the answers of an endpoint.
 */
public interface ErrorFormat {

	/**
	 * Returns the status of an error.
	 * @param error the error
	 * @return the HTTP status
	 */
	default int status(ApiError error) {
		return error.status();
	}

	/**
	 * Writes an error.
	 * @param error the error
	 * @return the JSON
	 */
	byte[] write(ApiError error);

}
