package io.github.gigachat.spring.boot.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.GigaChatConnections;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Contributes the service and the models that the application uses to Actuator's
 * {@code info}.
 */
public final class GigaChatInfoContributor implements InfoContributor {

	private final Supplier<? extends @Nullable GigaChatApi> api;

	private final Map<String, Supplier<? extends @Nullable String>> models;

	private final Supplier<? extends @Nullable GigaChatConnections> connections;

	/**
	 * Creates the contributor.
	 * @param api supplies the API, or {@code null} if the application has none
	 * @param models suppliers of the models' names by the name of the detail, in the
	 * order of the details; a supplier returns {@code null} if there is no such model
	 * @param connections supplies the named connections, or {@code null} if the
	 * application has none
	 */
	public GigaChatInfoContributor(Supplier<? extends @Nullable GigaChatApi> api,
			Map<String, Supplier<? extends @Nullable String>> models,
			Supplier<? extends @Nullable GigaChatConnections> connections) {
		this.api = Objects.requireNonNull(api, "api");
		this.models = new LinkedHashMap<>(models);
		this.connections = Objects.requireNonNull(connections, "connections");
	}

	@Override
	public void contribute(Info.Builder builder) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("provider", GigaChatApi.PROVIDER_NAME);
		GigaChatApi presentApi = this.api.get();
		if (presentApi != null) {
			put(details, presentApi);
		}
		this.models.forEach((kind, model) -> {
			String name = model.get();
			if (name != null) {
				details.put(kind, name);
			}
		});
		GigaChatConnections presentConnections = this.connections.get();
		if (presentConnections != null && presentConnections.names().size() > 1) {
			details.put("connections", named(presentConnections));
		}
		builder.withDetail(GigaChatApi.PROVIDER_NAME, details);
	}

	private static Map<String, Object> named(GigaChatConnections connections) {
		Map<String, Object> named = new LinkedHashMap<>();
		for (String name : connections.names()) {
			if (!name.equals(GigaChatConnections.DEFAULT)) {
				Map<String, Object> details = new LinkedHashMap<>();
				put(details, connections.api(name));
				details.put("model", connections.chatModel(name).getOptions().getModel());
				details.put("embeddingModel", connections.embeddingModel(name).getOptions().getModel());
				named.put(name, details);
			}
		}
		return named;
	}

	private static void put(Map<String, Object> details, GigaChatApi api) {
		details.put("baseUrl", api.settings().baseUrl());
		details.put("authType", api.settings().authType());
	}

}
