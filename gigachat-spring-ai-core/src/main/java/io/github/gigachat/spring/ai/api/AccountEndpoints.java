package io.github.gigachat.spring.ai.api;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.client.ResponseReader;
import io.github.gigachat.spring.ai.internal.client.ServiceClient;
import io.github.gigachat.spring.ai.internal.client.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints of the caller's account: its models and its balance.
 */
final class AccountEndpoints {

	private static final String MODELS = "/models";

	private static final ResponseReader<ModelList> LIST = ResponseReader.of(ModelList.class, AccountEndpoints::missing,
			"data");

	private static final ResponseReader<ModelInfo> MODEL = ResponseReader.of(ModelInfo.class,
			(model) -> (model.id() != null) ? null : "id is missing", "id");

	private static final ResponseReader<Balance> BALANCE = ResponseReader.of(Balance.class, AccountEndpoints::missing,
			"balance");

	private final ServiceClient client;

	AccountEndpoints(ServiceClient client) {
		this.client = client;
	}

	private static @Nullable String missing(ModelList list) {
		if (list.data() == null) {
			return "data is missing";
		}
		return list.data().stream().anyMatch((model) -> model == null || model.id() == null) ? "a model's id is missing"
				: null;
	}

	private static @Nullable String missing(Balance balance) {
		if (balance.packages() == null) {
			return "balance is missing";
		}
		return balance.packages().stream().anyMatch((left) -> left == null || left.usage() == null)
				? "a package's usage is missing" : null;
	}

	ApiResponse<ModelList> models() {
		return this.client.call(ServiceRequest.get(MODELS), LIST);
	}

	ApiResponse<ModelInfo> model(String id) {
		String path = MODELS + "/" + ServiceRequest.segment(id, "The model's name");
		return this.client.call(new ServiceRequest("GET", path, MODELS + "/{model}", ServiceRequest.JSON, null), MODEL);
	}

	ApiResponse<Balance> balance() {
		return this.client.call(ServiceRequest.get("/balance"), BALANCE);
	}

}
