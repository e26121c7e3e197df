package io.github.gigachat.spring.ai.internal.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Fails at the end of content whose length or hash differs from the first reading. The
 * file is cached under that hash, so other calls would get the wrong content.
 */
final class UnchangedStream extends FilterInputStream {

	private final BoundedDigestStream content;

	private final ContentDigest expected;

	private boolean over;

	private UnchangedStream(BoundedDigestStream content, ContentDigest expected) {
		super(content);
		this.content = content;
		this.expected = expected;
	}

	static InputStream of(InputStream content, ContentDigest expected) {
		return new UnchangedStream(new BoundedDigestStream(content, expected.length()), expected);
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] target, int offset, int count) throws IOException {
		int read;
		try {
			read = super.read(target, offset, count);
		}
		catch (ContentTooLargeException ex) {
			throw new ContentChangedException();
		}
		if (read < 0 && !this.over) {
			this.over = true;
			if (!this.expected.isOfSameContent(this.content.measured())) {
				throw new ContentChangedException();
			}
		}
		return read;
	}

}
