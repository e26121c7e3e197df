package io.github.gigachat.spring.ai.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.SynchronousSink;

/**
 * Reads the content of a file once, piece by piece, and checks its length against the
 * stated one. Not thread-safe.
 */
final class FileReading {

	private static final Log logger = LogFactory.getLog(FileReading.class);

	/**
	 * The buffer size of the JDK's HTTP client. A smaller one costs calls, a larger one
	 * memory.
	 */
	private static final int PIECE = 16 * 1024;

	private final FileUpload file;

	private @Nullable InputStream content;

	private long read;

	FileReading(FileUpload file) {
		this.file = file;
	}

	/**
	 * Emits the next piece, the end or a failure. The file is closed before the end or
	 * the failure is emitted.
	 */
	FileReading next(SynchronousSink<ByteBuffer> sink) {
		ByteBuffer piece = null;
		Throwable failure = null;
		try {
			piece = read();
		}
		catch (Throwable ex) {
			// an Error too: Reactor would not pass it on, and the request would never end
			failure = (ex instanceof Error) ? new IOException(ex) : ex;
		}
		if (piece != null) {
			sink.next(piece);
			return this;
		}
		close();
		if (failure != null) {
			sink.error(failure);
		}
		else {
			sink.complete();
		}
		return this;
	}

	private @Nullable ByteBuffer read() throws IOException {
		InputStream opened = this.content;
		if (opened == null) {
			opened = this.file.open();
			this.content = opened;
		}
		// a new array each time: the client holds a piece until it is sent
		byte[] piece = new byte[PIECE];
		int count = opened.read(piece);
		this.read += Math.max(count, 0);
		long length = this.file.length();
		if (length >= 0 && (this.read > length || (count < 0 && this.read < length))) {
			throw new IOException("The content of the file is " + ((count < 0) ? "" : "at least ") + this.read
					+ " bytes long, not " + length + " as stated");
		}
		return (count >= 0) ? ByteBuffer.wrap(piece, 0, count) : null;
	}

	/**
	 * Closes the file if it is open.
	 */
	void close() {
		InputStream opened = this.content;
		this.content = null;
		if (opened == null) {
			return;
		}
		try {
			opened.close();
		}
		catch (IOException ex) {
			logger.debug("Could not close a file after sending it: " + ex.getClass().getName());
		}
	}

}
