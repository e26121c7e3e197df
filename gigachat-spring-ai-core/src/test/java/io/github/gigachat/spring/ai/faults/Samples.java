package io.github.gigachat.spring.ai.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Responses of the service to mutate: some written here, and those of the recordings in
 * the folder that {@code gigachat.recordings} names.
 */
final class Samples {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String JSON_TYPE = "application/json; charset=utf-8";

	private static final String STREAM_TYPE = "text/event-stream";

	private static final String ANSWER = """
			{"choices":[{"message":{"role":"assistant","content":"Тула — город мастеров 🦔.\\nВот \\"так\\"."},"index":0,\
			"finish_reason":"stop"}],"created":1768996171,"model":"GigaChat-2:2.0.28.2","object":"chat.completion",\
			"usage":{"prompt_tokens":17,"completion_tokens":3,"total_tokens":20,"precached_prompt_tokens":2}}""";

	private static final String FUNCTION_CALL = """
			{"choices":[{"message":{"role":"assistant","content":"","function_call":{"name":"get_weather",\
			"arguments":{"city":"Тула","days":2,"units":["c","f"]}},"functions_state_id":"0199e210-2f13-744c-8fe5-c9a19fe27db7"},\
			"index":0,"finish_reason":"function_call"}],"created":1760434335,"model":"GigaChat-2-Pro:2.0.28.2",\
			"object":"chat.completion","usage":{"prompt_tokens":278,"completion_tokens":35,"total_tokens":313}}""";

	private static final String STREAM = """
			data: {"choices":[{"delta":{"content":"Раз, ","role":"assistant"},"index":0}],"created":1768996176,"model":"GigaChat-2:2.0.28.2","object":"chat.completion"}

			data: {"choices":[{"delta":{"content":"два — ёж 🦔, ","reasoning_content":"Считаю."},"index":0}],"created":1768996176,"model":"GigaChat-2:2.0.28.2","object":"chat.completion"}

			data: {"choices":[{"delta":{"content":"три."},"index":0}],"created":1768996176,"model":"GigaChat-2:2.0.28.2","object":"chat.completion"}

			data: {"choices":[{"delta":{"content":""},"index":0,"finish_reason":"stop"}],"created":1768996176,"model":"GigaChat-2:2.0.28.2","object":"chat.completion","usage":{"prompt_tokens":17,"completion_tokens":42,"total_tokens":59,"precached_prompt_tokens":2}}

			data: [DONE]

			""";

	private static final String CALL_STREAM = """
			data: {"choices":[{"delta":{"content":"Смотрю. ","role":"assistant"},"index":0}],"created":1768996176,"model":"GigaChat-2:2.0.28.2"}

			data: {"choices":[{"delta":{"content":"","function_call":{"name":"get_weather","arguments":{"city":"Тула"}},"functions_state_id":"0199e210-2f13-744c-8fe5-c9a19fe27db7"},"index":0,"finish_reason":"function_call"}],"created":1768996176,"model":"GigaChat-2:2.0.28.2"}

			data: [DONE]

			""";

	private static final String MODELS = """
			{"object":"list","data":[{"id":"GigaChat-2","object":"model","owned_by":"salutedevices","type":"chat"},\
			{"id":"Embeddings","object":"model","owned_by":"salutedevices","type":"embedder"}]}""";

	private static final String TOKEN = "{\"access_token\":\"fuzzed-token-0123456789\",\"expires_at\":4102444800000}";

	private static final String ERROR = "{\"status\":%d,\"message\":\"Invalid params: it is not the day\"}";

	private Samples() {
	}

	static List<Sample> all() {
		List<Sample> samples = new ArrayList<>(List.of(new Sample(Sample.Kind.CALL, 200, JSON_TYPE, ANSWER),
				new Sample(Sample.Kind.CALL, 200, JSON_TYPE, FUNCTION_CALL),
				new Sample(Sample.Kind.CALL, 422, JSON_TYPE, ERROR.formatted(422)),
				new Sample(Sample.Kind.STREAM, 200, STREAM_TYPE, STREAM),
				new Sample(Sample.Kind.STREAM, 200, STREAM_TYPE, CALL_STREAM),
				new Sample(Sample.Kind.STREAM, 500, JSON_TYPE, ERROR.formatted(500)),
				new Sample(Sample.Kind.MODELS, 200, JSON_TYPE, MODELS),
				new Sample(Sample.Kind.TOKEN, 200, "application/json", TOKEN)));
		samples.addAll(recorded());
		return samples;
	}

	private static List<Sample> recorded() {
		String property = System.getProperty("gigachat.recordings", "");
		if (property.isBlank()) {
			return List.of();
		}
		Path folder = Path.of(System.getProperty("gigachat.root", ".")).resolve(property);
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".json"))
				.sorted()
				.flatMap((file) -> JSON.readTree(file).valueStream())
				.filter((exchange) -> !kind(exchange).equals(Sample.Kind.TOKEN))
				.map(Samples::sample)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Sample sample(JsonNode exchange) {
		JsonNode response = exchange.path("response");
		Sample.Kind kind = kind(exchange);
		String type = (kind == Sample.Kind.STREAM && response.path("status").asInt() == 200) ? STREAM_TYPE : JSON_TYPE;
		return new Sample(kind, response.path("status").asInt(), type, response.path("body").asString());
	}

	private static Sample.Kind kind(JsonNode exchange) {
		String uri = exchange.path("request").path("uri").asString();
		if (uri.endsWith("/oauth") || uri.endsWith("/token")) {
			return Sample.Kind.TOKEN;
		}
		if (uri.contains("/models")) {
			return Sample.Kind.MODELS;
		}
		String body = exchange.path("request").path("body").asString("");
		// what is no chat at all is as good a surprise as any
		return body.replace(" ", "").contains("\"stream\":true") ? Sample.Kind.STREAM : Sample.Kind.CALL;
	}

}
