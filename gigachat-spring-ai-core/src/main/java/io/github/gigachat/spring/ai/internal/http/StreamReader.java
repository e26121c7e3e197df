package io.github.gigachat.spring.ai.internal.http;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Decodes the events of one response stream.
 * <p>
 * Its methods are called in order, never at the same time, on threads of the HTTP client:
 * they must not block. An exception of {@link #onEvent} or {@link #onEnd} ends the stream
 * with that exception, after what was handed out before it.
 *
 * @param <T> the type of the elements
 */
public interface StreamReader<T> {

	/**
	 * Takes one event.
	 * @param eventName the value of the event's {@code event:} line, or {@code null} if
	 * it has none
	 * @param data an array that holds the event's data, its lines joined with a line
	 * feed; valid during the call only
	 * @param offset where the data starts
	 * @param length how many bytes it has
	 * @param out takes the elements of this event, any number of them, during the call
	 */
	void onEvent(@Nullable String eventName, byte[] data, int offset, int length, Consumer<? super T> out);

	/**
	 * Takes the clean end of the body. Throwing fails the stream.
	 * @param out takes the last elements, during the call
	 */
	void onEnd(Consumer<? super T> out);

	/**
	 * Whether the terminal event was seen: a failure, silence or cut after it is ignored,
	 * and the stream completes.
	 * @return {@code true} once all that matters has come
	 */
	boolean isComplete();

	/**
	 * Whether no further event is to come, so that the stream may complete before the
	 * body ends. Then {@link #onEnd} is not called.
	 * @return {@code true} once nothing more is to come
	 */
	boolean isClosed();

}
