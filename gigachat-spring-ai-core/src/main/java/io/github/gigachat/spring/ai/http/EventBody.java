package io.github.gigachat.spring.ai.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Takes the body of an event stream: decodes it, asks the reader what each event means,
 * passes the elements on.
 *
 * @param <T> the type of the elements
 */
final class EventBody<T> implements BodyReader, EventDecoder.Sink, Consumer<T> {

	private final StreamExchange<T> exchange;

	private final StreamReader<T> reader;

	private final Delivery<T> delivery;

	private final EventDecoder decoder;

	private final int limit;

	/** Of the data of all events, in bytes. */
	private long total;

	/** Nothing that still comes matters. */
	private boolean stopped;

	private boolean overflown;

	private int eventLength;

	EventBody(StreamExchange<T> exchange, StreamReader<T> reader, Delivery<T> delivery, int limit) {
		this.exchange = exchange;
		this.reader = reader;
		this.delivery = delivery;
		this.limit = limit;
		this.decoder = new EventDecoder(limit, this);
	}

	@Override
	public void data(List<ByteBuffer> buffers) {
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

	@Override
	public void end() {
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
