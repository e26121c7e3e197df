package io.github.gigachat.samples.gateway.models;

import java.util.List;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.access.Caller;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Finds the models of requests. Never waits for the service.
 */
@Component
public class ModelRouter {

	private final ModelResolver resolver;

	private final ModelProfiles profiles;

	private final @Nullable String defaultModel;

	ModelRouter(ModelResolver resolver, ModelProfiles profiles, GatewayProperties properties) {
		this.resolver = resolver;
		this.profiles = profiles;
		this.defaultModel = StringUtils.hasText(properties.defaultModel()) ? properties.defaultModel() : null;
	}

	/**
	 * Finds the model of a request. A name that no alias and no list of models has is
	 * that of the default model, if there is one, and is otherwise left to the service.
	 * @param asked the name in the request, or {@code null} if it names none
	 * @param caller the client
	 * @return the way to the model
	 * @throws ApiException with status 400 if there is no name and no default model, 403
	 * if the client may not use the model
	 */
	public ModelRoute route(@Nullable String asked, Caller caller) {
		return route(asked, caller, this.defaultModel);
	}

	/**
	 * Finds the model of a request for embeddings, to which the default model does not
	 * apply.
	 * @param asked the name in the request, or {@code null} if it names none
	 * @param caller the client
	 * @return the way to the model
	 * @throws ApiException with status 400 if there is no name, 403 if the client may not
	 * use the model
	 */
	public ModelRoute routeEmbeddings(@Nullable String asked, Caller caller) {
		return route(asked, caller, null);
	}

	private ModelRoute route(@Nullable String asked, Caller caller, @Nullable String defaultModel) {
		String name = StringUtils.hasText(asked) ? asked : defaultModel;
		if (name == null) {
			throw ApiException.invalid("model", "model is missing. GET /v1/models lists the models");
		}
		List<ModelTarget> targets = this.resolver.resolve(name);
		if (defaultModel != null && targets.stream().allMatch(ModelTarget::unknown)) {
			targets = this.resolver.resolve(defaultModel);
		}
		return targets.stream()
			.filter((target) -> target.isFor(caller))
			.findFirst()
			.map((target) -> route(name, target))
			.orElseThrow(ModelRouter::notAllowed);
	}

	private ModelRoute route(String name, ModelTarget target) {
		GatewayProperties.Model profile = this.profiles.of(target.model());
		// an alias with an effort says that its model takes one
		boolean reasoning = profile.reasoning() || target.options().getReasoningEffort() != null;
		return new ModelRoute(name, target.upstream().name(), target.model(), target.options(), reasoning,
				profile.maxTokens());
	}

	private static ApiException notAllowed() {
		return new ApiException(new ApiError(403, "permission_error", "model_not_allowed", "model",
				"This gateway's key may not use the model. GET /v1/models lists the models that it may use", null));
	}

}
