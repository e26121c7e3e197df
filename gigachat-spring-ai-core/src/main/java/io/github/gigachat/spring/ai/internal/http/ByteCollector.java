package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers the bytes of a body, up to a bound.
 * <p>
 * Not thread-safe. A body that comes in one piece, or with its length announced, is
 * copied once.
 */
final class ByteCollector {

	/** How much is reserved on the word of a server alone. */
	private static final int MAX_TRUSTED_LENGTH = 256 * 1024;

	private static final byte[] EMPTY = {};

	private final int limit;

	private final int expected;

	private byte[] bytes = EMPTY;

	private int size;

	/**
	 * An empty collector.
	 * @param limit how many bytes it takes
	 * @param announced how many will come, or -1 if that is not known
	 */
	ByteCollector(int limit, long announced) {
		this.limit = limit;
		this.expected = (int) Math.max(0, Math.min(announced, Math.min(limit, MAX_TRUSTED_LENGTH)));
	}

	/**
	 * Takes the bytes that fit.
	 * @return whether all of them did
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
	 * The bytes so far. The collector is not used after this.
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
