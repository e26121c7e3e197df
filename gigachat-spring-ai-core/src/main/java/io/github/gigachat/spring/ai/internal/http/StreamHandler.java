package io.github.gigachat.spring.ai.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * Decides what a streamed exchange means to its subscriber.
 * <p>
 * Its methods are called on threads of the HTTP client or of the transport and must not
 * block.
 *
 * @param <T> the type of the elements
 */
public interface StreamHandler<T> {

	/**
	 * Whether the body is wanted as it is, whatever its media type. Its pieces are then
	 * handed to the reader as if each were an event without a name, and as much of it as
	 * a response may have may wait for the subscriber.
	 * @return {@code false}: the body is an event stream
	 */
	default boolean isRaw() {
		return false;
	}

	/**
	 * Tells whether an element brings something of the answer to the subscriber. After
	 * the first one that does, the call is not repeated.
	 * @param element the element
	 * @return {@code false} for an element without content, which a repeated call may
	 * bring again without harm
	 */
	default boolean isDelivery(T element) {
		return true;
	}

	/**
	 * Opens the reader of a stream, when the response has a status of 200 to 299 and,
	 * unless the body is wanted as it is, the media type {@code text/event-stream}.
	 * @param head status and headers
	 * @return the reader of this one stream
	 */
	StreamReader<T> open(ResponseHead head);

	/**
	 * Maps any other response to what the subscriber sees, a body among them that begins
	 * as a JSON object although its media type is {@code text/event-stream}.
	 * @param response the response with its body, of which no more than the first
	 * megabyte is kept
	 * @return the error that ends the stream
	 */
	Throwable refused(TransportResponse response);

	/**
	 * Maps a failure of the transport to what the subscriber sees.
	 * @param failure what happened
	 * @param head status and headers if they came before it, else {@code null}
	 * @return the error that ends the stream
	 */
	Throwable failed(TransportException failure, @Nullable ResponseHead head);

	/**
	 * Hears that the exchange occupies no connection or stream any more: its answer was
	 * read to the end, or it was given up. What was read may not all be delivered yet.
	 * Called at least once, perhaps before the subscriber hears of the end.
	 */
	default void released() {
	}

}
