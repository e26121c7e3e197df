package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

import javax.net.ssl.SSLSocket;

/**
 * A client's connection: the TCP socket, with or without TLS.
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
	 * Performs the TLS handshake and returns the protocol chosen by ALPN, or an empty
	 * string.
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

	/** Returns whether the relay closed this connection, and not the client. */
	boolean isClosedHere() {
		return this.closedHere;
	}

	/** Closes with a FIN, and with TLS with a close_notify before it. */
	void closeInOrder() {
		this.closedHere = true;
		Sockets.closeQuietly(this.top);
		Sockets.closeQuietly(this.raw);
	}

	/**
	 * Closes like {@link #closeInOrder()}, but waits for a blocked writer no longer than
	 * about a second. With TLS, the close_notify is then missing.
	 */
	void closeInOrderSoon() {
		try {
			this.raw.setSoLinger(true, 1);
		}
		catch (SocketException ex) {
			// closed already
		}
		closeInOrder();
	}

	/** Closes with a TCP reset. */
	void reset() throws IOException {
		this.closedHere = true;
		this.raw.setSoLinger(true, 0);
		this.raw.close();
	}

	/** Closes without TLS's close_notify, which may wait for a blocked writer. */
	void close() {
		this.closedHere = true;
		Sockets.closeQuietly(this.raw);
	}

}
