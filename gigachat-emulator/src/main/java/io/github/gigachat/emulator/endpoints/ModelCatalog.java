package io.github.gigachat.emulator.endpoints;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.gigachat.emulator.script.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The models of the emulator: known models of the public service and those of the
 * settings.
 */
public final class ModelCatalog {

	private static final String VERSION = ":2.0.30.01";

	private static final String[] CHAT = { "GigaChat", "GigaChat-2", "GigaChat-2-Max", "GigaChat-2-Max-preview",
			"GigaChat-2-Pro", "GigaChat-2-Pro-preview", "GigaChat-2-preview", "GigaChat-3-Lightning", "GigaChat-3-Pro",
			"GigaChat-3-Ultra", "GigaChat-Max", "GigaChat-Max-preview", "GigaChat-Plus", "GigaChat-Pro",
			"GigaChat-Pro-preview", "GigaChat-preview" };

	private final Map<String, EmbeddingModel> embedders = new LinkedHashMap<>();

	private final Map<String, String> types = new LinkedHashMap<>();

	private final Set<String> withoutFunctions;

	public ModelCatalog(Set<String> moreChatModels, Map<String, EmbeddingModel> moreEmbedders,
			Set<String> withoutFunctions) {
		for (String name : CHAT) {
			this.types.put(name, "chat");
		}
		moreChatModels.forEach((name) -> this.types.put(name, "chat"));
		this.types.put("GigaFilter", "filter");
		this.types.put("GigaCheckClassification", "aicheck");
		this.types.put("GigaCheckDetection", "aicheck");
		this.embedders.put("Embeddings", new EmbeddingModel(1024, 512));
		this.embedders.put("Embeddings-2", new EmbeddingModel(1024, 512));
		this.embedders.put("EmbeddingsGigaR", new EmbeddingModel(2560, 4096));
		this.embedders.put("GigaEmbeddings-3B-2025-09", new EmbeddingModel(2048, 4096));
		this.embedders.putAll(moreEmbedders);
		this.embedders.keySet().forEach((name) -> this.types.put(name, "embedder"));
		this.withoutFunctions = Set.copyOf(withoutFunctions);
	}

	boolean has(String name) {
		return this.types.containsKey(name);
	}

	boolean hasChat(String name) {
		return "chat".equals(this.types.get(name));
	}

	boolean hasAiCheck(String name) {
		return "aicheck".equals(this.types.get(name));
	}

	@Nullable EmbeddingModel embedder(String name) {
		return this.embedders.get(name);
	}

	boolean supportsFunctions(String name) {
		return !this.withoutFunctions.contains(name);
	}

	/** Returns the name of a model with its version, as answers contain it. */
	String versioned(String name) {
		return name + VERSION;
	}

	ObjectNode list() {
		ArrayNode data = Json.array();
		this.types.keySet().forEach((name) -> data.add(model(name)));
		ObjectNode list = Json.object().put("object", "list");
		list.set("data", data);
		return list;
	}

	ObjectNode model(String name) {
		return Json.object()
			.put("id", name)
			.put("object", "model")
			.put("owned_by", "salutedevices")
			.put("type", this.types.get(name));
	}

}
