package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.InputStreamSource;

/**
 * Opens its source at the first read. Not thread-safe.
 */
final class LazyStream extends InputStream {

	private final InputStreamSource source;

	private @Nullable InputStream stream;

	/**
	 * Creates the stream without opening the source.
	 * @param source the source of the content
	 */
	LazyStream(InputStreamSource source) {
		this.source = source;
	}

	@Override
	public int read() throws IOException {
		return opened().read();
	}

	@Override
	public int read(byte[] target, int offset, int count) throws IOException {
		return opened().read(target, offset, count);
	}

	private InputStream opened() throws IOException {
		InputStream present = this.stream;
		if (present == null) {
			present = this.source.getInputStream();
			this.stream = present;
		}
		return present;
	}

	@Override
	public void close() throws IOException {
		if (this.stream != null) {
			this.stream.close();
		}
	}

}
