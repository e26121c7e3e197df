package io.github.gigachat.spring.ai;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Answers with what was recorded, in its order, and notes what it was asked.
 */
public final class RecordingServer implements AutoCloseable {

	private final HttpServer server;

	private final Queue<RecordedTraffic.Exchange> answers;

	private final List<Asked> asked = new CopyOnWriteArrayList<>();

	public RecordingServer(List<RecordedTraffic.Exchange> exchanges) throws IOException {
		this.answers = new ArrayDeque<>(exchanges);
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	public List<Asked> asked() {
		return this.asked;
	}

	private void answer(HttpExchange http) throws IOException {
		String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.asked.add(new Asked(http.getRequestMethod(), http.getRequestURI().getPath(), body));
		RecordedTraffic.Response response = this.answers.remove().response();
		response.headers().forEach((name, value) -> http.getResponseHeaders().add(name, value));
		byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
		http.sendResponseHeaders(response.status(), bytes.length);
		http.getResponseBody().write(bytes);
		http.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	public record Asked(String method, String path, String body) {
	}

}
