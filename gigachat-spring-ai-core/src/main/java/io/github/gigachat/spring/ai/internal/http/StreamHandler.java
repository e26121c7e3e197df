package io.github.gigachat.spring.ai.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * Maps the outcome of a streamed exchange to signals for its subscriber.
 * <p>
 * The methods are called on threads of the HTTP client or of the transport and must not
 * block.
 *
 * @param <T> the type of the elements
 */
public interface StreamHandler<T> {

	/**
	 * Returns whether the body is read unchanged, whatever its media type. The reader
	 * then receives each piece as an event without a name, and the buffer for the
	 * subscriber may hold a whole response.
	 * @return {@code true} for a raw body. Default: {@code false}, the body is an event
	 * stream
	 */
	default boolean isRaw() {
		return false;
	}

	/**
	 * Returns whether an element carries content of the answer. The call is not repeated
	 * after the first such element.
	 * @return {@code false} for an element without content, which a repeated call may
	 * deliver again. Default: {@code true}
	 */
	default boolean isDelivery(T element) {
		return true;
	}

	/**
	 * Creates the reader of a stream. Called if the response has a status between 200 and
	 * 299 and, unless {@link #isRaw()}, the media type {@code text/event-stream}.
	 */
	StreamReader<T> open(ResponseHead head);

	/**
	 * Maps any other response to an error. This includes a body that begins with a JSON
	 * object although its media type is {@code text/event-stream}.
	 * @param response the response with at most the first megabyte of its body
	 */
	Throwable refused(TransportResponse response);

	/**
	 * Maps a failure of the transport to an error.
	 * @param head the status and headers, or {@code null} if the failure came before them
	 */
	Throwable failed(TransportException failure, @Nullable ResponseHead head);

	/**
	 * Called when the exchange no longer occupies a connection or stream: its response
	 * was read to the end, or it was abandoned. Some elements may not be delivered yet.
	 * Called at least once, possibly before the subscriber is notified of the end.
	 */
	default void released() {
	}

}
