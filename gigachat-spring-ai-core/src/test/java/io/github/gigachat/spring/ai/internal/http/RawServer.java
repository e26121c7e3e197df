package io.github.gigachat.spring.ai.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server that does to each connection, byte by byte, what a test tells it to.
 * <p>
 * The n-th connection runs the n-th script, later ones the last.
 */
final class RawServer implements AutoCloseable {

	private final ServerSocket serverSocket;

	private final List<Script> scripts;

	private final List<Connection> connections = new CopyOnWriteArrayList<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private RawServer(ServerSocket serverSocket, Script... scripts) {
		this.serverSocket = serverSocket;
		this.scripts = List.of(scripts);
	}

	static RawServer start(Script... scripts) throws IOException {
		return start(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), scripts);
	}

	static RawServer start(ServerSocket serverSocket, Script... scripts) {
		RawServer server = new RawServer(serverSocket, scripts);
		server.run("raw-server", server::acceptAll);
		return server;
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + port() + path);
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	/**
	 * The heads and bodies that came, in order.
	 */
	List<String> requests() {
		return this.requests;
	}

	int connectionCount() {
		return this.connections.size();
	}

	/**
	 * Waits until the n-th connection, counted from 0, was closed by the client.
	 */
	boolean awaitClientGone(int index) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (this.connections.size() <= index && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		return this.connections.get(index).awaitClientGone();
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
		for (Connection connection : this.connections) {
			connection.socket.close();
		}
		for (Thread thread : this.threads) {
			thread.interrupt();
			join(thread);
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join(TimeUnit.SECONDS.toMillis(10));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void acceptAll() throws IOException {
		while (!this.serverSocket.isClosed()) {
			Connection connection = new Connection(this.serverSocket.accept());
			Script script = this.scripts.get(Math.min(this.connections.size(), this.scripts.size() - 1));
			this.connections.add(connection);
			run("raw-connection", () -> {
				try (Socket socket = connection.socket) {
					socket.setTcpNoDelay(true);
					script.serve(connection);
				}
				catch (IOException ex) {
					connection.left();
				}
			});
		}
	}

	private void run(String name, Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException | InterruptedException ex) {
				// The test ended the connection, or the server.
			}
		}, name);
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
	}

	/**
	 * What happens on one connection; it is closed afterwards.
	 */
	@FunctionalInterface
	interface Script {

		void serve(Connection connection) throws IOException, InterruptedException;

	}

	/**
	 * Something that sockets do.
	 */
	@FunctionalInterface
	private interface Task {

		void run() throws IOException, InterruptedException;

	}

	/**
	 * One connection from the server's side.
	 */
	final class Connection {

		private final Socket socket;

		private final CountDownLatch clientGone = new CountDownLatch(1);

		private Connection(Socket socket) {
			this.socket = socket;
		}

		/**
		 * Reads a whole request with a Content-Length or without a body.
		 */
		String readRequest() throws IOException {
			String head = readHead();
			String request = head
					+ new String(this.socket.getInputStream().readNBytes(contentLength(head)), StandardCharsets.UTF_8);
			RawServer.this.requests.add(request);
			return request;
		}

		/**
		 * Reads a request whose body takes about the given time, with short breaks only.
		 */
		String readRequestSlowly(Duration duration) throws IOException, InterruptedException {
			String head = readHead();
			long left = contentLength(head);
			int breaks = (int) (duration.toMillis() / 20);
			CountDownLatch never = new CountDownLatch(1);
			byte[] part = new byte[(int) (left / breaks) + 1];
			while (left > 0) {
				left -= this.socket.getInputStream().readNBytes(part, 0, (int) Math.min(part.length, left));
				never.await(20, TimeUnit.MILLISECONDS);
			}
			return head;
		}

		Connection write(String text) throws IOException {
			return write(text.getBytes(StandardCharsets.UTF_8));
		}

		Connection write(byte[] bytes) throws IOException {
			this.socket.getOutputStream().write(bytes);
			this.socket.getOutputStream().flush();
			return this;
		}

		/**
		 * A whole response with a Content-Length.
		 */
		Connection respond(int status, String contentType, String body) throws IOException {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			write("HTTP/1.1 " + status + " Status\r\nContent-Type: " + contentType + "\r\nContent-Length: "
					+ bytes.length + "\r\n\r\n");
			return write(bytes);
		}

		/**
		 * The head of an event stream whose end is the connection's.
		 */
		Connection streamHead() throws IOException {
			return write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=utf-8\r\n\r\n");
		}

		Connection chunkedStreamHead() throws IOException {
			return write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
		}

		Connection chunk(String text) throws IOException {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			return write(Integer.toHexString(bytes.length) + "\r\n").write(bytes).write("\r\n");
		}

		Connection lastChunk() throws IOException {
			return write("0\r\n\r\n");
		}

		void reset() throws IOException {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}

		/**
		 * Reads until the client closes the connection.
		 */
		void untilClientGone() throws IOException {
			try {
				this.socket.getInputStream().transferTo(OutputStream.nullOutputStream());
			}
			catch (SocketException ex) {
				// A reset is an end as well.
			}
			finally {
				left();
			}
		}

		/**
		 * Reads the first byte.
		 */
		void awaitSomething() throws IOException {
			if (this.socket.getInputStream().read() < 0) {
				left();
			}
		}

		private void left() {
			if (!RawServer.this.serverSocket.isClosed()) {
				this.clientGone.countDown();
			}
		}

		private boolean awaitClientGone() throws InterruptedException {
			return this.clientGone.await(10, TimeUnit.SECONDS);
		}

		private String readHead() throws IOException {
			InputStream in = this.socket.getInputStream();
			StringBuilder head = new StringBuilder();
			while (head.indexOf("\r\n\r\n") < 0) {
				int next = in.read();
				if (next < 0) {
					throw new IOException("The client left");
				}
				head.append((char) next);
			}
			return head.toString();
		}

		private int contentLength(String head) {
			String name = "\r\ncontent-length:";
			int start = head.toLowerCase(Locale.ROOT).indexOf(name);
			if (start < 0) {
				return 0;
			}
			int value = start + name.length();
			return Integer.parseInt(head.substring(value, head.indexOf('\r', value)).trim());
		}

	}

}
