package io.github.gigachat.spring.ai.internal.http;

import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of a request body: an output stream that keeps them in segments, and a
 * publisher that sends the segments without a copy, any number of times.
 * <p>
 * {@code BodyPublishers.ofByteArray} needs one array of the whole body, and copies it for
 * each subscription.
 * <p>
 * Everything must be written before the first subscription; writing is not thread-safe.
 */
public final class RequestBuffers extends OutputStream implements BodyPublisher {

	/** The size of the JDK client's own buffers. It sends one buffer at a time. */
	private static final int LARGEST_SEGMENT = 16 * 1024;

	private final List<ByteBuffer> segments = new ArrayList<>();

	private ByteBuffer last = ByteBuffer.allocate(0);

	private long length;

	@Override
	public void write(int value) {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int count) {
		int end = offset + count;
		for (int at = offset; at < end;) {
			if (!this.last.hasRemaining()) {
				addSegment(end - at);
			}
			int part = Math.min(end - at, this.last.remaining());
			this.last.put(bytes, at, part);
			this.length += part;
			at += part;
		}
	}

	/**
	 * Adds a segment of the size of the first write, or of all segments before. So a
	 * short body has no unused bytes, and a long one has few segments.
	 */
	private void addSegment(int needed) {
		this.last = ByteBuffer.allocate((int) Math.min(LARGEST_SEGMENT, Math.max(needed, this.length)));
		this.segments.add(this.last);
	}

	/**
	 * Copies the bytes to a new array.
	 */
	public byte[] bytes() {
		byte[] bytes = new byte[Math.toIntExact(this.length)];
		int at = 0;
		for (ByteBuffer segment : this.segments) {
			segment.get(0, bytes, at, segment.position());
			at += segment.position();
		}
		return bytes;
	}

	@Override
	public long contentLength() {
		return this.length;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
		subscriber.onSubscribe(new Sending(this.segments, subscriber));
	}

	/**
	 * Delivers views of the segments, because the subscriber moves their positions.
	 */
	private static final class Sending implements Flow.Subscription {

		private final List<ByteBuffer> segments;

		private final Flow.Subscriber<? super ByteBuffer> subscriber;

		private final AtomicLong demand = new AtomicLong();

		/** The subscriber requests more while it receives: no recursion. */
		private final SerialTask delivery = new SerialTask(this::deliver);

		private int delivered;

		private volatile boolean invalid;

		private volatile boolean over;

		private Sending(List<ByteBuffer> segments, Flow.Subscriber<? super ByteBuffer> subscriber) {
			this.segments = segments;
			this.subscriber = subscriber;
		}

		@Override
		public void request(long count) {
			if (count > 0) {
				this.demand.accumulateAndGet(count, (a, b) -> (a + b < 0) ? Long.MAX_VALUE : a + b);
			}
			else {
				this.invalid = true;
			}
			this.delivery.run();
		}

		@Override
		public void cancel() {
			this.over = true;
		}

		private void deliver() {
			while (!this.over && !this.invalid && this.delivered < this.segments.size() && this.demand.get() > 0) {
				this.demand.decrementAndGet();
				this.subscriber.onNext(this.segments.get(this.delivered++).asReadOnlyBuffer().flip());
			}
			if (this.over) {
				return;
			}
			if (this.invalid) {
				this.over = true;
				this.subscriber.onError(new IllegalArgumentException("The demand must be positive"));
			}
			else if (this.delivered == this.segments.size()) {
				this.over = true;
				this.subscriber.onComplete();
			}
		}

	}

}
