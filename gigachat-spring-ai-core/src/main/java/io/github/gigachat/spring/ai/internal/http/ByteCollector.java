package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the bytes of a body up to a maximum size.
 * <p>
 * Not thread-safe. A body that arrives in one piece, or with a {@code Content-Length} of
 * up to 256 KB, is copied once.
 */
final class ByteCollector {

	/** The maximum number of bytes allocated because of {@code Content-Length} alone. */
	private static final int MAX_TRUSTED_LENGTH = 256 * 1024;

	private static final byte[] EMPTY = {};

	private final int limit;

	private final int expected;

	private byte[] bytes = EMPTY;

	private int size;

	/**
	 * Creates an empty collector.
	 * @param announced the announced number of bytes, or -1 if unknown
	 */
	ByteCollector(int limit, long announced) {
		this.limit = limit;
		this.expected = (int) Math.max(0, Math.min(announced, Math.min(limit, MAX_TRUSTED_LENGTH)));
	}

	/**
	 * Adds as many bytes as fit.
	 * @return {@code true} if all bytes fitted
	 */
	boolean add(List<ByteBuffer> buffers) {
		long length = 0;
		for (ByteBuffer buffer : buffers) {
			length += buffer.remaining();
		}
		int accepted = (int) Math.min(length, this.limit - this.size);
		reserve(accepted);
		int end = this.size + accepted;
		for (ByteBuffer buffer : buffers) {
			int count = Math.min(buffer.remaining(), end - this.size);
			buffer.get(this.bytes, this.size, count);
			this.size += count;
		}
		return accepted == length;
	}

	int size() {
		return this.size;
	}

	/**
	 * Returns the collected bytes. The collector must not be used afterwards.
	 */
	byte[] toByteArray() {
		return (this.size == this.bytes.length) ? this.bytes : Arrays.copyOf(this.bytes, this.size);
	}

	private void reserve(int more) {
		int needed = this.size + more;
		if (needed > this.bytes.length) {
			long doubled = Math.min(2L * this.bytes.length, this.limit);
			int capacity = (int) Math.max(Math.max(needed, this.expected), doubled);
			this.bytes = Arrays.copyOf(this.bytes, capacity);
		}
	}

}
