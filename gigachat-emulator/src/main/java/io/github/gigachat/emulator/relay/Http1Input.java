package io.github.gigachat.emulator.relay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 messages from a connection: a head, then the body without its framing.
 */
final class Http1Input {

	private static final int MAX_HEAD = 1024 * 1024;

	private static final int BUFFER = 16 * 1024;

	private final InputStream in;

	Http1Input(InputStream in) {
		this.in = new BufferedInputStream(in, BUFFER);
	}

	/** Reads the next head, or null if the connection has ended. */
	@Nullable Http1Head readHead() throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		int matched = 0;
		while (matched < 4) {
			int next = this.in.read();
			if (next < 0) {
				if (head.size() == 0) {
					return null;
				}
				throw new EOFException("The connection ended inside a head.");
			}
			head.write(next);
			if (head.size() > MAX_HEAD) {
				throw new IOException("A head is longer than " + MAX_HEAD + " bytes.");
			}
			boolean expected = next == ((matched % 2 == 0) ? '\r' : '\n');
			matched = expected ? matched + 1 : ((next == '\r') ? 1 : 0);
		}
		return Http1Head.parse(head.toByteArray());
	}

	void readChunkedBody(Body body) throws IOException, InterruptedException {
		long size = readChunkSize();
		while (size > 0) {
			readBytes(size, false, body);
			readLine();
			size = readChunkSize();
		}
		String trailer = readLine();
		while (!trailer.isEmpty()) {
			// trailers are dropped, because neither side of the emulator uses them
			trailer = readLine();
		}
	}

	void readBody(long length, Body body) throws IOException, InterruptedException {
		readBytes(length, true, body);
	}

	void readToEnd(Body body) throws IOException, InterruptedException {
		byte[] buffer = new byte[BUFFER];
		int count = this.in.read(buffer);
		while (count >= 0) {
			body.accept(Arrays.copyOf(buffer, count), false);
			count = this.in.read(buffer);
		}
	}

	private void readBytes(long length, boolean whole, Body body) throws IOException, InterruptedException {
		long left = length;
		byte[] buffer = new byte[BUFFER];
		while (left > 0) {
			int count = this.in.read(buffer, 0, (int) Math.min(left, buffer.length));
			if (count < 0) {
				throw new EOFException("The connection ended inside a body.");
			}
			left -= count;
			body.accept(Arrays.copyOf(buffer, count), whole && left == 0);
		}
	}

	private long readChunkSize() throws IOException {
		String line = readLine();
		int extension = line.indexOf(';');
		String size = (extension < 0) ? line : line.substring(0, extension);
		try {
			return Long.parseLong(size.strip(), 16);
		}
		catch (NumberFormatException ex) {
			throw new IOException("Invalid chunk size.", ex);
		}
	}

	private String readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int next = this.in.read();
		while (next >= 0 && next != '\n') {
			if (next != '\r') {
				line.write(next);
			}
			next = this.in.read();
		}
		if (next < 0) {
			throw new EOFException("The connection ended inside a line.");
		}
		return line.toString(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Consumes the bytes of a body.
	 */
	interface Body {

		/** Consumes bytes. The flag tells whether the body is known to end with them. */
		void accept(byte[] bytes, boolean last) throws IOException, InterruptedException;

	}

}
