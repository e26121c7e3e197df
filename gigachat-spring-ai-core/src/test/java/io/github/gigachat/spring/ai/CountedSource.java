package io.github.gigachat.spring.ai;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.core.io.InputStreamSource;

/**
 * A source of a file that notes how often it was opened and closed.
 */
final class CountedSource implements InputStreamSource {

	private final byte[] content;

	private final int failAfter;

	private final AtomicInteger opened = new AtomicInteger();

	private final AtomicInteger closed = new AtomicInteger();

	private CountedSource(byte[] content, int failAfter) {
		this.content = content;
		this.failAfter = failAfter;
	}

	static CountedSource of(byte[] content) {
		return new CountedSource(content, Integer.MAX_VALUE);
	}

	static CountedSource failingAfter(int bytes, byte[] content) {
		return new CountedSource(content, bytes);
	}

	@Override
	public InputStream getInputStream() {
		this.opened.incrementAndGet();
		return new CountedStream();
	}

	int opened() {
		return this.opened.get();
	}

	int closed() {
		return this.closed.get();
	}

	private final class CountedStream extends ByteArrayInputStream {

		CountedStream() {
			super(CountedSource.this.content);
		}

		@Override
		public int read(byte[] target) throws IOException {
			if (this.pos >= CountedSource.this.failAfter) {
				throw new IOException("the disk is gone");
			}
			return super.read(target);
		}

		@Override
		public void close() throws IOException {
			CountedSource.this.closed.incrementAndGet();
			super.close();
		}

	}

}
