package bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the HTTP/1.1 messages of one direction of a connection.
 */
final class HttpReader {

	/** Gets the parts of a message. */
	interface Listener {

		/** Takes the first line and the headers of a message, in lower case. */
		void head(String head);

		/** Takes a part of the body. */
		void body(byte[] bytes, int from, int to);

		/** Takes the end of the message. */
		void end();

	}

	private enum State {

		HEAD, SIZED, CHUNK_SIZE, CHUNK, CHUNK_END

	}

	private final Listener listener;

	private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);

	private State state = State.HEAD;

	private long left;

	private int breaks;

	HttpReader(Listener listener) {
		this.listener = listener;
	}

	void read(ByteBuffer bytes) {
		while (bytes.hasRemaining()) {
			switch (this.state) {
				case HEAD -> head(bytes.get());
				case CHUNK_SIZE -> chunkSize(bytes.get());
				case SIZED, CHUNK -> body(bytes);
				case CHUNK_END -> chunkEnd(bytes.get());
			}
		}
	}

	private void head(byte next) {
		this.line.write(next);
		this.breaks = (next == '\n') ? this.breaks + 1 : (next == '\r') ? this.breaks : 0;
		if (this.breaks < 2) {
			return;
		}
		String head = takeLine().toLowerCase(Locale.ROOT);
		this.listener.head(head);
		if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
			this.state = State.CHUNK_SIZE;
			return;
		}
		String length = header(head, "content-length");
		this.left = (length != null) ? Long.parseLong(length) : 0;
		this.state = State.SIZED;
		endIfNothingLeft();
	}

	/** Returns the value of a header of a head in lower case, or null. */
	static String header(String head, String name) {
		int at = head.indexOf("\r\n" + name + ":");
		return (at < 0) ? null : head.substring(at + name.length() + 3, head.indexOf("\r\n", at + 2)).trim();
	}

	private void chunkSize(byte next) {
		this.line.write(next);
		if (next != '\n') {
			return;
		}
		String size = takeLine().trim();
		this.left = Long.parseLong(size, 16);
		this.breaks = 0;
		this.state = (this.left > 0) ? State.CHUNK : State.CHUNK_END;
	}

	private void body(ByteBuffer bytes) {
		int count = (int) Math.min(this.left, bytes.remaining());
		int from = bytes.arrayOffset() + bytes.position();
		bytes.position(bytes.position() + count);
		this.left -= count;
		this.listener.body(bytes.array(), from, from + count);
		if (this.state == State.SIZED) {
			endIfNothingLeft();
		}
		else if (this.left == 0) {
			this.left = -1;
			this.state = State.CHUNK_END;
		}
	}

	/** Reads the line break behind a chunk, or behind the last one, which is empty. */
	private void chunkEnd(byte next) {
		if (next != '\n') {
			return;
		}
		if (this.left < 0) {
			this.state = State.CHUNK_SIZE;
		}
		else {
			endIfNothingLeft();
		}
	}

	private void endIfNothingLeft() {
		if (this.left == 0) {
			this.state = State.HEAD;
			this.breaks = 0;
			this.listener.end();
		}
	}

	private String takeLine() {
		String text = this.line.toString(StandardCharsets.ISO_8859_1);
		this.line.reset();
		return text;
	}

}
