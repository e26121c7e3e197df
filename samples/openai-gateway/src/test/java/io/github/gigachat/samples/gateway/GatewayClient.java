package io.github.gigachat.samples.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends raw requests to the gateway.
 */
final class GatewayClient {

	private final HttpClient http;

	private final int port;

	private final String base;

	GatewayClient(int port) {
		this(port, HttpClient.Version.HTTP_1_1);
	}

	/** Creates a client that offers a version of HTTP. */
	GatewayClient(int port, HttpClient.Version version) {
		this.http = HttpClient.newBuilder().version(version).build();
		this.port = port;
		this.base = "http://127.0.0.1:" + port;
	}

	int port() {
		return this.port;
	}

	/** Posts JSON, in which single quotes stand for double ones. */
	Answer post(String path, String json) {
		return send(HttpRequest.newBuilder(URI.create(this.base + path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'))));
	}

	Answer chat(ChatBody body) {
		return post("/v1/chat/completions", body);
	}

	Answer post(String path, Object json) {
		return send(request(path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json.toString())));
	}

	Answer get(String path) {
		return send(HttpRequest.newBuilder(URI.create(this.base + path)).GET());
	}

	Answer send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
			return new Answer(response);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.base + path));
	}

	/**
	 * An answer of the gateway.
	 *
	 * @param response the HTTP response
	 */
	record Answer(HttpResponse<String> response) {

		int status() {
			return this.response.statusCode();
		}

		String header(String name) {
			return this.response.headers().firstValue(name).orElse("");
		}

		JsonNode json() {
			return JsonMapper.shared().readTree(this.response.body());
		}

		JsonNode error() {
			return json().path("error");
		}

		/** Returns the names of the models of a list. */
		List<String> models() {
			return json().path("data").valueStream().map((model) -> model.path("id").stringValue()).toList();
		}

		/** Returns the text of the message, whole or streamed. */
		String text() {
			return isStream()
					? events().stream()
						.map((event) -> event.path("choices").path(0).path("delta").path("content").asString(""))
						.collect(Collectors.joining())
					: json().path("choices").path(0).path("message").path("content").asString("");
		}

		/** Returns the calls of the message, whole or streamed. */
		List<JsonNode> calls() {
			return isStream()
					? events().stream()
						.flatMap(
								(event) -> event.path("choices").path(0).path("delta").path("tool_calls").valueStream())
						.toList()
					: json().path("choices").path(0).path("message").path("tool_calls").valueStream().toList();
		}

		/** Returns the finish reason, whole or streamed. */
		String finishReason() {
			if (!isStream()) {
				return json().path("choices").path(0).path("finish_reason").asString("");
			}
			return events().stream()
				.map((event) -> event.path("choices").path(0).path("finish_reason").asString(""))
				.filter((reason) -> !reason.isEmpty())
				.collect(Collectors.joining(","));
		}

		/** Returns the usage; a missing node if there is none. */
		JsonNode usage() {
			List<JsonNode> answers = isStream() ? events() : List.of(json());
			return answers.get(answers.size() - 1).path("usage");
		}

		boolean isStream() {
			return header("Content-Type").startsWith("text/event-stream");
		}

		/** Returns the data of the events, without the last {@code [DONE]}. */
		List<JsonNode> events() {
			return this.response.body()
				.lines()
				.filter((line) -> line.startsWith("data: {"))
				.map((line) -> JsonMapper.shared().readTree(line.substring("data: ".length())))
				.toList();
		}

		boolean isDone() {
			return this.response.body().endsWith("data: [DONE]\n\n");
		}

	}

}
