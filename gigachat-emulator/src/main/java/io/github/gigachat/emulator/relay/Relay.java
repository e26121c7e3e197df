package io.github.gigachat.emulator.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Accepts connections of clients and relays each of them to the server.
 */
public final class Relay implements AutoCloseable {

	/**
	 * The request header in which the relay sends the tag of the exchange to the server.
	 */
	public static final String EXCHANGE_HEADER = Http1Connection.EXCHANGE_HEADER;

	private final ServerPorts server;

	private final @Nullable RelayTls tls;

	private final Runnable onAccept;

	private final ServerSocket listener;

	private final RelayThreads threads = new RelayThreads();

	private final Exchanges exchanges;

	private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();

	private final AtomicLong accepted = new AtomicLong();

	private volatile boolean closed;

	private Relay(ServerSocket listener, ServerPorts server, @Nullable RelayTls tls, Exchanges exchanges,
			Runnable onAccept) {
		this.listener = listener;
		this.exchanges = exchanges;
		this.server = server;
		this.tls = tls;
		this.onAccept = onAccept;
	}

	/**
	 * Starts a relay on 127.0.0.1.
	 * @param port the port to listen on, 0 for a free one
	 * @param server the ports of the server
	 * @param tls the TLS contexts, or null for plain HTTP
	 * @param exchanges the registry of exchanges
	 * @param onAccept is called for each connection
	 * @return the running relay
	 * @throws IOException if the port cannot be bound
	 */
	public static Relay start(int port, ServerPorts server, @Nullable RelayTls tls, Exchanges exchanges,
			Runnable onAccept) throws IOException {
		ServerSocket listener = new ServerSocket();
		try {
			listener.setReuseAddress(true);
			listener.bind(new InetSocketAddress(loopback(), port), 1024);
		}
		catch (IOException ex) {
			listener.close();
			throw new IOException("The emulator cannot listen on 127.0.0.1:" + port + ": " + ex.getMessage(), ex);
		}
		Relay relay = new Relay(listener, server, tls, exchanges, onAccept);
		relay.threads.start("accept", relay::acceptAll);
		return relay;
	}

	public int port() {
		return this.listener.getLocalPort();
	}

	public int openConnections() {
		return this.connections.size();
	}

	/** Closes and forgets the connections that are open now. */
	public void closeConnections() {
		this.connections.forEach((client) -> {
			client.closeInOrderSoon();
			this.connections.remove(client);
		});
	}

	@Override
	public void close() {
		this.closed = true;
		Sockets.closeQuietly(this.listener);
		this.connections.forEach(ClientConnection::close);
		this.threads.join();
	}

	private void acceptAll() {
		while (!this.closed) {
			try {
				Socket socket = this.listener.accept();
				this.onAccept.run();
				ClientConnection client = new ClientConnection(this.accepted.incrementAndGet(), socket);
				this.connections.add(client);
				this.threads.start("connection", () -> relay(client, socket));
			}
			catch (IOException ex) {
				// the client left while it was accepted, or the relay was closed
			}
		}
	}

	private void relay(ClientConnection client, Socket socket) {
		try {
			socket.setTcpNoDelay(true);
			if (!this.closed) {
				relay(client);
			}
		}
		catch (IOException ex) {
			// the handshake failed or the server is down, so the client's connection is
			// closed
			client.close();
		}
		finally {
			client.close();
			this.connections.remove(client);
		}
	}

	private void relay(ClientConnection client) throws IOException {
		if (this.tls != null && client.secure(this.tls).equals(RelayTls.HTTP_2)) {
			Socket raw = connect(this.server.tls());
			Socket toServer = this.tls.connect(raw);
			new Http2Connection(client, toServer, raw, this.exchanges, this.threads).run();
		}
		else {
			new Http1Connection(client, connect(this.server.plain()), this.exchanges).run(this.threads);
		}
	}

	private static Socket connect(int port) throws IOException {
		Socket socket = new Socket(loopback(), port);
		socket.setTcpNoDelay(true);
		return socket;
	}

	private static InetAddress loopback() throws IOException {
		return InetAddress.getByAddress("localhost", new byte[] { 127, 0, 0, 1 });
	}

}
