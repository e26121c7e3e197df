package io.github.gigachat.samples.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * Sends requests with headers that HTTP clients do not let set.
 */
final class RawHttp {

	private RawHttp() {
	}

	/**
	 * Sends a request with Connection: close, and returns the whole answer.
	 * @param port the port of the gateway
	 * @param lines the request line and the headers
	 */
	static String send(int port, String... lines) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream()
				.write((String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
			return answer(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads up to the end, or to the reset that follows an answer to an unread request.
	 */
	private static String answer(Socket socket) throws IOException {
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		try {
			socket.getInputStream().transferTo(answer);
		}
		catch (SocketException ex) {
			// the answer is what came before
		}
		return answer.toString(StandardCharsets.UTF_8);
	}

}
