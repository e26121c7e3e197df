package io.github.gigachat.spring.ai.internal.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.internal.client.StreamedResponse;
import io.github.gigachat.spring.ai.internal.http.StreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The rules that the streams of v1 and v2 have in common: the events that report errors,
 * {@code [DONE]}, and the end of the body.
 *
 * @param <T> the type of the chunks
 */
abstract class ChatEventReader<T> implements StreamReader<ApiResponse<T>> {

	private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

	final StreamedResponse response;

	private final String notOfChat;

	private boolean anyEvent;

	/** Set by the first event with content that makes the stream an answer. */
	boolean anyContent;

	/** Set at the end of the answer. */
	boolean complete;

	/** Set when no further event belongs to the answer. */
	boolean closed;

	/**
	 * Creates the reader of one stream.
	 * @param notOfChat the message for an event that is neither a chunk nor an error
	 */
	ChatEventReader(StreamedResponse response, String notOfChat) {
		this.response = response;
		this.notOfChat = notOfChat;
	}

	@Override
	public final void onEvent(@Nullable String eventName, byte[] data, int offset, int length,
			Consumer<? super ApiResponse<T>> out) {
		this.anyEvent = true;
		if (Arrays.equals(data, offset, offset + length, DONE, 0, DONE.length)) {
			this.closed = true;
			if (!this.complete) {
				end(out);
			}
		}
		else if (eventName != null && eventName.contains("error")) {
			throw failure(data, offset, length);
		}
		else {
			onChunk(eventName, data, offset, length, out);
		}
	}

	/** Reads an event that is neither an error nor {@code [DONE]}. */
	abstract void onChunk(@Nullable String eventName, byte[] data, int offset, int length,
			Consumer<? super ApiResponse<T>> out);

	/** Ends an answer that {@code [DONE]} ends before another event did. */
	abstract void end(Consumer<? super ApiResponse<T>> out);

	final void emit(T chunk, Consumer<? super ApiResponse<T>> out) {
		out.accept(this.response.with(chunk));
	}

	final void requireContent() {
		if (!this.anyContent) {
			throw this.response.protocol("The stream ended without text, a function call or a finish reason");
		}
	}

	final RuntimeException incomplete(String what) {
		return this.response.protocol("An event of the stream is incomplete: " + what);
	}

	final RuntimeException failure(byte[] data, int offset, int length) {
		return this.response.failure(data, offset, length, this.notOfChat);
	}

	/**
	 * Throws the failure that an event without the fields of a chunk reports. An event
	 * that reports none is ignored if it has a name.
	 */
	final void refuseUnlessNamed(@Nullable String eventName, byte[] data, int offset, int length) {
		RuntimeException failure = failure(data, offset, length);
		boolean unknown = failure instanceof GigaChatFailure typed && typed.kind() == FailureKind.PROTOCOL;
		if (eventName == null || !unknown) {
			throw failure;
		}
	}

	@Override
	public final void onEnd(Consumer<? super ApiResponse<T>> out) {
		if (!this.complete) {
			throw this.response.cut(this.anyEvent);
		}
	}

	@Override
	public final boolean isComplete() {
		return this.complete;
	}

	@Override
	public final boolean isClosed() {
		return this.closed;
	}

}
