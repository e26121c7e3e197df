package io.github.gigachat.spring.ai.internal.http;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * The bytes of a complete response, in the buffers in which the JDK client delivered
 * them. The client does not use a buffer again after it has delivered it. Its buffers are
 * read-only and their arrays not accessible, so a parser reads {@link #stream}.
 * <p>
 * Immutable: the positions of the buffers are never changed.
 */
public final class ResponseBody {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	static final ResponseBody EMPTY = new ResponseBody(List.of(), 0);

	private final List<ByteBuffer> buffers;

	private final int length;

	/**
	 * Creates a body of buffers, which must not be changed afterwards.
	 * @param length the number of remaining bytes of all buffers
	 */
	ResponseBody(List<ByteBuffer> buffers, int length) {
		this.buffers = buffers;
		this.length = length;
	}

	/**
	 * Creates a body of a part of an array, which is not copied.
	 */
	public static ResponseBody of(byte[] bytes, int offset, int length) {
		return new ResponseBody(List.of(ByteBuffer.wrap(bytes, offset, length)), length);
	}

	/**
	 * Returns the number of bytes.
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Copies the bytes to a new array.
	 */
	public byte[] bytes() {
		byte[] bytes = new byte[this.length];
		int at = 0;
		for (ByteBuffer buffer : this.buffers) {
			buffer.get(buffer.position(), bytes, at, buffer.remaining());
			at += buffer.remaining();
		}
		return bytes;
	}

	/**
	 * Returns the unsigned byte at an index, or -1 after the last byte.
	 */
	public int at(int index) {
		int rest = index;
		for (ByteBuffer buffer : this.buffers) {
			if (rest < buffer.remaining()) {
				return Byte.toUnsignedInt(buffer.get(buffer.position() + rest));
			}
			rest -= buffer.remaining();
		}
		return -1;
	}

	/**
	 * Returns the first byte that passes a test, or -1 if none does.
	 * @param test the test, which receives the unsigned bytes in their order
	 */
	public int firstByte(IntPredicate test) {
		for (ByteBuffer buffer : this.buffers) {
			for (int i = buffer.position(); i < buffer.limit(); i++) {
				int value = Byte.toUnsignedInt(buffer.get(i));
				if (test.test(value)) {
					return value;
				}
			}
		}
		return -1;
	}

	/**
	 * Returns the body as buffers with positions of their own.
	 */
	public List<ByteBuffer> buffers() {
		List<ByteBuffer> views = new ArrayList<>(this.buffers.size());
		for (ByteBuffer buffer : this.buffers) {
			views.add(buffer.asReadOnlyBuffer());
		}
		return views;
	}

	/**
	 * Returns a new stream over the bytes. Its methods throw no {@code IOException}, and
	 * it need not be closed.
	 */
	public InputStream stream() {
		return new Stream(this.buffers);
	}

	/**
	 * Reads the buffers by index, without a view of each.
	 */
	private static final class Stream extends InputStream {

		private final List<ByteBuffer> buffers;

		/** The number of buffers that were read or have begun. */
		private int begun;

		private ByteBuffer current = NOTHING;

		private int at;

		private Stream(List<ByteBuffer> buffers) {
			this.buffers = buffers;
		}

		@Override
		public int read() {
			return hasMore() ? Byte.toUnsignedInt(this.current.get(this.at++)) : -1;
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			Objects.checkFromIndexSize(offset, length, target.length);
			if (length == 0) {
				return 0;
			}
			if (!hasMore()) {
				return -1;
			}
			int count = Math.min(length, this.current.limit() - this.at);
			this.current.get(this.at, target, offset, count);
			this.at += count;
			return count;
		}

		private boolean hasMore() {
			while (this.at == this.current.limit()) {
				if (this.begun == this.buffers.size()) {
					return false;
				}
				this.current = this.buffers.get(this.begun++);
				this.at = this.current.position();
			}
			return true;
		}

	}

}
