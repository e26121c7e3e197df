package io.github.gigachat.samples.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A connection to the gateway on which a test writes what it likes.
 */
final class RawConnection implements AutoCloseable {

	private final Socket socket;

	RawConnection(int port) {
		try {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
			this.socket.setSoTimeout(20_000);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Sends the head of a request, with further headers. */
	RawConnection head(String path, String... headers) {
		return send("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
				+ String.join("", Arrays.stream(headers).map((header) -> header + "\r\n").toList()) + "\r\n");
	}

	/** Sends a whole request for a chat. */
	RawConnection chat(ChatBody body) {
		return post("/v1/chat/completions", body);
	}

	/** Sends a whole request. */
	RawConnection post(String path, Object body) {
		byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
		return head(path, "Content-Length: " + json.length).send(json);
	}

	RawConnection send(String text) {
		return send(text.getBytes(StandardCharsets.UTF_8));
	}

	RawConnection send(byte[] bytes) {
		try {
			this.socket.getOutputStream().write(bytes);
			this.socket.getOutputStream().flush();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Sends a part of a body that the gateway refuses before the end: it may close the
	 * connection meanwhile. Its answer can be read then, too.
	 */
	RawConnection sendWhileOpen(byte[] bytes) {
		try {
			return send(bytes);
		}
		catch (UncheckedIOException ex) {
			return this;
		}
	}

	/** Reads until a text has arrived. */
	String readUntil(String expected) {
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		try {
			InputStream input = this.socket.getInputStream();
			while (!read.toString(StandardCharsets.UTF_8).contains(expected)) {
				int next = input.read();
				if (next < 0) {
					throw new AssertionError("The connection ended after: " + read.toString(StandardCharsets.UTF_8));
				}
				read.write(next);
			}
			return read.toString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(
					String.format(Locale.ROOT, "after %s", read.toString(StandardCharsets.UTF_8)), ex);
		}
	}

	/** Reads the status of the answer. */
	int status() {
		return Integer.parseInt(readUntil("\r\n").split(" ", 3)[1]);
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
