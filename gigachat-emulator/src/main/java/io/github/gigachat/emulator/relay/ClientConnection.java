package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

import javax.net.ssl.SSLSocket;

/**
 * A client's connection: the TCP socket, with TLS over it or not.
 */
final class ClientConnection {

	private final long number;

	private final Socket raw;

	private volatile Socket top;

	private volatile boolean closedHere;

	ClientConnection(long number, Socket raw) {
		this.number = number;
		this.raw = raw;
		this.top = raw;
	}

	/**
	 * Puts TLS over the connection, which may fail as a handshake does.
	 * @param tls the server's end of TLS
	 * @return the protocol that ALPN chose, empty for none
	 * @throws IOException when the handshake fails
	 */
	String secure(RelayTls tls) throws IOException {
		SSLSocket secured = tls.accept(this.raw);
		this.top = secured;
		return secured.getApplicationProtocol();
	}

	long number() {
		return this.number;
	}

	InputStream in() throws IOException {
		return this.top.getInputStream();
	}

	OutputStream out() throws IOException {
		return this.top.getOutputStream();
	}

	/**
	 * Whether the relay ended this connection, so that its end is not the client's doing.
	 * @return true after any of the closing methods
	 */
	boolean isClosedHere() {
		return this.closedHere;
	}

	/**
	 * Closes with a FIN, and with TLS's own goodbye before it.
	 */
	void closeInOrder() {
		this.closedHere = true;
		Sockets.closeQuietly(this.top);
		Sockets.closeQuietly(this.raw);
	}

	/**
	 * Closes with a TCP reset.
	 * @throws IOException when the socket is closed already
	 */
	void reset() throws IOException {
		this.closedHere = true;
		this.raw.setSoLinger(true, 0);
		this.raw.close();
	}

	/**
	 * Closes without waiting for anything: TLS's own close may wait for a blocked writer.
	 */
	void close() {
		this.closedHere = true;
		Sockets.closeQuietly(this.raw);
	}

}
