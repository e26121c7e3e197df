package io.github.gigachat.emulator.endpoints;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.ErrorReplies;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Batches, {@code /v1/batches}. A batch is answered at once by the rules for chat and
 * embeddings.
 */
final class BatchesEndpoint {

	static final String PATH = "/v1/batches";

	private final Map<String, ObjectNode> batches = new ConcurrentHashMap<>();

	private final FileStore files;

	/** Answers a request of a batch, by the batch's method. */
	private final Map<String, Function<RecordedRequest, Reply>> methods;

	BatchesEndpoint(FileStore files, ChatEndpoint chat, EmbeddingsEndpoint embeddings) {
		this.files = files;
		this.methods = Map.of("chat_completions", chat::reply, "embedder", embeddings::reply);
	}

	void clear() {
		this.batches.clear();
	}

	Reply reply(RecordedRequest request) {
		return switch (request.method()) {
			case "POST" -> create(request);
			case "GET" -> find(request.query());
			default -> throw new Refusal(405, "Method Not Allowed");
		};
	}

	private Reply create(RecordedRequest request) {
		String method = request.query().replaceFirst("^method=", "");
		Function<RecordedRequest, Reply> answering = this.methods.get(method);
		if (answering == null) {
			throw new Refusal(400, "The method of a batch has to be one of " + new TreeSet<>(this.methods.keySet()));
		}
		if (!"application/octet-stream".equals(request.header("Content-Type"))) {
			throw Refusal.invalidJson();
		}
		String lines = new String(request.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
		StringBuilder results = new StringBuilder();
		int total = 0;
		for (String line : lines.split("\n", -1)) {
			if (!line.isBlank()) {
				results.append(Json.write(answered(line, request, answering))).append('\n');
				total++;
			}
		}
		long now = Instant.now().getEpochSecond();
		EmulatedFile output = new EmulatedFile(UUID.randomUUID().toString(), "batch.jsonl", "text/plain",
				results.toString().getBytes(StandardCharsets.UTF_8), now, null);
		this.files.addMade(output);
		ObjectNode batch = Json.object().put("id", UUID.randomUUID().toString()).put("method", method);
		batch.putObject("request_counts").put("total", total);
		batch.put("status", "created").put("created_at", now).put("updated_at", now);
		Reply created = Reply.json(200, batch);
		batch.putObject("request_counts").put("total", total).put("completed", total).put("failed", 0);
		batch.put("status", "completed").put("output_file_id", output.id());
		this.batches.put(batch.path("id").stringValue(), batch);
		return created;
	}

	private static ObjectNode answered(String line, RecordedRequest request,
			Function<RecordedRequest, Reply> answering) {
		JsonNode item;
		try {
			item = Json.parse(line);
		}
		catch (JacksonException ex) {
			throw Refusal.invalidJson();
		}
		if (!item.path("id").isString() || !item.path("request").isObject()) {
			throw Refusal.invalidJson();
		}
		Reply answer;
		try {
			answer = answering.apply(request.withBody(Json.write(item.path("request"))));
		}
		catch (Refusal ex) {
			answer = ErrorReplies.api(ex.status(), ex.words());
		}
		ObjectNode result = Json.object().put("id", item.path("id").stringValue());
		result.set("result", Json.parse(answer.body()));
		return result;
	}

	private Reply find(String query) {
		ArrayNode found = Json.array();
		if (query.isEmpty()) {
			this.batches.values().forEach(found::add);
		}
		else {
			String id = URLDecoder.decode(query.replaceFirst("^batch_id=", ""), StandardCharsets.UTF_8);
			ObjectNode batch = this.batches.get(id);
			if (batch == null) {
				throw new Refusal(404, "Batch task not found");
			}
			found.add(batch);
		}
		ObjectNode list = Json.object();
		list.set("batches", found);
		return Reply.json(200, list);
	}

}
