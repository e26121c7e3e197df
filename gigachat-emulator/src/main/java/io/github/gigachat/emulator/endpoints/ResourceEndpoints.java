package io.github.gigachat.emulator.endpoints;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.RecordedRequest.Endpoint;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.AnswerSequence;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints for files, token counts, AI detection, the balance, functions and
 * batches. Each has its own script.
 */
public final class ResourceEndpoints {

	private static final Map<String, Endpoint> PATHS = Map.of(FilesEndpoint.PATH, Endpoint.FILES, "/v1/tokens/count",
			Endpoint.TOKENS_COUNT, "/v1/balance", Endpoint.BALANCE, "/v1/ai/check", Endpoint.AI_CHECK,
			FunctionsEndpoint.CONVERT, Endpoint.FUNCTIONS, FunctionsEndpoint.VALIDATE, Endpoint.FUNCTIONS,
			BatchesEndpoint.PATH, Endpoint.BATCHES);

	private final Map<Endpoint, Function<RecordedRequest, Reply>> endpoints = new EnumMap<>(Endpoint.class);

	private final Map<Endpoint, AnswerSequence<RecordedRequest>> scripts = new EnumMap<>(Endpoint.class);

	private final BatchesEndpoint batches;

	public ResourceEndpoints(EmulatorSettings settings, ModelCatalog catalog, FileStore files, ChatEndpoint chat,
			EmbeddingsEndpoint embeddings) {
		boolean corporation = settings.scope().equals("GIGACHAT_API_CORP");
		this.batches = new BatchesEndpoint(files, chat, embeddings);
		TextsEndpoint texts = new TextsEndpoint(catalog);
		add(Endpoint.FILES, new FilesEndpoint(files)::reply);
		add(Endpoint.TOKENS_COUNT, texts::count);
		add(Endpoint.AI_CHECK, corporation ? texts::check : ResourceEndpoints::notPermitted);
		add(Endpoint.BALANCE, corporation ? ResourceEndpoints::notPermitted : ResourceEndpoints::balance);
		add(Endpoint.FUNCTIONS, new FunctionsEndpoint()::reply);
		add(Endpoint.BATCHES, corporation ? this.batches::reply : ResourceEndpoints::notPermitted);
	}

	private void add(Endpoint endpoint, Function<RecordedRequest, Reply> answer) {
		this.endpoints.put(endpoint, answer);
		this.scripts.put(endpoint, new AnswerSequence<>());
	}

	private static Reply notPermitted(RecordedRequest request) {
		throw new Refusal(403, "Permission denied");
	}

	private static Reply balance(RecordedRequest request) {
		if (!request.method().equals("GET")) {
			throw new Refusal(405, "Method Not Allowed");
		}
		var balance = Json.object();
		balance.putArray("balance").addObject().put("usage", "GigaChat").put("value", 100500);
		return Reply.json(200, balance);
	}

	static Endpoint endpoint(String path) {
		return path.startsWith(FilesEndpoint.PATH + "/") ? Endpoint.FILES : PATHS.getOrDefault(path, Endpoint.OTHER);
	}

	/** Returns the script of an endpoint, or null if it is not one of these. */
	public @Nullable AnswerSequence<RecordedRequest> script(Endpoint endpoint) {
		return this.scripts.get(endpoint);
	}

	public void clear() {
		this.scripts.values().forEach(AnswerSequence::clear);
		this.batches.clear();
	}

	Reply reply(RecordedRequest request) {
		Function<RecordedRequest, Reply> endpoint = this.endpoints.get(request.endpoint());
		AnswerSequence<RecordedRequest> script = this.scripts.get(request.endpoint());
		if (endpoint == null || script == null) {
			throw new Refusal(404, "Not Found");
		}
		return script.reply(request, () -> endpoint.apply(request));
	}

}
