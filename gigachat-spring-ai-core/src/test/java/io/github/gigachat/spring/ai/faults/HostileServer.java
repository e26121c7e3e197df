package io.github.gigachat.spring.ai.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A server that answers each request with the bytes it is told to.
 */
final class HostileServer implements AutoCloseable {

	private final ServerSocket listener;

	private final Function<String, HostileResponse> responses;

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private HostileServer(ServerSocket listener, Function<String, HostileResponse> responses) {
		this.listener = listener;
		this.responses = responses;
	}

	/**
	 * Starts a server on a free port of 127.0.0.1.
	 * @param responses the response to a request, by the head of the request
	 */
	static HostileServer start(Function<String, HostileResponse> responses) throws IOException {
		HostileServer server = new HostileServer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), responses);
		thread(server::acceptAll);
		return server;
	}

	String url() {
		return "http://127.0.0.1:" + this.listener.getLocalPort();
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.open) {
			socket.close();
		}
	}

	private void acceptAll() {
		try {
			while (true) {
				Socket socket = this.listener.accept();
				this.open.add(socket);
				thread(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			socket.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(socket.getInputStream());
			boolean next = true;
			while (next) {
				HostileResponse response = this.responses.apply(readRequest(in));
				socket.getOutputStream().write(response.wire());
				if (response.end() == HostileResponse.End.RESET) {
					socket.setSoLinger(true, 0);
				}
				next = response.end() == HostileResponse.End.KEEP;
			}
		}
		catch (IOException ex) {
			// the client left
		}
		finally {
			this.open.remove(socket);
		}
	}

	private static String readRequest(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("The client left");
			}
			head.append((char) next);
		}
		String lower = head.toString().toLowerCase(Locale.ROOT);
		int length = lower.indexOf("content-length:");
		if (length >= 0) {
			int from = length + "content-length:".length();
			in.readNBytes(Integer.parseInt(lower.substring(from, lower.indexOf('\r', from)).strip()));
		}
		return head.toString();
	}

	private static void thread(Runnable task) {
		Thread thread = new Thread(task, "hostile-server");
		thread.setDaemon(true);
		thread.start();
	}

}
