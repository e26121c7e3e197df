package io.github.gigachat.spring.ai.internal.http;

/**
 * A complete response with any status.
 *
 * @param head the status and headers
 * @param content the body, empty if there is none
 */
public record TransportResponse(ResponseHead head, ResponseBody content) {

	/**
	 * Copies the body to a new array, for content that is not parsed.
	 */
	public byte[] body() {
		return this.content.bytes();
	}

	/**
	 * Returns the status and the length of the body, without header values and body.
	 */
	@Override
	public String toString() {
		return "TransportResponse[status=" + this.head.status() + ", bytes=" + this.content.length() + "]";
	}

}
