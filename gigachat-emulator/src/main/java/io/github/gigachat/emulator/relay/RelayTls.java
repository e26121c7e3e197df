package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.net.Socket;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * The TLS contexts of a relay for clients and for the server.
 */
public final class RelayTls {

	private static final int HANDSHAKE_MILLIS = 10_000;

	/** The name of HTTP/2 in ALPN. */
	static final String HTTP_2 = "h2";

	private static final String HTTP_1 = "http/1.1";

	private final SSLContext certificate;

	private final SSLContext trust;

	private final List<String> protocols;

	/**
	 * Creates the contexts: one with the certificate for clients, and one that trusts the
	 * server.
	 */
	public RelayTls(SSLContext certificate, SSLContext trust, boolean http1Only) {
		this.certificate = certificate;
		this.trust = trust;
		this.protocols = http1Only ? List.of(HTTP_1) : List.of(HTTP_2, HTTP_1);
	}

	SSLSocket accept(Socket raw) throws IOException {
		SSLSocket socket = (SSLSocket) this.certificate.getSocketFactory().createSocket(raw, null, true);
		return handshake(raw, socket, this.protocols);
	}

	SSLSocket connect(Socket raw) throws IOException {
		try {
			SSLSocket socket = (SSLSocket) this.trust.getSocketFactory()
				.createSocket(raw, "localhost", raw.getPort(), true);
			return handshake(raw, socket, List.of(HTTP_2));
		}
		catch (IOException ex) {
			raw.close();
			throw ex;
		}
	}

	private static SSLSocket handshake(Socket raw, SSLSocket socket, List<String> protocols) throws IOException {
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setApplicationProtocols(protocols.toArray(String[]::new));
		socket.setSSLParameters(parameters);
		raw.setSoTimeout(HANDSHAKE_MILLIS);
		socket.startHandshake();
		raw.setSoTimeout(0);
		return socket;
	}

}
