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
 * @param format the format recognised from the first bytes; {@code null} if not
 * recognised
 */
record ContentDigest(String sha256, long length, @Nullable ContentFormat format) {

	private static final int PIECE = 16 * 1024;

	/**
	 * Reads content to its end. A resource is read on a separate thread, so that a
	 * resource that hangs does not block the caller beyond the maximum time.
	 * @throws ContentException if there are more bytes, or none
	 * @throws TimeoutException if the maximum time is exceeded
	 */
	static ContentDigest of(MediaContent.Repeatable content, long limit, Duration atMost)
			throws IOException, InterruptedException, TimeoutException {
		Reading reading = new Reading(content, limit);
		return (content instanceof MediaContent.OfArray) ? reading.call() : AsideWork.run(reading, atMost, reading);
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
	 * Reads one content to its end. Another thread can stop it with {@link #close()}.
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
			long stated = this.content.statedLength();
			if (stated > this.limit) {
				throw new ContentException.TooLarge();
			}
			if (stated == 0) {
				throw new ContentException.Empty();
			}
			try (DigestStream opened = DigestStream.limited(this.content.open(), this.limit)) {
				this.stream = opened;
				byte[] piece = new byte[PIECE];
				do {
					if (this.closed) {
						throw new InterruptedIOException("The caller does not wait for the content any more");
					}
				}
				while (opened.read(piece) >= 0);
				return opened.measured();
			}
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
