package io.github.gigachat.benchmarks.endtoend;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stand-in for the service that costs little: a thread for each connection, and answers
 * that are bytes already. It has the paths of GigaChat, OpenAI and Ollama. The name of
 * the model selects the answer, see {@link StubAnswer}.
 * <p>
 * Prints its port, and ends when its standard input does.
 */
public final class StubServer {

	private final Map<String, StubAnswer> answers = new ConcurrentHashMap<>();

	private StubServer() {
	}

	/**
	 * Runs the server.
	 * @param args none
	 * @throws IOException if no port is free
	 */
	public static void main(String[] args) throws IOException {
		StubServer stub = new StubServer();
		try (ServerSocket socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
			System.out.println(socket.getLocalPort());
			Thread accepting = new Thread(() -> stub.accept(socket), "stub-accept");
			accepting.setDaemon(true);
			accepting.start();
			while (System.in.read() >= 0) {
				// only the end of the input matters
			}
		}
	}

	private void accept(ServerSocket server) {
		try {
			while (true) {
				Socket socket = server.accept();
				Thread thread = new Thread(() -> serve(socket), "stub");
				thread.setDaemon(true);
				thread.start();
			}
		}
		catch (IOException ex) {
			// the server is closed
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			socket.setTcpNoDelay(true);
			StubRequest request = new StubRequest(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
			while (request.read()) {
				answer(request).write(socket.getOutputStream());
			}
		}
		catch (IOException ex) {
			// the client has closed the connection
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private StubAnswer answer(StubRequest request) {
		Dialect dialect = Dialect.of(request.path());
		String key = request.path() + " " + request.model();
		return this.answers.computeIfAbsent(key, (unknown) -> {
			if (request.path().endsWith("/oauth")) {
				return StubAnswer.token();
			}
			return request.path().endsWith("/files") ? StubAnswer.file() : StubAnswer.of(request.model(), dialect);
		});
	}

}
