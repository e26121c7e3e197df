package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an event stream: decodes the events, passes each to the reader and
 * the resulting elements to the emitter. A body that begins with a JSON object is treated
 * as an error response, whatever its media type.
 *
 * @param <T> the type of the elements
 */
final class EventBody<T> implements BodyReader, EventDecoder.Sink, Consumer<T> {

	private final StreamExchange<T> exchange;

	private final StreamReader<T> reader;

	private final BoundedEmitter<T> delivery;

	private final EventDecoder decoder;

	private final int limit;

	private final Supplier<RefusedBody> refusal;

	/** The size of the data of all events, in bytes. */
	private long total;

	/** Further input is ignored. */
	private boolean stopped;

	private boolean overflown;

	private int eventLength;

	/** True until the first byte that is not white space. */
	private boolean blank = true;

	/** The reader of an error response; {@code null} if the body is an event stream. */
	private @Nullable RefusedBody refused;

	/**
	 * Creates the reader of one body.
	 * @param exchange the exchange, notified of the end of the body
	 * @param reader the reader of the events
	 * @param delivery the emitter of the elements
	 * @param limit the maximum size of the data of all events, in bytes
	 * @param refusal creates the reader of an error response
	 */
	EventBody(StreamExchange<T> exchange, StreamReader<T> reader, BoundedEmitter<T> delivery, int limit,
			Supplier<RefusedBody> refusal) {
		this.exchange = exchange;
		this.reader = reader;
		this.delivery = delivery;
		this.limit = limit;
		this.refusal = refusal;
		this.decoder = new EventDecoder(limit, this);
	}

	@Override
	public void data(List<ByteBuffer> buffers) {
		if (this.blank && firstByte(buffers) == '{') {
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
				this.decoder.feed(buffer);
			}
		}
		catch (BodyTooLargeException ex) {
			this.stopped = true;
			this.exchange.failed(TransportException.Kind.TOO_LARGE);
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
		this.decoder.end();
		if (this.stopped) {
			return;
		}
		this.stopped = true;
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
