package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a stream: decodes its events, passes each to the reader and the
 * resulting elements to the emitter. An event stream that begins with a JSON object is
 * treated as an error response, whatever its media type. Of a raw body each piece is an
 * event without a name.
 *
 * @param <T> the type of the elements
 */
final class EventBody<T> implements BodyReader, EventDecoder.Sink, Consumer<T> {

	private final StreamExchange<T> exchange;

	private final StreamReader<T> reader;

	private final BoundedEmitter<T> delivery;

	/** The decoder, {@code null} for a raw body. */
	private final @Nullable EventDecoder decoder;

	private final int limit;

	/** The {@code Content-Length} of a raw body, negative if unknown. */
	private final long announced;

	private final @Nullable Supplier<BodyReader> refusal;

	/** The size of the data of all events, in bytes. */
	private long total;

	/** Further input is ignored. */
	private boolean stopped;

	private boolean overflown;

	private int eventLength;

	/** The current piece of a raw body. */
	private byte[] piece = {};

	/** True until the first byte of an event stream that is not white space. */
	private boolean blank;

	/** The reader of an error response; {@code null} if the body is an event stream. */
	private @Nullable BodyReader refused;

	private EventBody(StreamExchange<T> exchange, StreamReader<T> reader, BoundedEmitter<T> delivery, int limit,
			long announced, @Nullable Supplier<BodyReader> refusal) {
		this.exchange = exchange;
		this.reader = reader;
		this.delivery = delivery;
		this.limit = limit;
		this.announced = announced;
		this.refusal = refusal;
		this.blank = refusal != null;
		this.decoder = (refusal != null) ? new EventDecoder(limit, this) : null;
	}

	/**
	 * Creates the reader of an event stream.
	 * @param limit the maximum size of the data of all events, in bytes
	 */
	static <T> EventBody<T> events(StreamExchange<T> exchange, StreamReader<T> reader, BoundedEmitter<T> delivery,
			int limit, Supplier<BodyReader> refusal) {
		return new EventBody<>(exchange, reader, delivery, limit, -1, refusal);
	}

	/**
	 * Creates the reader of a raw body.
	 * @param limit the maximum size of the body, in bytes
	 * @param announced the {@code Content-Length}, negative if unknown
	 */
	static <T> EventBody<T> raw(StreamExchange<T> exchange, StreamReader<T> reader, BoundedEmitter<T> delivery,
			int limit, long announced) {
		return new EventBody<>(exchange, reader, delivery, limit, announced, null);
	}

	@Override
	public void data(List<ByteBuffer> buffers) {
		if (this.blank && this.refusal != null && firstByte(buffers) == '{') {
			this.refused = this.refusal.get();
		}
		if (this.refused != null) {
			this.refused.data(buffers);
			return;
		}
		try {
			for (ByteBuffer buffer : buffers) {
				if (this.stopped) {
					return;
				}
				feed(buffer);
			}
		}
		catch (BodyTooLargeException ex) {
			this.stopped = true;
			this.exchange.failed(TransportException.Kind.TOO_LARGE);
		}
		finally {
			this.delivery.flush();
		}
	}

	private void feed(ByteBuffer buffer) {
		if (this.decoder != null) {
			this.decoder.feed(buffer);
			return;
		}
		if (this.announced > this.limit) {
			throw new BodyTooLargeException();
		}
		int length = buffer.remaining();
		if (this.piece.length < length) {
			this.piece = new byte[length];
		}
		buffer.get(this.piece, 0, length);
		if (length > 0) {
			event(null, this.piece, 0, length);
		}
	}

	/**
	 * Returns the first byte of the body that is not white space; 0 if none has arrived.
	 */
	private byte firstByte(List<ByteBuffer> buffers) {
		for (ByteBuffer buffer : buffers) {
			for (int i = buffer.position(); i < buffer.limit(); i++) {
				if (!Character.isWhitespace(buffer.get(i))) {
					this.blank = false;
					return buffer.get(i);
				}
			}
		}
		return 0;
	}

	@Override
	public void end() {
		if (this.refused != null) {
			this.refused.end();
			return;
		}
		if (this.decoder != null) {
			this.decoder.end();
		}
		if (this.stopped) {
			return;
		}
		this.stopped = true;
		if (this.announced >= 0 && this.total != this.announced) {
			// an HTTP/2 stream may end regularly before the whole body arrived
			this.exchange.failed(TransportException.Kind.CUT);
			return;
		}
		try {
			this.reader.onEnd(this);
		}
		catch (Throwable ex) {
			this.exchange.readerFailed(ex);
			return;
		}
		if (this.overflown) {
			this.exchange.failed(TransportException.Kind.OVERFLOW);
		}
		else {
			this.exchange.completed(true);
		}
	}

	@Override
	public void event(@Nullable String name, byte[] data, int offset, int length) {
		if (this.stopped) {
			return;
		}
		this.eventLength = length;
		this.total += length;
		if (this.total > this.limit) {
			this.stopped = true;
			this.exchange.failed(TransportException.Kind.TOO_LARGE);
			return;
		}
		try {
			this.reader.onEvent(name, data, offset, length, this);
			if (this.reader.isComplete()) {
				this.exchange.terminalEventSeen();
			}
			this.stopped = this.overflown || this.reader.isClosed();
		}
		catch (Throwable ex) {
			this.stopped = true;
			this.exchange.readerFailed(ex);
			return;
		}
		if (this.overflown) {
			this.exchange.failed(TransportException.Kind.OVERFLOW);
		}
		else if (this.stopped) {
			this.exchange.completed(false);
		}
	}

	/**
	 * Delivers an element of the current event.
	 */
	@Override
	public void accept(T element) {
		if (!this.overflown && !this.delivery.offer(element, this.eventLength)) {
			this.overflown = true;
		}
	}

}
