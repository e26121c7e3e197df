package io.github.gigachat.benchmarks.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The JDK's HTTP client, and Jackson's streaming API: the least that a client does. It
 * fetches one token, and handles no failure.
 */
final class BareUser implements ChatUser {

	private final JsonFactory json = new JsonFactory();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ReentrantLock lock = new ReentrantLock();

	private final URI chat;

	private final URI oauth;

	private volatile @Nullable String token;

	BareUser(int port) {
		this.chat = URI.create("http://127.0.0.1:" + port + "/v1/chat/completions");
		this.oauth = URI.create("http://127.0.0.1:" + port + "/oauth");
	}

	@Override
	public int call(String model) {
		byte[] body = sent(request(model, false), BodyHandlers.ofByteArray()).body();
		try (JsonParser parser = this.json.createParser(ObjectReadContext.empty(), body)) {
			return ChatUser.length(value(parser, "content"));
		}
	}

	@Override
	public int callClient(String model) {
		return call(model);
	}

	@Override
	public int stream(String model, Runnable onFirst) {
		int length = 0;
		try (InputStream body = sent(request(model, true), BodyHandlers.ofInputStream()).body();
				BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
			String line;
			while ((line = lines.readLine()) != null) {
				if (!line.startsWith("data: {")) {
					continue;
				}
				try (JsonParser parser = this.json.createParser(ObjectReadContext.empty(), line.substring(6))) {
					int more = ChatUser.length(value(parser, "content"));
					if (length == 0 && more > 0) {
						onFirst.run();
					}
					length += more;
				}
			}
			return length;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private HttpRequest request(String model, boolean stream) {
		StringWriter text = new StringWriter(256);
		try (JsonGenerator generator = this.json.createGenerator(ObjectWriteContext.empty(), text)) {
			generator.writeStartObject();
			generator.writeStringProperty("model", model);
			generator.writeName("messages").writeStartArray().writeStartObject();
			generator.writeStringProperty("role", "user");
			generator.writeStringProperty("content", QUESTION);
			generator.writeEndObject().writeEndArray();
			generator.writeBooleanProperty("stream", stream);
			generator.writeEndObject();
		}
		return HttpRequest.newBuilder(this.chat)
			.header("Content-Type", "application/json")
			.header("Authorization", "Bearer " + token())
			.POST(BodyPublishers.ofString(text.toString()))
			.build();
	}

	private String token() {
		String known = this.token;
		if (known != null) {
			return known;
		}
		this.lock.lock();
		try {
			String fetched = this.token;
			if (fetched == null) {
				HttpRequest request = HttpRequest.newBuilder(this.oauth)
					.POST(BodyPublishers.ofString("scope=GIGACHAT_API_PERS"))
					.build();
				byte[] body = sent(request, BodyHandlers.ofByteArray()).body();
				try (JsonParser parser = this.json.createParser(ObjectReadContext.empty(), body)) {
					fetched = String.valueOf(value(parser, "access_token"));
				}
				this.token = fetched;
			}
			return fetched;
		}
		finally {
			this.lock.unlock();
		}
	}

	private <T> HttpResponse<T> sent(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
		try {
			return this.client.send(request, handler);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable String value(JsonParser parser, String name) {
		JsonToken token;
		while ((token = parser.nextToken()) != null) {
			if (token == JsonToken.PROPERTY_NAME && name.equals(parser.currentName())) {
				parser.nextToken();
				return parser.getString();
			}
		}
		return null;
	}

	@Override
	public void close() {
		// before JDK 21 a client ends once it is unreachable
	}

}
