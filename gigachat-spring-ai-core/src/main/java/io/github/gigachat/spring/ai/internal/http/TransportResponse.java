package io.github.gigachat.spring.ai.internal.http;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A complete response with any status.
 *
 * @param head the status and headers
 * @param body the bytes of the body, empty if there is none; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes are not copied
public record TransportResponse(ResponseHead head, byte[] body) {

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof TransportResponse response && this.head.equals(response.head)
				&& Arrays.equals(this.body, response.body);
	}

	@Override
	public int hashCode() {
		return 31 * this.head.hashCode() + Arrays.hashCode(this.body);
	}

	/**
	 * Returns the status and the length of the body, without header values and body.
	 */
	@Override
	public String toString() {
		return "TransportResponse[status=" + this.head.status() + ", bytes=" + this.body.length + "]";
	}

}
