package io.github.gigachat.spring.ai.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an exchange fails without a complete response.
 * <p>
 * The message names the method, the target without its query, and the failure, but never
 * a header value or a body. The cause, if there is one, is the JDK client's exception.
 */
public final class TransportException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** The kind of failure. */
	private final Kind kind;

	private final transient @Nullable ResponseHead head;

	TransportException(Kind kind, String message, @Nullable ResponseHead head, @Nullable Throwable cause) {
		super(message, cause);
		this.kind = kind;
		this.head = head;
	}

	/**
	 * Returns the kind of failure.
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Returns the status and headers if they arrived before the failure.
	 * @return the head, or {@code null} if none arrived or the exception was deserialized
	 */
	public @Nullable ResponseHead head() {
		return this.head;
	}

	/**
	 * The kinds of failure.
	 */
	public enum Kind {

		/** The connect failed: refused, no route, or connect timeout. */
		CONNECT,

		/** The name of the host or of the proxy cannot be resolved. */
		UNKNOWN_HOST,

		/** The TLS handshake failed for a reason that a repeat would not change. */
		TLS,

		/** The connection or stream ended before the response headers were complete. */
		RESET,

		/** The connection or stream ended within the response body. */
		CUT,

		/** The server sent no byte within the read timeout. */
		SILENCE,

		/** The timeout of the whole call elapsed. */
		DEADLINE,

		/** The response, or one event of it, exceeds the maximum size. */
		TOO_LARGE,

		/** The subscriber was too slow, and the buffer of the stream is full. */
		OVERFLOW,

		/** No stream became free within the acquire timeout. */
		BUSY,

		/** The calling thread was interrupted; its interrupt flag is set again. */
		INTERRUPTED,

		/** The transport was closed. */
		CLOSED,

		/** The response is not valid HTTP. */
		PROTOCOL

	}

}
