package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Takes the body of an event stream: decodes it, asks the reader what each event means,
 * passes the elements on. A body that begins as a JSON object is no event stream,
 * whatever its media type says, and is taken as a refusal.
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

	/** Of the data of all events, in bytes. */
	private long total;

	/** Nothing that still comes matters. */
	private boolean stopped;

	private boolean overflown;

	private int eventLength;

	/** True until something else than white space has come. */
	private boolean blank = true;

	/** Takes a body that is no event stream; {@code null} for one that is. */
	private @Nullable RefusedBody refused;

	/**
	 * Creates the reader of one body.
	 * @param exchange is told how the body ends
	 * @param reader takes the events
	 * @param delivery takes the elements
	 * @param limit the largest size of the data of all events
	 * @param refusal makes the reader of a body that is no event stream
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

	/** Finds the first byte of the body that is no white space; 0 for none yet. */
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
	 * An element of the current event.
	 */
	@Override
	public void accept(T element) {
		if (!this.overflown && !this.delivery.offer(element, this.eventLength)) {
			this.overflown = true;
		}
	}

}
