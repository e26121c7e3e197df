package io.github.gigachat.spring.ai.internal.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Computes the length and hash of content while it is read. Fails if the content is empty
 * or too large.
 */
final class BoundedDigestStream extends FilterInputStream {

	private final MessageDigest digest = ContentDigest.newSha256();

	private final long limit;

	private long length;

	BoundedDigestStream(InputStream content, long limit) {
		super(content);
		this.limit = limit;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] target, int offset, int count) throws IOException {
		int read = super.read(target, offset, count);
		if (read > 0) {
			this.length += read;
			if (this.length > this.limit) {
				throw new ContentTooLargeException();
			}
			this.digest.update(target, offset, read);
		}
		else if (read < 0 && this.length == 0) {
			throw new EmptyContentException();
		}
		return read;
	}

	@Override
	public boolean markSupported() {
		return false;
	}

	/**
	 * Returns the length and hash of the bytes read. To be called once, after the end.
	 */
	ContentDigest measured() {
		return new ContentDigest(ContentDigest.hex(this.digest), this.length, null);
	}

}
