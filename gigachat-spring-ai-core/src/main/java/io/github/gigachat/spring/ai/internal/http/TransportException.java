package io.github.gigachat.spring.ai.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * Says how an exchange failed.
 * <p>
 * The message names the method, the target without its query, and what happened; never a
 * header value or a body. The cause, if there is one, is the JDK client's exception.
 */
public final class TransportException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** What happened. */
	private final Kind kind;

	private final transient @Nullable ResponseHead head;

	TransportException(Kind kind, String message, @Nullable ResponseHead head, @Nullable Throwable cause) {
		super(message, cause);
		this.kind = kind;
		this.head = head;
	}

	/**
	 * What happened.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Status and headers, if they came before the failure.
	 * @return the head, or {@code null} if none came or the exception was deserialized
	 */
	public @Nullable ResponseHead head() {
		return this.head;
	}

	/**
	 * The ways in which an exchange fails.
	 */
	public enum Kind {

		/** No connection: refused, no route, or not within the connect timeout. */
		CONNECT,

		/** No connection, since the name of the host, or of the proxy, is unknown. */
		UNKNOWN_HOST,

		/** The TLS handshake failed for a reason that repeating does not mend. */
		TLS,

		/** The connection or stream ended before the response's head was there. */
		RESET,

		/** The connection or stream ended within the response's body. */
		CUT,

		/** Nothing came for longer than the read timeout. */
		SILENCE,

		/** The time of the whole call was over. */
		DEADLINE,

		/** The response, or one event of it, is longer than allowed. */
		TOO_LARGE,

		/** The subscriber left more of the stream undelivered than may be buffered. */
		OVERFLOW,

		/** The server's limit of concurrent requests left no room in time. */
		BUSY,

		/** The calling thread was interrupted; its interrupt flag is set again. */
		INTERRUPTED,

		/** The transport was closed. */
		CLOSED,

		/** What came is not HTTP. */
		PROTOCOL

	}

}
