package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.net.Socket;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Ends the clients' TLS.
 */
public final class RelayTls {

	private static final int HANDSHAKE_MILLIS = 10_000;

	private final SSLContext context;

	private final List<String> protocols;

	/**
	 * Creates the server's end of TLS.
	 * @param context holds the certificate
	 * @param protocols the protocols to offer by ALPN, the preferred one first
	 */
	public RelayTls(SSLContext context, List<String> protocols) {
		this.context = context;
		this.protocols = List.copyOf(protocols);
	}

	SSLSocket accept(Socket raw) throws IOException {
		SSLSocket socket = (SSLSocket) this.context.getSocketFactory().createSocket(raw, null, true);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setApplicationProtocols(this.protocols.toArray(String[]::new));
		socket.setSSLParameters(parameters);
		raw.setSoTimeout(HANDSHAKE_MILLIS);
		socket.startHandshake();
		raw.setSoTimeout(0);
		return socket;
	}

}
