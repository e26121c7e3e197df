package io.github.gigachat.spring.boot.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.api.GigaChatApi;
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

	/**
	 * Creates the contributor.
	 * @param api supplies the API, or {@code null} if the application has none
	 * @param models suppliers of the models' names by the name of the detail, in the
	 * order of the details; a supplier returns {@code null} if there is no such model
	 */
	public GigaChatInfoContributor(Supplier<? extends @Nullable GigaChatApi> api,
			Map<String, Supplier<? extends @Nullable String>> models) {
		this.api = Objects.requireNonNull(api, "api");
		this.models = new LinkedHashMap<>(models);
	}

	@Override
	public void contribute(Info.Builder builder) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("provider", GigaChatApi.PROVIDER_NAME);
		GigaChatApi presentApi = this.api.get();
		if (presentApi != null) {
			details.put("baseUrl", presentApi.settings().baseUrl());
			details.put("authType", presentApi.settings().authType());
		}
		this.models.forEach((kind, model) -> {
			String name = model.get();
			if (name != null) {
				details.put(kind, name);
			}
		});
		builder.withDetail(GigaChatApi.PROVIDER_NAME, details);
	}

}
