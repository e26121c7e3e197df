package io.github.gigachat.samples.gateway.models;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.gigachat.spring.ai.api.ModelInfo;
import org.jspecify.annotations.Nullable;

/**
 * A list of models, as the service gave it.
 */
final class KnownModels {

	private final Map<String, ModelInfo> exact = new LinkedHashMap<>();

	private final Map<String, ModelInfo> lowerCase = new LinkedHashMap<>();

	/** The time of the list, by {@link System#nanoTime()}. */
	private final long time;

	KnownModels(List<ModelInfo> models, long time) {
		for (ModelInfo model : models) {
			this.exact.putIfAbsent(model.id(), model);
			this.lowerCase.putIfAbsent(model.id().toLowerCase(Locale.ROOT), model);
		}
		this.time = time;
	}

	/** Returns the models in the order of the list. */
	Collection<ModelInfo> all() {
		return this.exact.values();
	}

	/** Returns the model with exactly this name, or {@code null} if there is none. */
	@Nullable ModelInfo exact(String name) {
		return this.exact.get(name);
	}

	/** Returns the model with this name in either case, or {@code null}. */
	@Nullable ModelInfo ignoringCase(String name) {
		return this.lowerCase.get(name.toLowerCase(Locale.ROOT));
	}

	/** Returns the age of the list in seconds. */
	long age() {
		return Math.max(0, (System.nanoTime() - this.time) / 1_000_000_000);
	}

}
