package io.github.gigachat.emulator.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes HTTP/1.1 messages to a connection, with one write for each piece of a body.
 */
final class Http1Output {

	private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

	private final OutputStream out;

	private boolean chunked;

	Http1Output(OutputStream out) {
		this.out = out;
	}

	void begin(byte[] head, boolean chunked) throws IOException {
		this.chunked = chunked;
		this.out.write(head);
		this.out.flush();
	}

	void piece(byte[] bytes, int from, int to) throws IOException {
		if (this.chunked) {
			ByteArrayOutputStream chunk = new ByteArrayOutputStream(to - from + 16);
			chunk.writeBytes((Integer.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
			chunk.write(bytes, from, to - from);
			chunk.write('\r');
			chunk.write('\n');
			this.out.write(chunk.toByteArray());
		}
		else {
			this.out.write(bytes, from, to - from);
		}
		this.out.flush();
	}

	void end() throws IOException {
		if (this.chunked) {
			this.out.write(LAST_CHUNK);
			this.out.flush();
		}
	}

}
