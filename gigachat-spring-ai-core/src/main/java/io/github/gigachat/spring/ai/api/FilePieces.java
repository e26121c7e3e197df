package io.github.gigachat.spring.ai.api;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * The content of an opened file, read piece by piece. Not thread-safe.
 */
abstract class FilePieces implements Closeable {

	/**
	 * The buffer size of the JDK's HTTP client. A smaller one costs calls, a larger one
	 * memory.
	 */
	private static final int PIECE = 16 * 1024;

	/** Returns the next piece, or {@code null} at the end. */
	abstract @Nullable ByteBuffer next() throws IOException;

	static FilePieces of(byte[] content) {
		return new OfArray(content);
	}

	static FilePieces of(InputStream content, long length) {
		return new OfStream(content, length);
	}

	/** The pieces of an array, as views. The JDK's own publisher would copy the array. */
	private static final class OfArray extends FilePieces {

		private final byte[] content;

		private int position;

		OfArray(byte[] content) {
			this.content = content;
		}

		@Override
		@Nullable ByteBuffer next() {
			if (this.position == this.content.length) {
				return null;
			}
			int length = Math.min(PIECE, this.content.length - this.position);
			ByteBuffer piece = ByteBuffer.wrap(this.content, this.position, length).slice().asReadOnlyBuffer();
			this.position += length;
			return piece;
		}

		@Override
		public void close() {
			// nothing is open
		}

	}

	/** The pieces of a stream, whose length is checked against the stated one. */
	private static final class OfStream extends FilePieces {

		private final InputStream content;

		/** The stated length; negative if it is not known. */
		private final long length;

		private long read;

		OfStream(InputStream content, long length) {
			this.content = content;
			this.length = length;
		}

		@Override
		@Nullable ByteBuffer next() throws IOException {
			// a new array each time: the client holds a piece until it is sent
			byte[] piece = new byte[PIECE];
			int count = this.content.read(piece);
			this.read += Math.max(count, 0);
			if (this.length >= 0 && (this.read > this.length || (count < 0 && this.read < this.length))) {
				throw new IOException("The content of the file is " + ((count < 0) ? "" : "at least ") + this.read
						+ " bytes long, not " + this.length + " as stated");
			}
			return (count >= 0) ? ByteBuffer.wrap(piece, 0, count) : null;
		}

		@Override
		public void close() throws IOException {
			this.content.close();
		}

	}

}
