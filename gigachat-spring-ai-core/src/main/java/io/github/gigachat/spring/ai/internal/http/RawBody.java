package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a body that is not an event stream: passes each piece to the reader and the
 * resulting elements to the emitter.
 *
 * @param <T> the type of the elements
 */
final class RawBody<T> implements BodyReader, Consumer<T> {

	private final StreamExchange<T> exchange;

	private final StreamReader<T> reader;

	private final BoundedEmitter<T> delivery;

	private final int limit;

	/** The {@code Content-Length}, negative if unknown. */
	private final long announced;

	private byte[] piece = new byte[0];

	private int length;

	private long total;

	private boolean stopped;

	RawBody(StreamExchange<T> exchange, StreamReader<T> reader, BoundedEmitter<T> delivery, int limit, long announced) {
		this.exchange = exchange;
		this.reader = reader;
		this.delivery = delivery;
		this.limit = limit;
		this.announced = announced;
	}

	@Override
	public void data(List<ByteBuffer> buffers) {
		for (ByteBuffer buffer : buffers) {
			if (!this.stopped && buffer.hasRemaining()) {
				take(buffer);
			}
		}
	}

	private void take(ByteBuffer buffer) {
		this.length = buffer.remaining();
		this.total += this.length;
		if (this.total > this.limit || this.announced > this.limit) {
			this.stopped = true;
			this.exchange.failed(TransportException.Kind.TOO_LARGE);
			return;
		}
		if (this.piece.length < this.length) {
			this.piece = new byte[this.length];
		}
		buffer.get(this.piece, 0, this.length);
		try {
			this.reader.onEvent(null, this.piece, 0, this.length, this);
		}
		catch (Throwable ex) {
			this.stopped = true;
			this.exchange.readerFailed(ex);
		}
	}

	@Override
	public void end() {
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
		this.exchange.completed(true);
	}

	@Override
	public void accept(T element) {
		if (!this.delivery.offer(element, this.length)) {
			this.stopped = true;
			this.exchange.failed(TransportException.Kind.OVERFLOW);
		}
	}

}
