package io.github.gigachat.spring.ai.internal.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Checks the first bytes of a stream against the declared type before it returns any. The
 * check takes place at the first read.
 */
final class CheckedStream extends FilterInputStream {

	private final FileType type;

	private final byte[] head = new byte[ContentFormat.HEAD];

	private int length = -1;

	private int position;

	CheckedStream(InputStream content, FileType type) {
		super(content);
		this.type = type;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] target, int offset, int count) throws IOException {
		if (this.length < 0) {
			int read = this.in.readNBytes(this.head, 0, this.head.length);
			ContentFormat format = ContentFormat.of(this.head, read);
			if (format != null && !format.fits(this.type)) {
				throw new ContentMismatchException(format);
			}
			this.length = read;
		}
		int rest = this.length - this.position;
		if (rest == 0) {
			return super.read(target, offset, count);
		}
		int taken = Math.min(rest, count);
		System.arraycopy(this.head, this.position, target, offset, taken);
		this.position += taken;
		return taken;
	}

	@Override
	public boolean markSupported() {
		return false;
	}

}
