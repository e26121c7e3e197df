package io.github.gigachat.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy that opens tunnels for clients that send its password.
 */
final class ConnectProxy implements AutoCloseable {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final ServerSocket server;

	private final String credentials;

	private ConnectProxy(ServerSocket server, String user, String password) {
		this.server = server;
		this.credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	static ConnectProxy start(String user, String password) {
		try {
			ConnectProxy proxy = new ConnectProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), user,
					password);
			proxy.threads.execute(proxy::accept);
			return proxy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.server.getLocalPort();
	}

	/** Returns the credentials as they follow {@code Basic}. */
	String credentials() {
		return this.credentials;
	}

	/** Returns the heads of all requests to the proxy itself. */
	List<String> heads() {
		return this.heads;
	}

	@Override
	public void close() {
		closeQuietly(this.server);
		this.sockets.forEach(ConnectProxy::closeQuietly);
		this.threads.shutdownNow();
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.server.accept();
				this.sockets.add(client);
				this.threads.execute(() -> serve(client));
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private void serve(Socket client) {
		try {
			String head = readHead(client.getInputStream());
			while (head.startsWith("CONNECT ")) {
				this.heads.add(head);
				if (head.contains("Proxy-Authorization: Basic " + this.credentials + "\r\n")) {
					tunnel(client, head.split(" ", -1)[1]);
					return;
				}
				write(client, "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"egress\"\r\n");
				head = readHead(client.getInputStream());
			}
		}
		catch (IOException ex) {
			// one side closed its connection
		}
		finally {
			closeQuietly(client);
		}
	}

	private void tunnel(Socket client, String target) throws IOException {
		int colon = target.lastIndexOf(':');
		Socket origin = new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
		this.sockets.add(origin);
		write(client, "200 Connection established", "");
		this.threads.execute(() -> copy(origin, client));
		copy(client, origin);
	}

	private static void copy(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// one side closed its connection
		}
		finally {
			closeQuietly(from);
			closeQuietly(to);
		}
	}

	private static void write(Socket client, String status, String headers) throws IOException {
		OutputStream output = client.getOutputStream();
		String length = status.startsWith("200") ? "" : "Content-Length: 0\r\n";
		output.write(("HTTP/1.1 " + status + "\r\n" + headers + length + "\r\n").getBytes(StandardCharsets.US_ASCII));
		output.flush();
	}

	private static String readHead(InputStream input) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int c = input.read();
			if (c < 0) {
				return "";
			}
			head.append((char) c);
		}
		return head.toString();
	}

	private static void closeQuietly(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			// nothing else can be done
		}
	}

}
