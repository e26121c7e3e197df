package io.github.gigachat.spring.ai.internal.http;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Decodes the events of one response stream.
 * <p>
 * The methods are called in order and never concurrently, on threads of the HTTP client,
 * and must not block. An exception of {@link #onEvent} or {@link #onEnd} ends the stream
 * with that exception, after the elements emitted before it.
 *
 * @param <T> the type of the elements
 */
public interface StreamReader<T> {

	/**
	 * Decodes one event.
	 * @param eventName the value of the event's {@code event:} line, or {@code null} if
	 * it has none
	 * @param data an array that contains the event's data, its lines joined with a line
	 * feed; valid only during the call
	 * @param offset the start of the data
	 * @param length the length of the data in bytes
	 * @param out receives any number of elements, during the call
	 */
	void onEvent(@Nullable String eventName, byte[] data, int offset, int length, Consumer<? super T> out);

	/**
	 * Handles the regular end of the body. An exception fails the stream.
	 * @param out receives the last elements, during the call
	 */
	void onEnd(Consumer<? super T> out);

	/**
	 * Returns whether the terminal event was seen. A later failure, timeout or cut
	 * connection is ignored, and the stream completes.
	 */
	boolean isComplete();

	/**
	 * Returns whether no further event is expected, so that the stream completes before
	 * the end of the body. {@link #onEnd} is not called then.
	 */
	boolean isClosed();

}
