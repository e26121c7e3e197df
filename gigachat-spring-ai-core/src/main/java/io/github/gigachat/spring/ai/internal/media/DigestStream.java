package io.github.gigachat.spring.ai.internal.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

import org.jspecify.annotations.Nullable;

/**
 * Computes the length, hash and format of content while it is read. Fails if the content
 * is empty, too large or not the expected one.
 */
final class DigestStream extends FilterInputStream {

	private final MessageDigest digest = ContentDigest.newSha256();

	private final byte[] head = new byte[ContentFormat.HEAD];

	private final long limit;

	private final @Nullable ContentDigest expected;

	private long length;

	private @Nullable ContentDigest measured;

	private DigestStream(InputStream content, long limit, @Nullable ContentDigest expected) {
		super(content);
		this.limit = limit;
		this.expected = expected;
	}

	/** Creates a stream that fails if the content has more bytes than the limit. */
	static DigestStream limited(InputStream content, long limit) {
		return new DigestStream(content, limit, null);
	}

	/**
	 * Creates a stream that fails at the latest at the end if the content differs from
	 * its first reading. The file is cached under the hash of that reading, so other
	 * calls would get the wrong content.
	 */
	static DigestStream unchanged(InputStream content, ContentDigest expected) {
		return new DigestStream(content, expected.length(), expected);
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
			update(target, offset, read);
		}
		else if (read < 0 && this.length == 0) {
			throw new ContentException.Empty();
		}
		else if (read < 0 && this.expected != null && !this.expected.isOfSameContent(measured())) {
			throw new ContentException.Changed();
		}
		return read;
	}

	private void update(byte[] bytes, int offset, int count) throws ContentException {
		if (this.length + count > this.limit) {
			throw (this.expected != null) ? new ContentException.Changed() : new ContentException.TooLarge();
		}
		if (this.length < this.head.length) {
			int position = (int) this.length;
			System.arraycopy(bytes, offset, this.head, position, Math.min(count, this.head.length - position));
		}
		this.length += count;
		this.digest.update(bytes, offset, count);
	}

	@Override
	public boolean markSupported() {
		return false;
	}

	/** Returns the length, hash and format. To be called after the end. */
	ContentDigest measured() {
		ContentDigest known = this.measured;
		if (known == null) {
			int headLength = (int) Math.min(this.length, this.head.length);
			known = new ContentDigest(ContentDigest.hex(this.digest), this.length,
					ContentFormat.of(this.head, headLength));
			this.measured = known;
		}
		return known;
	}

}
