package io.github.gigachat.spring.ai.internal.media;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * The SHA-256, length and recognised format of a content.
 *
 * @param sha256 the hash, in hexadecimal digits
 * @param length the number of bytes
 * @param format the format recognised from the first bytes; {@code null} if not
 * recognised
 */
record ContentDigest(String sha256, long length, @Nullable ContentFormat format) {

	private static final int PIECE = 16 * 1024;

	/**
	 * Reads content to its end. A resource is read on a separate thread, so that a
	 * resource that hangs does not block the caller beyond the maximum time.
	 * @param content the content
	 * @param limit the maximum number of bytes
	 * @param atMost the maximum time
	 * @throws ContentTooLargeException if there are more bytes
	 * @throws EmptyContentException if there are none
	 * @throws TimeoutException if the maximum time is exceeded
	 */
	static ContentDigest of(MediaContent.Repeatable content, long limit, Duration atMost)
			throws IOException, InterruptedException, TimeoutException {
		if (content instanceof MediaContent.OfArray array) {
			long length = checked(array.statedLength(), limit);
			MessageDigest digest = newSha256();
			digest.update(array.bytes());
			return new ContentDigest(hex(digest), length, ContentFormat.of(array.bytes(), array.bytes().length));
		}
		Reading reading = new Reading(content, limit);
		return AsideWork.run(reading, atMost, reading);
	}

	private static long checked(long stated, long limit) throws IOException {
		if (stated > limit) {
			throw new ContentTooLargeException();
		}
		if (stated == 0) {
			throw new EmptyContentException();
		}
		return stated;
	}

	/** Tells whether hash and length are equal. */
	boolean isOfSameContent(ContentDigest other) {
		return this.length == other.length && this.sha256.equals(other.sha256);
	}

	static MessageDigest newSha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JVM has SHA-256", ex);
		}
	}

	static String hex(MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest());
	}

	/**
	 * Reads one resource to its end. Another thread can stop it with {@link #close()}.
	 */
	private static final class Reading implements Callable<ContentDigest>, Closeable {

		private final MediaContent.Repeatable content;

		private final long limit;

		private volatile @Nullable InputStream stream;

		private volatile boolean closed;

		Reading(MediaContent.Repeatable content, long limit) {
			this.content = content;
			this.limit = limit;
		}

		@Override
		public ContentDigest call() throws IOException {
			long unused = checked(this.content.statedLength(), this.limit);
			try (InputStream opened = this.content.open()) {
				this.stream = opened;
				return read(opened);
			}
		}

		private ContentDigest read(InputStream opened) throws IOException {
			MessageDigest digest = newSha256();
			byte[] head = new byte[ContentFormat.HEAD];
			int headLength = 0;
			long length = 0;
			byte[] piece = new byte[PIECE];
			for (int count = next(opened, piece); count >= 0; count = next(opened, piece)) {
				length += count;
				if (length > this.limit) {
					throw new ContentTooLargeException();
				}
				digest.update(piece, 0, count);
				int taken = Math.min(count, head.length - headLength);
				System.arraycopy(piece, 0, head, headLength, taken);
				headLength += taken;
			}
			if (length == 0) {
				throw new EmptyContentException();
			}
			return new ContentDigest(hex(digest), length, ContentFormat.of(head, headLength));
		}

		private int next(InputStream opened, byte[] piece) throws IOException {
			if (this.closed) {
				throw new InterruptedIOException("The caller does not wait for the content any more");
			}
			return opened.read(piece);
		}

		@Override
		public void close() throws IOException {
			// the flag goes first: the reader sets the stream, then checks the flag
			this.closed = true;
			InputStream opened = this.stream;
			if (opened != null) {
				opened.close();
			}
		}

	}

}
