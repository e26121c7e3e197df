package io.github.gigachat.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A simple client of the service for tests.
 */
final class TestClient {

	private static final JsonMapper MAPPER = new JsonMapper();

	private final GigaChatEmulator emulator;

	private final HttpClient http;

	TestClient(GigaChatEmulator emulator) {
		this.emulator = emulator;
		HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
		if (emulator.baseUrl().startsWith("https")) {
			builder.sslContext(emulator.trustingSslContext());
		}
		else {
			builder.version(HttpClient.Version.HTTP_1_1);
		}
		this.http = builder.build();
	}

	static JsonNode json(String text) {
		return MAPPER.readTree(text);
	}

	/**
	 * Writes a chat request with one user message.
	 * @param text the message
	 * @param more further fields, each with a comma in front
	 * @return JSON text
	 */
	static String chatBody(String text, String more) {
		return "{\"model\":\"GigaChat-2\",\"messages\":[{\"role\":\"user\",\"content\":"
				+ MAPPER.writeValueAsString(text) + "}]" + more + "}";
	}

	static String streamBody(String text) {
		return chatBody(text, ",\"stream\":true");
	}

	/**
	 * Writes a v2 chat request with one user message.
	 * @param text the message
	 * @param more further fields, each with a comma in front
	 * @return JSON text
	 */
	static String chatV2Body(String text, String more) {
		return "{\"model\":\"GigaChat-2-Max\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":"
				+ MAPPER.writeValueAsString(text) + "}]}]" + more + "}";
	}

	HttpRequest.Builder oauth(String body) {
		return request(this.emulator.authUrl()).header("Authorization", "Basic " + this.emulator.apiKey())
			.header("RqUID", UUID.randomUUID().toString())
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(body));
	}

	String token() {
		return json(send(oauth("scope=GIGACHAT_API_PERS")).body()).path("access_token").stringValue();
	}

	HttpRequest.Builder chat(String token, String body) {
		return request(this.emulator.baseUrl() + "/chat/completions").header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body));
	}

	HttpRequest.Builder chatV2(String token, String body) {
		return request(this.emulator.v2Url()).header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body));
	}

	HttpRequest.Builder models(String token, String path) {
		return request(this.emulator.baseUrl() + path).header("Authorization", "Bearer " + token).GET();
	}

	HttpRequest.Builder request(String url) {
		return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).setHeader("User-Agent", "t");
	}

	HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
		return this.http.sendAsync(request.build(), BodyHandlers.ofString());
	}

	/**
	 * Collects the body as it arrives, even if the response is cut.
	 * @param request the request
	 * @param body collects the bytes
	 * @return completes at the end of the response, or fails
	 */
	CompletableFuture<HttpResponse<Void>> collect(HttpRequest.Builder request, ByteArrayOutputStream body) {
		return this.http.sendAsync(request.build(),
				BodyHandlers.ofByteArrayConsumer((bytes) -> bytes.ifPresent(body::writeBytes)));
	}

	HttpResponse<InputStream> open(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.build(), BodyHandlers.ofInputStream());
	}

	/**
	 * Sends the text of a request over a separate connection.
	 * @param request the text of the request
	 * @return the text of the response, read to the end of the connection
	 * @throws IOException if the connection fails
	 */
	String raw(String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.emulator.port())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
