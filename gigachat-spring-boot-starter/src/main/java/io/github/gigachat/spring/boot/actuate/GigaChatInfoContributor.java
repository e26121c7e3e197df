package io.github.gigachat.spring.boot.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Which service and which model the application talks to, as part of its {@code info}.
 */
public final class GigaChatInfoContributor implements InfoContributor {

	private final Supplier<? extends @Nullable GigaChatApi> api;

	private final Supplier<? extends @Nullable GigaChatModel> model;

	/**
	 * Creates the contributor.
	 * @param api gives the API, or {@code null} where the application has none
	 * @param model gives the chat model, or {@code null} where the application has none
	 */
	public GigaChatInfoContributor(Supplier<? extends @Nullable GigaChatApi> api,
			Supplier<? extends @Nullable GigaChatModel> model) {
		this.api = Objects.requireNonNull(api, "api");
		this.model = Objects.requireNonNull(model, "model");
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
		GigaChatModel presentModel = this.model.get();
		if (presentModel != null) {
			details.put("model", String.valueOf(presentModel.getOptions().getModel()));
		}
		builder.withDetail(GigaChatApi.PROVIDER_NAME, details);
	}

}
